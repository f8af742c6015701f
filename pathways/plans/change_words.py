"""What became of an opportunity since it was saved, in words."""

from datetime import date

from pathways.plans.changes import Change, Said
from pathways.web.formats import day_and_month, pounds, uk_date
from pathways.web.language import gettext


def change_words(change: Change) -> str:
    """One change as a sentence: `Closing date moved from 3 to 10 March 2027`."""
    before, after = change.before, change.after
    if change.kind == "gone":
        return _gone(before)
    if change.kind == "gone-early":
        return _gone_early(before)
    if change.kind == "over":
        return _over(after)
    if change.kind == "open-again":
        return gettext("It was closed when you saved it. You can apply again now.")
    if change.kind in ("start-moved", "closing-moved"):
        return _moved(change)
    if change.kind == "start-new":
        return gettext("There is a new start: %(day)s.", day=_say(after))
    if change.kind == "start-dropped":
        return gettext("This start is no longer listed: %(day)s.", day=_say(before))
    if change.kind == "closing-given":
        return gettext("It now has a closing date: %(day)s.", day=_say(after))
    if change.kind == "closing-dropped":
        return gettext(
            "The closing date %(day)s was taken away. You could ask when it closes.", day=_say(before)
        )
    return _facts(change)


def _gone(last_day: Said) -> str:
    if isinstance(last_day, date):
        return gettext(
            "Closed. It is no longer listed. The last day to apply was %(day)s.", day=uk_date(last_day)
        )
    return gettext("Closed. It is no longer listed.")


def _gone_early(last_day: Said) -> str:
    if isinstance(last_day, date):
        return gettext(
            "Closed. It left the list before its last day, %(day)s. It may be full or taken down.",
            day=uk_date(last_day),
        )
    return gettext("Closed. It left the list while it was open. It may be full or taken down.")


def _over(last_day: Said) -> str:
    if isinstance(last_day, date):
        return gettext("Closed. The last day to apply was %(day)s.", day=uk_date(last_day))
    return gettext("Closed. You cannot apply for it now.")


def _moved(change: Change) -> str:
    before, after = _span(change.before, change.after)
    if change.kind == "start-moved":
        return gettext("Start moved from %(before)s to %(after)s.", before=before, after=after)
    return gettext("Closing date moved from %(before)s to %(after)s.", before=before, after=after)


def _facts(change: Change) -> str:
    before, after = _say(change.before), _say(change.after)
    if change.kind == "pay":
        return gettext("Pay moved from %(before)s to %(after)s a week.", before=before, after=after)
    if change.kind == "fee":
        return gettext("The cost moved from %(before)s to %(after)s.", before=before, after=after)
    if change.kind == "place":
        return gettext("It moved from %(before)s to %(after)s.", before=before, after=after)
    if change.kind == "title":
        return gettext("Its name was “%(before)s” when you saved it.", before=before)
    return gettext("What it pays or costs has changed. You could check.")


def _span(before: Said, after: Said) -> tuple[str, str]:
    """Two days as people say them together: what they share is said once, with the second."""
    if isinstance(before, date) and isinstance(after, date):
        if (before.year, before.month) == (after.year, after.month):
            return str(before.day), uk_date(after)
        if before.year == after.year:
            return day_and_month(before), uk_date(after)
    return _say(before), _say(after)


def _say(said: Said) -> str:
    if isinstance(said, date):
        return uk_date(said)
    if isinstance(said, int):
        return pounds(said)
    return said or gettext("a day not given")
