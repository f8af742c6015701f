"""Feeds of one import, each read twice: who teaches, then course by course what they teach.

What stands of a provider behind its courses, such as its address, is needed for them: hence twice.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pathways.catalogue.vocabulary import Delivery
from pathways.feeds.bundle import Entry
from pathways.feeds.importing import Reading
from pathways.feeds.named_characters import NumberedCharacters
from pathways.feeds.provider_kinds import Kinds
from pathways.feeds.records import ProviderRecord, VenueRecord
from pathways.feeds.refusals import FileRefusedError
from pathways.feeds.subject_lists import SubjectLists
from pathways.feeds.whereabouts import AddressBook
from pathways.feeds.xcri_cap.complaints import Complaints
from pathways.feeds.xcri_cap.courses import course_parts, title_of
from pathways.feeds.xcri_cap.engagement import engagement_of
from pathways.feeds.xcri_cap.keys import identifier_of, short_key, slug_of
from pathways.feeds.xcri_cap.moments import moment_of
from pathways.feeds.xcri_cap.offers import offers_of
from pathways.feeds.xcri_cap.presentations import Presentation, presentation_at
from pathways.feeds.xcri_cap.providers import provider_record
from pathways.feeds.xcri_cap.venues import venue_of
from pathways.feeds.xcri_cap.vocabulary import DELETED
from pathways.feeds.xml_encoding import charset_of
from pathways.feeds.xml_events import Found, read_elements
from pathways.feeds.xml_nodes import XmlNode

MOST_PROVIDERS = 20_000
A_YEAR = timedelta(days=366)
_ROOTS = ("catalog", "provider")
_MARK = "xcri"


@dataclass(frozen=True, slots=True)
class Tables:
    """What rows are looked up in."""

    kinds: Kinds
    lists: SubjectLists
    book: AddressBook
    today: date


@dataclass(frozen=True, slots=True)
class Teacher:
    """A provider of the file, and its own address as a venue."""

    record: ProviderRecord
    venue: VenueRecord | None


def wrong_root(root: XmlNode) -> str:
    """Why a file with this first element is no XCRI-CAP feed, in words that follow its name; empty when it is one."""
    if root.key == "course" and _MARK in root.namespace.casefold():
        return "is a single course without its provider. Bring in the feed that it stands in."
    if root.key not in _ROOTS or _MARK not in root.namespace.casefold():
        named = f" in the namespace {root.namespace[:80]}" if root.namespace else ""
        return f"is no XCRI-CAP feed: it begins with {root.name[:40]}{named}. Bring in the feed as it was published."
    return ""


class FeedReader:
    """Reads feeds into a staging area."""

    def __init__(self, reading: Reading, tables: Tables) -> None:
        self._reading = reading
        self._tables = tables
        self._total = 3 * sum(entry.size for entry in reading.bundle.entries)

    def read(self) -> None:
        """Read every file. Raises FileRefusedError for one that is no feed, or when there is none."""
        if not self._reading.bundle.entries:
            raise FileRefusedError(
                "There is no .xml file in what was given. Bring in the feed as it was published."
            )
        for entry in self._reading.bundle.entries:
            self._read_file(entry)

    def _read_file(self, entry: Entry) -> None:
        complaints = Complaints(self._reading.problems, entry.name)
        with self._reading.bundle.open_bytes(entry) as stream:
            charset = charset_of(stream)
        if charset.wrong:
            place = XmlNode("encoding", "", {}, charset.line, 0)
            complaints.note(place, "encoding", charset.wrong, "A file is in the characters that it names",
                            f"It was read as {charset.override}. Save the feed in UTF-8.")  # fmt: skip
        teachers = self._teachers(entry, charset.override, complaints)
        for found in self._elements(entry, {"course"}, charset.override, lambda *_: None):
            provider = found.inside[-1] if found.inside else None
            if provider is not None and provider.key == "provider":
                self._reading.rows[entry.name] += 1
                complaints.look_over(found.node)
                self._stage_course(found.node, teachers.get(provider.number), complaints)

    def _elements(
        self, entry: Entry, wanted: set[str], encoding: str | None, named: Callable[[str, int], None]
    ) -> Iterator[Found]:
        reading = self._reading

        def looked() -> None:
            reading.progress("Reading", reading.bundle.bytes_read, self._total)

        with reading.bundle.open_bytes(entry) as stream:
            yield from read_elements(
                NumberedCharacters(stream, named),
                entry.name,
                wanted,
                root=wrong_root,
                encoding=encoding,
                looked=looked,
            )

    def _teachers(self, entry: Entry, encoding: str | None, complaints: Complaints) -> dict[int, Teacher]:
        """The providers of a file by the number of their element."""
        teachers: dict[int, Teacher] = {}
        for found in self._elements(entry, {"provider", "course"}, encoding, complaints.html_name):
            node = found.node
            if node.key != "provider" or (found.inside and found.inside[-1].key != "catalog"):
                continue
            if len(teachers) >= MOST_PROVIDERS:
                raise FileRefusedError(
                    f"{entry.name} holds more than {MOST_PROVIDERS:,} providers. It is not read."
                )
            complaints.look_over(node)
            record = provider_record(node, self._tables.kinds, self._tables.book, complaints)
            if record is None:
                continue
            record = replace(record, source_dated_on=self._dated(found.inside[0] if found.inside else node))
            if not self._reading.staging.add(record):
                complaints.note(node, "identifier", record.key, "A provider stands in the set once",
                                "Its courses were put under the first. Give another provider its own.")  # fmt: skip
            venue = venue_of(node, record.key, record.name, self._tables.book, complaints)
            teachers[node.number] = Teacher(record, venue)
        return teachers

    def _dated(self, root: XmlNode) -> date | None:
        """The day that an old feed was made on; None for one of the last year, which its date would only age."""
        made = moment_of(XmlNode("generated", "", {"dtf": root.attribute("generated")}, root.line, 0)).day
        return made if made is not None and self._tables.today - made > A_YEAR else None

    def _stage_course(self, course: XmlNode, teacher: Teacher | None, complaints: Complaints) -> None:
        if course.attribute("recstatus") == DELETED:
            return
        if teacher is None:
            complaints.refuse(course, "provider", "", "A course stands in a provider that has a title",
                              "Mend the provider.")  # fmt: skip
            return
        title, staging = title_of(course), self._reading.staging
        told = identifier_of(course) or course.text_of("url")
        key = short_key(teacher.record.key, told or slug_of(title, "course"))
        if not title:
            complaints.refuse(course, "title", "", "A course has a title", "Write what the course is called.")
            staging.hold(key)
            return
        if not told:
            complaints.note(course, "identifier", title, "A course has an identifier",
                            "Give each course one that stays. Until then it is known by its title.")  # fmt: skip
        if ("programme", key) in staging:
            complaints.refuse(course, "identifier", told or title, "A course stands in the set once",
                              "Give each course an identifier of its own, or take one of them out.")  # fmt: skip
            return
        parts = course_parts(course, key, title, teacher.record, self._tables.lists, complaints)
        for offered in offers_of(key, self._presentations(course, teacher, complaints)):
            for part in offered.parts:
                staging.add_part(part)
            staging.add(offered.opportunity)
        for area in parts.areas:
            staging.add_part(area)
        staging.add_part(parts.entry)
        staging.add(parts.programme)

    def _presentations(
        self, course: XmlNode, teacher: Teacher, complaints: Complaints
    ) -> Iterator[Presentation]:
        """Every presentation at each of its places. Of a course without any nobody says where it is taught."""
        nodes = [one for one in course.named("presentation") if one.attribute("recstatus") != DELETED]
        for node in nodes or [XmlNode("presentation", "", {}, course.line, 0)]:
            venues = self._venues(node, teacher, complaints) if nodes else []
            for venue in venues or [None]:
                one = presentation_at(node, venue, self._tables.today, complaints)
                if one.venue is not None:
                    self._reading.staging.add(one.venue)
                yield one

    def _venues(self, node: XmlNode, teacher: Teacher, complaints: Complaints) -> list[VenueRecord | None]:
        record, book = teacher.record, self._tables.book
        told = [venue_of(one, record.key, record.name, book, complaints) for one in node.named("venue")]
        found: list[VenueRecord | None] = [one for one in told if one is not None]
        if found:
            return found
        # Without a venue the provider's address is meant (XCRI-CAP 1.2, presentation), unless nobody comes there.
        engagement = engagement_of(node)
        from_afar = engagement.from_afar or engagement.delivery not in (None, Delivery.VENUE)
        return [] if from_afar else [teacher.venue]
