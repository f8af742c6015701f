"""What a page says of the parts of an address that it could not use."""

from collections.abc import Iterable

from pathways.catalogue import labels
from pathways.catalogue.query_values import Notice
from pathways.web.language import gettext

MOST_SAID = 4


def notice_words(notices: Iterable[Notice]) -> tuple[str, ...]:
    """A sentence for each notice worth saying, without repeats, at most a few."""
    said = dict.fromkeys(words for notice in notices if (words := _words(notice)))
    return tuple(said)[:MOST_SAID]


def _words(notice: Notice) -> str:
    name = labels.facet_name(notice.parameter)
    if notice.code == "unknown-place":
        return gettext("We do not know the place “%(value)s”, so we left it out.", value=notice.value)
    if notice.code == "too-long":
        return gettext("Your search was very long. We used the first part of it.")
    if notice.code == "only-one":
        return gettext("Only one choice works for “%(name)s”. We used the first.", name=name)
    if notice.code == "needs-stage":
        return gettext("To show what you can apply for, we need to know where you are now. We left that out.")
    if notice.code in ("unknown-value", "not-a-number"):
        return gettext("We left out “%(value)s”. It does not fit “%(name)s”.", value=notice.value, name=name)
    return ""
