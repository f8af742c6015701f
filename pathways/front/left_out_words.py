"""What own words said that no answer holds, in words: nothing is dropped without a word."""

from collections.abc import Iterable

from pathways.guidance.answers import MOST_AVOIDED, MOST_IDEAS, MOST_MATTERS
from pathways.guidance.heard import FULL, REFUSED
from pathways.guidance.ideas import idea_name
from pathways.web.language import gettext as _


def left_out_words(heard: Iterable[str]) -> tuple[str, ...]:
    """A sentence or two for each of ``heard`` (codes) for which there was no room, and for all that is not wanted."""
    pairs = [code.partition(":")[::2] for code in heard]
    said = [_full(value) for field, value in pairs if field == FULL]
    refused = ", ".join(idea_name(value) for field, value in pairs if field == REFUSED)
    if refused:
        said.append(
            _(
                "You said no to this: %(what)s. It is not one of your ideas. "
                "If it still comes up, you can press “Not this area” on your list.",
                what=refused,
            )
        )
    return tuple(said)


def _full(name: str) -> str:
    if name == "ideas":
        return _(
            "There is room for %(most)s ideas, so we left some out. Take one away to add another.",
            most=MOST_IDEAS,
        )
    if name == "avoid":
        return _(
            "There is room for %(most)s things you’d rather not do, so we left some out. You can swap them later.",
            most=MOST_AVOIDED,
        )
    return _(
        "There is room for %(most)s things that matter most, so we left some out. You can swap them later.",
        most=MOST_MATTERS,
    )
