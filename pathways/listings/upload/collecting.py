"""A staging area in memory: takes what a reader stages, and gives it back record by record."""

from typing import Any, TypeVar

from pathways.catalogue.vocabulary import Area
from pathways.feeds.kinds import KIND_OF, PART_OF
from pathways.feeds.records import AreaRecord, Part, Record
from pathways.feeds.staging import Staging

Kept = TypeVar("Kept")


class Collected(Staging):
    """Records and their parts as a reader stages them, without a database."""

    def __init__(self) -> None:  # pylint: disable=super-init-not-called
        self._records: dict[tuple[str, str], Record] = {}
        self._parts: dict[str, list[Part]] = {}
        self.held: set[str] = set()

    def __contains__(self, record: tuple[str, str]) -> bool:
        """Whether the record of that kind's name and key has been added."""
        return record in self._records

    def add(self, record: Record) -> bool:
        """Take a record. False when its key was there before."""
        key = (KIND_OF[type(record)].name, record.key)
        if key in self._records:
            return False
        self._records[key] = record
        return True

    def add_part(self, part: Part) -> None:
        """Take a part of a record."""
        key: str = getattr(part, PART_OF[type(part)].key_field)
        self._parts.setdefault(key, []).append(part)

    def hold(self, programme_key: str) -> None:
        """Note a programme of which a row could not be used."""
        self.held.add(programme_key)

    def of(self, kind: type[Kept]) -> list[Kept]:
        """Every record of one kind, in the order in which they came."""
        return [record for record in self._records.values() if isinstance(record, kind)]

    def parts_of(self, key: str) -> list[Any]:
        """The parts of a record."""
        return self._parts.get(key, [])

    def areas_of(self, programme_key: str) -> tuple[Area, ...]:
        """The career areas of a programme, the main one first."""
        areas = [part for part in self.parts_of(programme_key) if isinstance(part, AreaRecord)]
        return tuple(part.area for part in sorted(areas, key=lambda part: not part.is_main))
