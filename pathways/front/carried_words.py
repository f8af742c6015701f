"""What is said of the answers in an address that could not be used."""

from collections.abc import Iterable

from pathways.catalogue.query_values import Notice
from pathways.front.notice_words import MOST_SAID
from pathways.web.language import gettext


def notice_words(notices: Iterable[Notice]) -> tuple[str, ...]:
    """A sentence for each value that had no effect, without repeats, at most a few."""
    said = dict.fromkeys(_words(notice) for notice in notices if notice.dropped)
    return tuple(said)[:MOST_SAID]


def _words(notice: Notice) -> str:
    if notice.code == "unknown-place":
        return gettext("We do not know the place “%(value)s”, so we left it out.", value=notice.value)
    if notice.code == "too-many":
        return gettext("You picked more than there is room for. We used the first ones.")
    if notice.code == "only-one":
        return gettext("One question had two answers. We used the first.")
    return gettext("We left out “%(value)s”. It is not one of the answers.", value=notice.value)
