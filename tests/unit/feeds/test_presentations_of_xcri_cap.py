"""Presentations, providers and venues of XCRI-CAP feeds that were written badly, and the feed that is written here."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.catalogue.models import Opportunity, Provider, Venue
from pathways.catalogue.vocabulary import Delivery, Money
from pathways.database import Database
from pathways.feeds.problems import Problems
from pathways.feeds.xcri_cap.complaints import Complaints
from pathways.feeds.xcri_cap.presentations import MOST_PLACES, Presentation, Start, presentation_at
from pathways.feeds.xml_events import read_elements
from tests.unit.feeds.made_xcri import HEAD, bring_feed_in, course, feed

TODAY = date(2026, 11, 29)
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
FIELDS = {"email": "email", "phone": "telephone"}
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


def presented(inside: str) -> tuple[Presentation, list[str]]:
    """A presentation without a venue, and which elements are complained of."""
    content = f"<r {XSI}><presentation>{inside}</presentation></r>".encode()
    found = next(read_elements(io.BytesIO(content), "feed.xml", {"presentation"}))
    problems = Problems()
    made = presentation_at(found.node, None, TODAY, Complaints(problems, "feed.xml"))
    return made, [problem.column for problem in problems.listed]


def start(**moments: date | str | None) -> tuple[Start | None, list[str]]:
    inside = "".join(
        f'<{name} dtf="{moment}"/>' if isinstance(moment, date) else f"<{name}>{moment}</{name}>"
        for name, moment in moments.items()
        if moment is not None
    )
    made, complaints = presented(inside)
    return made.start, complaints


def contacts(database: Database, folder: Path, element: str, *written: str) -> list[str]:
    """What is kept of each of these telephones or e-mails, each that of a college of its own in one feed."""
    colleges = "".join(
        f"<provider><dc:identifier>https://c{number}.example/</dc:identifier><dc:title>College {number}</dc:title>"
        f"<mlo:location><mlo:{element}>{one}</mlo:{element}></mlo:location>{course(f'Tiling {number}')}</provider>"
        for number, one in enumerate(written)
    )
    bring_feed_in(database, folder, f"{HEAD.rpartition('<provider>')[0]}{colleges}</catalog>")
    with database.open_session() as session:
        kept = {row.name: row for row in session.execute(select(Provider)).scalars()}
    return [str(getattr(kept[f"College {number}"], FIELDS[element])) for number in range(len(written))]


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ("16", 16),
        ("0016", 16),
        (str(MOST_PLACES), MOST_PLACES),
        ("000000100000", MOST_PLACES),
        (str(MOST_PLACES + 1), None),
        ("1000000", None),
        ("100000000000", None),
        ("100000" + "0" * 5_000, None),
        ("0", None),
        ("-3", None),
        ("16.0", None),
        ("about 16", None),
        ("١٦", None),
        ("²", None),
        ("", None),
    ],
)
def test_places_are_a_number_that_a_course_can_have(written: str, places: int | None) -> None:
    assert presented(f"<places>{written}</places>")[0].places == places
    assert presented(f"<placesAvailable>{written}</placesAvailable>")[0].places == places


@given(starts=st.none() | DAYS, opens=st.none() | DAYS, closes=st.none() | DAYS)
def test_days_of_a_start_are_always_in_order_and_what_was_not_is_told(
    starts: date | None, opens: date | None, closes: date | None
) -> None:
    made, complaints = start(start=starts, applyFrom=opens, applyUntil=closes)
    assert (made is None) == (starts is None)
    if made is None or starts is None:
        assert complaints == []
        return
    last = min(closes, starts) if closes else None
    assert (made.starts_on, made.closes_on) == (starts, last)
    assert made.opens_on == (None if opens and last and opens > last else opens)
    assert ("applyUntil" in complaints) == bool(closes and closes > starts)
    assert ("applyFrom" in complaints) == (made.opens_on != opens)


@given(month=st.integers(1, 12), year=st.integers(2024, 2028))
def test_a_month_gone_by_is_closed_and_one_to_come_is_open(month: int, year: int) -> None:
    made, complaints = start(start=f"{year}-{month:02d}")
    assert complaints == []
    assert made is not None
    assert made.starts_on is None
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    assert made.closes_on == (last if last < TODAY else None)
    assert made.start_text.endswith(str(year))


def test_a_flexible_course_that_has_ended_is_closed() -> None:
    ended, _ = start(start="Flexible", end=date(2026, 7, 1))
    assert ended == Start(is_flexible=True, closes_on=date(2026, 7, 1))
    running, _ = start(start="Flexible", end=date(2027, 7, 1))
    assert running == Start(is_flexible=True)


@pytest.mark.parametrize("element", ["start", "end", "applyFrom", "applyUntil"])
@pytest.mark.parametrize("wrong", ["2027-02-30", "1066-10-14", "2027-13-01", "20270906"])
def test_a_day_that_cannot_be_is_told_by_its_element(element: str, wrong: str) -> None:
    _, complaints = presented(f'<{element} dtf="{wrong}">soon</{element}>')
    assert complaints == [element]


def test_the_first_address_that_can_be_followed_is_where_one_applies() -> None:
    made, complaints = presented(
        "<applyTo>javascript:alert(1)</applyTo><applyTo>http://college.example/apply</applyTo>"
    )
    assert made.apply_url == "https://college.example/apply"
    assert complaints == ["applyTo"]
    assert presented("<applyTo/><url> </url>")[0].apply_url == ""


def test_what_is_told_twice_is_told_once_and_lines_stay() -> None:
    made, _ = presented(
        "<applicationProcedure>Ring us.</applicationProcedure>"
        '<description xsi:type="terms:applicationProcedure">Ring us.</description>'
        '<description xsi:type="terms:applicationProcedure">Then visit.</description>'
        '<description xsi:type="terms:studyHours">Two evenings.</description>'
    )
    assert made.how_to_apply == "Ring us.\nThen visit."
    assert made.week_text == "Two evenings."


def test_from_afar_without_a_venue_is_online_and_districts_are_told_once() -> None:
    assert presented("<attendanceMode>Distance learning</attendanceMode>")[0].delivery is Delivery.ONLINE
    district = '<engagement xsi:type="pathways:district">E06000047</engagement>'
    made, _ = presented(f'<engagement xsi:type="pathways:delivery">area</engagement>{district}{district}')
    assert (made.delivery, made.districts) == (Delivery.AREA, ("E06000047",))


@pytest.mark.parametrize(
    ("identifier", "base"),
    [("https://c.example/1#a", "https://c.example/1"), ("https://c.example/1", ""), ("", "")],
)
def test_only_a_mark_tells_that_starts_belong_together(identifier: str, base: str) -> None:
    assert presented(f"<identifier>{identifier}</identifier>")[0].base == base


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")), max_size=40))
def test_no_words_upset_a_presentation(words: str) -> None:
    names = (
        "start",
        "end",
        "applyFrom",
        "applyUntil",
        "applyTo",
        "places",
        "cost",
        "duration",
        "url",
        "studyMode",
    )
    made, _ = presented("".join(f"<{name}>{escape(words)}</{name}>" for name in names))
    assert made.start is None or made.start.start_text or made.start.is_flexible or made.start.starts_on
    assert made.apply_url == "" or made.apply_url.startswith("https://")


def test_figures_too_large_for_any_database_stop_no_feed(
    database: Database, session: Session, tmp_path: Path
) -> None:
    wild = "<presentation><mlo:places>100000000000</mlo:places><mlo:cost>GBP123456789012</mlo:cost></presentation>"
    paid = (
        '<presentation><mlo:cost xsi:type="pathways:money">paid</mlo:cost>'
        '<mlo:cost xsi:type="pathways:fee">450</mlo:cost></presentation>'
    )
    report = bring_feed_in(
        database, tmp_path, feed(course("Wild", wild), course("Paid", paid), course("Plain"))
    )
    assert (report.offered, report.problems.total_refused) == (3, 0)
    offers = session.execute(select(Opportunity)).scalars().all()
    assert {offer.fee for offer in offers} == {None}
    assert {offer.places for offer in offers} == {None}
    assert [offer.money for offer in offers if offer.money] == [Money.PAID]


def test_a_person_whose_name_sounds_like_an_office_is_not_shown(database: Database, tmp_path: Path) -> None:
    people = (
        "ismail.khan",
        "j.trainor",
        "b.schoolcraft",
        "m.learney",
        "kofi.adminah",
        "a.teamoore",
        "othello.b",
    )
    written = [f"{person}@college.example" for person in people]
    assert contacts(database, tmp_path, "email", *written) == [""] * len(people)


def test_an_address_of_an_office_is_shown_without_what_stands_before_it(
    database: Database, tmp_path: Path
) -> None:
    shown = {
        "enquiries@college.example": "enquiries@college.example",
        "MAILTO:info@college.example": "info@college.example",
        "mailto: info@college.example": "info@college.example",
        "Training.Team@college.example": "Training.Team@college.example",
        "schools@college.example": "schools@college.example",
        "student-services@college.example": "student-services@college.example",
        "courses@college": "",
        "info@college.example, jo@college.example": "",
        "info@@college.example": "",
        "info": "",
        "info@" + "c" * 200 + ".example": "",
    }
    assert contacts(database, tmp_path, "email", *shown) == list(shown.values())


def test_only_a_number_is_a_telephone_number(database: Database, tmp_path: Path) -> None:
    shown = {
        "01772 000000": "01772 000000",
        "+44 (0)1772 000000": "+44 (0)1772 000000",
        "ring Jo on 01772 000000": "",
        "0177": "",
        "0" * 41: "",
    }
    assert contacts(database, tmp_path, "phone", *shown) == list(shown.values())


POINTS = {
    ("54.856", "-1.837"): True,
    ("54.85632198765432", "-1.83712345678901"): True,
    ("-1.837", "54.856"): False,
    ("0", "0"): False,
    ("0.0", "0.0"): False,
    ("54,856", "-1,837"): False,
    ("1e2", "-1"): False,
    ("NaN", "NaN"): False,
    ("54.856", ""): False,
    ("999", "999"): False,
}


def test_a_point_is_believed_with_all_its_digits_where_it_is_on_land(
    database: Database, session: Session, tmp_path: Path
) -> None:
    sites = "".join(
        f"<presentation><venue><provider><dc:title>Site {number}</dc:title><mlo:location>"
        f'<mlo:address>Blast Row</mlo:address><mlo:address xsi:type="geo:lat">{lat}</mlo:address>'
        f'<mlo:address xsi:type="geo:long">{lng}</mlo:address></mlo:location></provider></venue></presentation>'
        for number, (lat, lng) in enumerate(POINTS)
    )
    bring_feed_in(database, tmp_path, feed(course("Tiling", sites)))
    venues = {row.name: row for row in session.execute(select(Venue)).scalars()}
    for number, ((lat, lng), stands) in enumerate(POINTS.items()):
        venue = venues[f"Site {number}"]
        assert (venue.lat, venue.lng) == ((float(lat), float(lng)) if stands else (None, None)), (lat, lng)
        assert venue.address == "Blast Row"
