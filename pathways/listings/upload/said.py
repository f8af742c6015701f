"""What rows of a file say of one programme, whatever the format: values for a listing, and faults by row and column."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pathways.catalogue.vocabulary import MODE_COLUMNS
from pathways.feeds.records import (
    DistrictRecord,
    EntryRecord,
    IntakeRecord,
    OpportunityRecord,
    ProgrammeRecord,
)
from pathways.listings.reading_back import OF_ENTRY, OF_OFFER, OF_PROGRAMME, OF_START

Mentions = Callable[[str, Any], bool]
WITHOUT_VENUE = tuple(name for name in OF_OFFER if name != "venue_id")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file: its number, and its cells by column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in one row. The column is empty where the whole row is meant."""

    line: int
    column: str
    rule: str
    mend: str


@dataclass(frozen=True, slots=True)
class SaidOffer:
    """What one row says is on offer; ``key`` is that of an offer of the listing, where the row names one."""

    line: int
    values: dict[str, Any]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What rows say of one programme. A field that they do not mention is not there.

    Any of the ``references`` may be that of a listing; a new one gets the first. ``guessed`` holds where nobody says
    otherwise.
    """

    references: tuple[str, ...]
    programme: dict[str, Any]
    entry: dict[str, Any]
    offers: tuple[SaidOffer, ...]
    guessed: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Judged:
    """The rows of one programme as their format reads them: faults, and what the good rows say.

    ``taken`` gives for each row that was used the row in which its place was named first.
    """

    faults: list[Fault] = field(default_factory=list)
    said: Said | None = None
    taken: dict[int, int] = field(default_factory=dict)


def programme_values(record: ProgrammeRecord, mentions: Mentions) -> dict[str, Any]:
    """The mentioned fields of a programme, by the names that a listing has for them."""
    return {name: getattr(record, name) for name in OF_PROGRAMME if mentions(name, getattr(record, name))}


def entry_values(record: EntryRecord, mentions: Mentions) -> dict[str, Any]:
    """The mentioned fields of what getting in takes."""
    return {name: getattr(record, name) for name in OF_ENTRY if mentions(name, getattr(record, name))}


def offer_values(
    record: OpportunityRecord,
    starts: Iterable[IntakeRecord],
    districts: Iterable[DistrictRecord],
    mentions: Mentions,
    venue_id: int | None,
) -> dict[str, Any]:
    """The mentioned fields of what is on offer at one place, with its venue, modes, starts and districts."""
    found = {name: getattr(record, name) for name in WITHOUT_VENUE if mentions(name, getattr(record, name))}
    return found | {
        "delivery": record.delivery,
        "venue_id": venue_id,
        "place_not_given": False,
        "modes": tuple(mode for mode, column in MODE_COLUMNS.items() if getattr(record, column)),
        "starts": tuple({name: getattr(start, name) for name in OF_START} for start in starts),
        "districts": tuple(district.lad_code for district in districts),
    }


def says_something(_name: str, value: Any) -> bool:
    """Whether a value says anything: what a format leaves empty does not wipe what is known already."""
    return value not in (None, "", False)
