"""Next steps in words, the same on the page, on paper and in a calendar."""

from pathways.plans.next_steps import Ask, Saved, Step
from pathways.web.language import gettext


def step_words(step: Step) -> str:
    """What happens on the day."""
    return {
        "opens": gettext("First day to apply"),
        "closes": gettext("Last day to apply"),
        "starts": gettext("It starts"),
    }[step.kind]


def event_words(step: Step) -> str:
    """The same with what it is of, as a calendar has room for it."""
    return {
        "opens": gettext("First day to apply: %(title)s", title=step.saved.title),
        "closes": gettext("Last day to apply: %(title)s", title=step.saved.title),
        "starts": gettext("Starts: %(title)s", title=step.saved.title),
    }[step.kind]


def ask_words(ask: Ask) -> str:
    """What to ask the provider."""
    if ask.kind == "start":
        return gettext("Ask when it starts and by when to apply.")
    return gettext("Ask by when to apply.")


def over_words(saved: Saved) -> str:
    """Why nothing is left to do."""
    if saved.is_listed:
        return gettext("You cannot apply for this now.")
    return gettext("It is not in our lists any more.")


def where_words(saved: Saved) -> str:
    """Who offers it, and where; and what tells it from another of the same name."""
    return ", ".join(part for part in (saved.provider, saved.place, saved.apart) if part)
