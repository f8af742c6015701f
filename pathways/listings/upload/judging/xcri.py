"""Judges the courses of an XCRI-CAP feed, as the import reads them. The feed itself is kept, and read anew."""

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pathways import clock
from pathways.feeds.broken import Broken
from pathways.feeds.bundle import Bundle
from pathways.feeds.districts import load_districts
from pathways.feeds.importing import Reading
from pathways.feeds.problems import Problems, RowProblem
from pathways.feeds.provider_kinds import load_kinds
from pathways.feeds.records import EntryRecord, OpportunityRecord, ProgrammeRecord, VenueRecord
from pathways.feeds.refusals import FileRefusedError
from pathways.feeds.subject_lists import subject_lists
from pathways.feeds.whereabouts import AddressBook
from pathways.feeds.xcri_cap.reading import FeedReader, Tables
from pathways.listings.upload.collecting import Collected
from pathways.listings.upload.judging.directory import offer_said
from pathways.listings.upload.judging.judge import faults
from pathways.listings.upload.judging.registers import Lookups
from pathways.listings.upload.reading import ReadRow
from pathways.listings.upload.said import (
    Judged,
    Line,
    Said,
    SaidOffer,
    entry_values,
    programme_values,
    says_something,
)
from pathways.paths import resource_dir
from pathways.places.gazetteer import Gazetteer

COLUMNS = ("identifier", "title")
MOST_COURSES = 5_000
_ELEMENT_OF = {
    "title": "title", "summary": "description", "level": "qualification", "areas": "subject", "starts": "start",
    "modes": "studyMode", "money": "cost", "fee": "cost", "venue_id": "venue", "apply_url": "applyTo",
    "how_to_apply": "applyTo", "delivery": "attendanceMode", "duration_months": "duration",
}  # fmt: skip


@dataclass(slots=True)
class ReadFeed:
    """A feed: its records, and what is wrong in it by line."""

    collected: Collected
    refused: list[RowProblem] = field(default_factory=list)

    @property
    def programmes(self) -> Iterator[tuple[str, ProgrammeRecord]]:
        """Each course under the identifier that the provider gave it."""
        for record in self.collected.of(ProgrammeRecord):
            yield record.key.removeprefix(f"{record.provider_key}:"), record


def rows_of(feed: ReadFeed) -> list[ReadRow]:
    """A row for each course, and one for each course that could not be read."""
    rows = [
        ReadRow(number, {"identifier": key, "title": record.title})
        for number, (key, record) in enumerate(feed.programmes, 1)
    ]
    rows += [ReadRow(number, wrong=one) for number, one in enumerate(feed.refused, len(rows) + 1)]
    nothing = RowProblem(
        "feed.xml", 1, "", "", "The feed holds no course", "Send the feed as it is published."
    )
    return rows or [ReadRow(1, wrong=nothing)]


def read_feed(name: str, body: bytes, gazetteer: Gazetteer) -> ReadFeed:
    """Read a feed. Raises FileRefusedError for what is none, or for more courses than an upload takes."""
    seed_dir = resource_dir("seed_data")
    feed = ReadFeed(Collected())
    problems = Problems(heard=lambda what, one: feed.refused.append(one) if what == "left out" else None)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(body)
        reading = Reading(
            Bundle([path], (".xml",)), feed.collected, problems, lambda _what, _done, _all: None, Counter()
        )
        book = AddressBook(gazetteer, load_districts(seed_dir))
        tables = Tables(load_kinds(seed_dir), subject_lists(seed_dir), book, clock.today())
        FeedReader(reading, tables).read()
    if sum(1 for _ in feed.programmes) > MOST_COURSES:
        raise FileRefusedError(f"{name} has more than 5,000 courses. Split it and send each part by itself.")
    return feed


class XcriJudge:
    """Judges courses. Each is by itself, under its identifier; what is wrong is mended in the feed."""

    def __init__(self, feed: ReadFeed, lookups: Lookups) -> None:
        self.rows = rows_of(feed)
        self._lookups = lookups
        self._records = {f"={key}"[:300]: record for key, record in feed.programmes}
        self._collected = feed.collected
        self._offers: dict[str, list[OpportunityRecord]] = {}
        for offer in feed.collected.of(OpportunityRecord):
            self._offers.setdefault(offer.programme_key, []).append(offer)
        self._names = {venue.key: venue.name for venue in feed.collected.of(VenueRecord)}

    def group(self, line: Line) -> str:
        """A course is by itself."""
        return f"={line.cells.get('identifier', '')}"[:300]

    def column(self, field: str) -> str:
        """The element of a field of a listing."""
        return _ELEMENT_OF.get(field, "")

    def judge(self, lines: Sequence[Line]) -> Judged:
        """What one course says."""
        line, judged = lines[0], Judged()
        record = self._records.get(self.group(line))
        if record is None:
            return judged
        offers: list[SaidOffer] = []
        for offer in self._offers.get(record.key, []):
            name = self._names.get(offer.venue_key or "", "")
            venue = self._lookups.venues.find(name)
            if name and venue is None:
                mend = "Add it to your venues and check again."
                judged.faults += faults(
                    line.number, [Broken("venue", name, f"{name} is not one of your venues", mend)]
                )
                continue
            said = offer_said(offer, self._collected.parts_of(offer.key), venue.id if venue else None)
            offers.append(SaidOffer(line.number, said))
        if not offers and not judged.faults:
            judged.faults += faults(
                line.number,
                [Broken("presentation", "", "A course has a presentation", "Say where and when it is.")],
            )
        areas = self._collected.areas_of(record.key)
        entry = next(
            (one for one in self._collected.parts_of(record.key) if isinstance(one, EntryRecord)), None
        )
        judged.said = Said(
            (line.cells["identifier"][:100],),
            programme_values(record, says_something),
            entry_values(entry, says_something) if entry else {},
            tuple(offers),
            {"areas": areas} if areas else {},
        )
        judged.taken[line.number] = line.number
        return judged
