"""What a search was understood as, in words: so that a person can see it, and ask for the very words instead."""

from collections.abc import Iterable

from pathways.catalogue import labels
from pathways.catalogue.careers_thesaurus import careers_occupations
from pathways.catalogue.results import Results
from pathways.catalogue.understanding import Understood
from pathways.web.language import gettext

MOST_SAID = 3
"""Readings that are told; more would push the list down."""

_MEANT = frozenset({"occupation", "area", "words", "step-before"})
_PERSONAL = frozenset({"learning", "avoid", "matters"})


def understood_words(results: Results) -> tuple[str, ...]:
    """Sentences on how the words were read, the most telling first."""
    said: list[str] = []
    if results.instead and results.total:
        said.append(gettext("Nothing here is quite that. These are the nearest to it."))
    for text, names in _read_as(results.understood, refused=True).items():
        said.append(gettext("We left out “%(words)s”: %(names)s.", words=text, names=names))
    for text, names in _read_as(results.understood, refused=False).items():
        said.append(gettext("We read “%(words)s” as: %(names)s.", words=text, names=names))
    said = said[:MOST_SAID]
    if any(one.facet == "support" for one in results.understood):
        said.append(gettext("Each college and employer can tell you what support it gives."))
    return tuple(said)


def asks_for_questions(results: Results) -> bool:
    """Whether the questions would tell more than the words did: nothing was understood, or wishes only they take in."""
    text = results.criteria.text.strip()
    nothing = bool(text) and (results.ignored_words == (text,) or not results.total)
    return nothing or any(one.facet in _PERSONAL for one in results.understood)


def _read_as(understood: Iterable[Understood], *, refused: bool) -> dict[str, str]:
    """The names of what each run of words was read as, where they say more than the words themselves."""
    named: dict[str, dict[str, None]] = {}
    for one in understood:
        if one.refused is refused and (one.facet in _MEANT or (refused and one.facet not in _PERSONAL)):
            for value in one.values:
                named.setdefault(one.text, {})[_name(one.facet, value)] = None
    return {
        text: ", ".join(names)
        for text, names in named.items()
        if refused or text.casefold() not in {name.casefold() for name in names}
    }


def _name(facet: str, value: str) -> str:
    if facet == "occupation":
        known = careers_occupations().get(value)
        return known.name if known else value
    return (
        value
        if facet in ("words", "step-before", "support", "start")
        else labels.facet_value_name(facet, value)
    )
