"""Which terms the host may add to the thesaurus."""

from pathways.catalogue.careers_thesaurus import allowed_codes
from pathways.host.models import LONGEST_TERM
from pathways.paths import resource_dir
from pathways.words.thesaurus import LONGEST_TERM as MOST_WORDS
from pathways.words.thesaurus import Kind
from pathways.words.tokens import stems_of

KINDS = (Kind.OCCUPATION, Kind.AREA, Kind.ROUTE)
"""What an added term may stand for: a job, a career area or a route."""


def tidy_term(typed: str) -> str:
    """A term as it is kept: printable, small letters, single spaces."""
    printable = "".join(letter if letter.isprintable() else " " for letter in typed)
    return " ".join(printable.lower().split())


def is_term(term: str) -> bool:
    """Whether a tidied term can be looked for: some words, not too many."""
    return 0 < len(term) <= LONGEST_TERM and 0 < len(stems_of(term)) <= MOST_WORDS


def meaning_in(typed: str) -> tuple[Kind, str] | None:
    """The kind and code of a choice written as `area:health`; None for what is no code of that kind."""
    kind_name, _, value = typed.partition(":")
    kind = next((one for one in KINDS if one.value == kind_name), None)
    if kind is None or value not in allowed_codes(resource_dir("seed_data"))[kind]:
        return None
    return kind, value
