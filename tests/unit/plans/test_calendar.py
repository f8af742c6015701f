"""The calendar that is written is the calendar that any program reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from pathways.plans.calendar import CalendarEvent, tag_of, written
from pathways.plans.next_steps import Saved, Step, StepKind

MADE = datetime(2026, 11, 29, 22, 30, tzinfo=UTC)
WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=120)
DAYS = st.dates(date(2026, 1, 1), date(2036, 12, 31))


def event(
    day: date = date(2027, 3, 12),
    kind: StepKind = "closes",
    number: int = 7,
    summary: str = "Last day to apply: Plumbing",
    description: str = "Moorside College, Consett\nDates change.",
    address: str = "https://pathways.example/programmes/1/plumbing?at=7",
) -> CalendarEvent:
    saved = Saved(number, "Plumbing", "Moorside College", "Consett", "/programmes/1/plumbing?at=7", ())
    return CalendarEvent(Step(day, kind, saved), summary, description, address)


def read(*events: CalendarEvent, name: str = "Next steps") -> Calendar:
    made = Calendar.from_ical(written(events, name=name, host="pathways.example", made_at=MADE))
    assert isinstance(made, Calendar)
    return made


def events_in(calendar: Calendar) -> list[Event]:
    return [part for part in calendar.walk("VEVENT") if isinstance(part, Event)]


def test_event_is_a_whole_day_with_a_page_that_takes_no_time() -> None:
    (found,) = events_in(read(event()))
    assert found["dtstart"].dt == date(2027, 3, 12)
    assert found["dtend"].dt == date(2027, 3, 13)
    assert not isinstance(found["dtstart"].dt, datetime)
    assert found["uid"] == "7-closes@pathways.example"
    assert found["url"] == "https://pathways.example/programmes/1/plumbing?at=7"
    assert found["transp"] == "TRANSPARENT"
    assert found["dtstamp"].dt == MADE


def test_calendar_says_its_name_and_how_often_to_look() -> None:
    calendar = read(name="Next steps from Pathways")
    assert calendar["x-wr-calname"] == calendar["name"] == "Next steps from Pathways"
    assert calendar["refresh-interval"].dt == timedelta(hours=12)
    assert calendar["x-published-ttl"] == "PT12H"
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")


def test_event_without_a_page_has_no_address() -> None:
    (found,) = events_in(read(event(address="")))
    assert "url" not in found


@given(st.lists(st.tuples(DAYS, WORDS, WORDS), max_size=6))
def test_whatever_is_written_is_read_back(said: list[tuple[date, str, str]]) -> None:
    events = [
        event(day, number=at, summary=summary, description=description)
        for at, (day, summary, description) in enumerate(said, 1)
    ]
    found = events_in(read(*events))
    assert [one["dtstart"].dt for one in found] == [day for day, _, _ in said]
    assert [str(one["summary"]) for one in found] == [summary for _, summary, _ in said]
    assert [str(one["description"]) for one in found] == [description for _, _, description in said]
    assert len({one["uid"] for one in found}) == len(found)


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_lines_are_as_long_as_the_standard_allows(said: list[str]) -> None:
    made = written(
        [event(number=at, summary=text * 5) for at, text in enumerate(said)],
        name="x",
        host="h.example",
        made_at=MADE,
    )
    assert made.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))


def test_text_cannot_add_a_line_of_its_own() -> None:
    (found,) = events_in(read(event(summary="x\r\nATTENDEE:mailto:a@b.example", description="END:VEVENT")))
    assert "attendee" not in found


def test_tag_changes_with_what_is_said_and_not_with_the_hour() -> None:
    events = [event(), event(kind="starts", number=8)]
    assert tag_of(events) == tag_of([replace(one) for one in events])
    others = [
        [],
        events[:1],
        events[::-1],
        [event(day=date(2027, 3, 13)), events[1]],
        [event(summary="Other"), events[1]],
        [event(description="Other"), events[1]],
        [event(address=""), events[1]],
    ]
    assert tag_of(events) not in {tag_of(other) for other in others}
    assert len({tag_of(other) for other in others}) == len(others)
