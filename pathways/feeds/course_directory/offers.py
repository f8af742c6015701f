"""Runs gathered into opportunities: runs of a course at one place, in one mode and at one cost differ by their start.

They are kept until the file ends, for the runs of a course may stand anywhere in it: so an offer is small, and shares
its texts with the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from pathways.catalogue.vocabulary import Delivery, Money
from pathways.feeds.course_directory import values
from pathways.feeds.course_directory.columns import DirectoryRow
from pathways.feeds.course_directory.courses import duration_text
from pathways.feeds.course_directory.values import Attendance, DeliveryMode, StudyMode
from pathways.feeds.keys import short_digest
from pathways.feeds.records import DistrictRecord, IntakeRecord, OpportunityRecord, Part
from pathways.feeds.web_addresses import https_link


@dataclass(frozen=True, slots=True)
class Terms:
    """What the runs of one offer have in common."""

    programme_key: str
    venue_key: str | None
    delivery: Delivery
    districts: tuple[str, ...]
    study: StudyMode | None
    attendance: Attendance | None
    blended: bool
    fee: int | None
    cost_text: str
    url: str
    length: str


@dataclass(slots=True)
class Offers:
    """The offers of a file by key, each with its terms and starts (None: whenever the learner is ready)."""

    found: dict[str, tuple[Terms, list[date | None]]] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)

    def add(self, terms: Terms, start: date | None) -> None:
        """Add a run."""
        first = f"{terms.programme_key}@{_place(terms)}"
        key, count = first, 1
        while key in self.found and self.found[key][0] != terms:
            count += 1
            key = f"{first}/{count}"
        if key not in self.found:
            self.found[key] = terms, [start]
        elif start not in self.found[key][1]:
            self.found[key][1].append(start)

    def shared(self, text: str) -> str:
        """The same text, held once."""
        return self._texts.setdefault(text, text)

    def take(self, length_of: dict[str, str]) -> Iterator[tuple[list[Part], OpportunityRecord]]:
        """Each offer with its parts, and forgotten as it is given; ``length_of`` is how long each programme takes."""
        while self.found:
            key, (terms, starts) = self.found.popitem()
            parts: list[Part] = [
                IntakeRecord(key, starts_on=start, is_flexible=start is None) for start in starts
            ]
            parts += [DistrictRecord(key, code) for code in terms.districts]
            other_length = terms.length if terms.length != length_of[terms.programme_key] else ""
            yield parts, opportunity_record(key, terms, other_length)


def terms_of(
    row: DirectoryRow, programme_key: str, venue_key: str | None, districts: tuple[str, ...], offers: Offers
) -> Terms:
    """The terms of a run at a venue, online, for some districts, or anywhere in the nation."""
    mode = values.delivery_mode(row.delivery_mode)
    delivery = Delivery.NATIONAL
    if venue_key is not None:
        delivery = Delivery.VENUE
    elif mode is DeliveryMode.ONLINE:
        delivery = Delivery.ONLINE
    elif districts:
        delivery = Delivery.AREA
    return Terms(
        offers.shared(programme_key),
        offers.shared(venue_key) if venue_key is not None else None,
        delivery,
        districts,
        values.study_mode(row.study_mode),
        values.attendance(row.attendance),
        mode is DeliveryMode.BLENDED,
        values.pence(row.cost) if row.cost else None,
        offers.shared(row.cost_description[:500]),
        offers.shared(https_link(row.web_page)),
        offers.shared(duration_text(row)),
    )


def opportunity_record(key: str, terms: Terms, other_length: str) -> OpportunityRecord:
    """An offer as an opportunity. ``other_length`` is said where it takes another time than the programme does."""
    study, attendance = terms.study, terms.attendance
    week = [
        "Hours to suit you." if study is StudyMode.FLEXIBLE else "",
        "Partly online." if terms.blended else "",
        f"Takes {other_length}." if other_length else "",
    ]
    evening = attendance in (Attendance.EVENING, Attendance.WEEKEND)
    return OpportunityRecord(
        key=key,
        programme_key=terms.programme_key,
        venue_key=terms.venue_key,
        delivery=terms.delivery,
        full_time=study is StudyMode.FULL_TIME,
        part_time=study in (StudyMode.PART_TIME, StudyMode.FLEXIBLE),
        evening_weekend=evening,
        day_release=attendance is Attendance.RELEASE,
        mode_not_stated=study is None and not evening and attendance is not Attendance.RELEASE,
        week_text=" ".join(part for part in week if part),
        money=None if terms.fee is None else Money.FEE if terms.fee else Money.FREE,
        fee=terms.fee,
        cost_text=terms.cost_text,
        apply_url=terms.url,
    )


def _place(terms: Terms) -> str:
    where = terms.venue_key or ",".join(terms.districts) or terms.delivery.value
    code = where if where == terms.delivery.value else short_digest(where)
    return "-".join([code, *(mode.lower()[:4].strip() for mode in (terms.study, terms.attendance) if mode)])
