"""Faulty feeds: what is wrong is told with file, line, element, value, rule and mend, and never stops the rest."""

from __future__ import annotations

import gzip
import re
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.catalogue.models import Opportunity, Programme, Provider, Venue
from pathways.database import Database
from pathways.feeds.importing import ImportOptions, import_feed
from pathways.feeds.problems import RowProblem
from pathways.feeds.refusals import FeedRefusedError
from pathways.feeds.report import ImportReport
from pathways.feeds.xcri_cap import XCRI_CAP
from pathways.schema import metadata
from tests.unit.feeds.made_xcri import NURSING, OLDER, PLUMBING, SPANISH, TAIL, bring_feed_in, course, feed
from tests.unit.feeds.running import every_row, quiet


def told(report: ImportReport, element: str) -> RowProblem:
    (problem,) = [one for one in report.problems.listed if one.column == element]
    assert problem.file == "feed-1.xml"
    assert problem.rule
    assert problem.mend
    return problem


def test_the_second_course_of_one_identifier_is_refused_and_the_rest_comes_in(
    database: Database, session: Session, tmp_path: Path
) -> None:
    again = PLUMBING.replace("Level 2 Diploma", "Another Diploma")
    report = bring_feed_in(database, tmp_path, feed(PLUMBING, again, SPANISH))
    problem = told(report, "identifier")
    assert problem.value == "https://college.example/courses/plumbing"
    assert problem.rule == "A course stands in the set once"
    assert (
        problem.line
        == feed(PLUMBING, again, SPANISH)[: feed(PLUMBING, again).rindex("<course>")].count("\n") + 1
    )
    assert report.problems.total_refused == 1
    assert len(session.execute(select(Programme)).scalars().all()) == 2


def test_a_course_without_a_title_is_refused_and_stays_as_it_was(database: Database, tmp_path: Path) -> None:
    bring_feed_in(database, tmp_path, feed())
    before = every_row(database)
    spoilt = SPANISH.replace("<dc:title>Spanish for beginners</dc:title>", "<dc:title> </dc:title>")
    report = bring_feed_in(database, tmp_path, feed(PLUMBING, spoilt, NURSING), force=True)
    assert told(report, "title").rule == "A course has a title"
    assert every_row(database) == before


def test_a_course_without_an_identifier_is_known_by_its_title(
    database: Database, session: Session, tmp_path: Path
) -> None:
    report = bring_feed_in(database, tmp_path, feed(course("Tiling", identifier="")))
    assert told(report, "identifier").value == "Tiling"
    assert session.execute(select(Programme)).scalar_one().source_key == "10005200|tiling"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "not an address", "http://user:pw@x.example/"])
def test_a_bad_address_is_told_and_left_out(
    database: Database, session: Session, tmp_path: Path, address: str
) -> None:
    report = bring_feed_in(
        database, tmp_path, feed(PLUMBING.replace("http://college.example/apply?course=PL2", address))
    )
    problem = told(report, "applyTo")
    assert (problem.value, problem.rule) == (address, "applyTo is an address of the web, under https or http")
    assert session.execute(select(Opportunity)).scalar_one().apply_url == ""


def test_an_unknown_element_is_told_once_a_file(database: Database, tmp_path: Path) -> None:
    odd = course("Tiling", "<wibble>wobble</wibble><presentation><dress>code</dress></presentation>")
    report = bring_feed_in(database, tmp_path, feed(odd, odd.replace("iling", "anning")))
    assert told(report, "wibble").value == "wobble"
    assert told(report, "dress").rule == "presentation holds elements of XCRI-CAP only"
    assert report.problems.total_refused == 0


def test_text_of_windows_in_a_file_that_says_utf8_is_read_and_told(
    database: Database, session: Session, tmp_path: Path
) -> None:
    content = feed(course("Café cookery “level 2”")).encode("windows-1252")
    report = bring_feed_in(database, tmp_path, content)
    problem = told(report, "encoding")
    assert problem.value == "UTF-8"
    assert "windows-1252" in problem.mend
    assert problem.line == content[: content.index(b"\xe9")].count(b"\n") + 1
    assert session.execute(select(Programme)).scalar_one().title == "Café cookery “level 2”"


def test_utf8_in_a_file_that_says_latin_is_read_and_told(
    database: Database, session: Session, tmp_path: Path
) -> None:
    report = bring_feed_in(
        database, tmp_path, feed(course("Café cookery")).replace('encoding="UTF-8"', 'encoding="iso-8859-1"')
    )
    assert told(report, "encoding").value == "iso-8859-1"
    assert session.execute(select(Programme)).scalar_one().title == "Café cookery"


def test_a_postcode_and_a_point_that_cannot_be_right_are_told_and_the_venue_kept(
    database: Database, session: Session, tmp_path: Path
) -> None:
    wrong = (
        PLUMBING.replace("DH8 5XY", "ZZ99 9ZZ")
        .replace("54.856", "-1.837", 1)
        .replace(">-1.837<", ">54.856<", 2)
    )
    wrong = wrong.replace('geo:lat">54.856', 'geo:lat">-1.837')
    report = bring_feed_in(database, tmp_path, feed(wrong))
    assert told(report, "postcode").value == "ZZ99 9ZZ"
    assert told(report, "lat, long").mend == "Latitude and longitude seem to have changed places."
    venue = session.execute(select(Venue)).scalar_one()
    assert (venue.name, venue.town, venue.postcode, venue.lat) == (
        "Consett Trades Centre",
        "Consett",
        "",
        None,
    )


def test_closing_days_out_of_order_are_told_and_mended(
    database: Database, session: Session, tmp_path: Path
) -> None:
    late = PLUMBING.replace(
        'applyUntil dtf="2027-08-20">20 August 2027', 'applyUntil dtf="2027-10-01">1 October 2027'
    )
    report = bring_feed_in(database, tmp_path, feed(late))
    assert told(report, "applyUntil").rule == "applyUntil is not after the start"
    never = PLUMBING.replace(
        'applyFrom dtf="2026-11-02">2 November 2026', 'applyFrom dtf="2027-12-01">1 December 2027'
    )
    report = bring_feed_in(database, tmp_path, feed(never))
    assert told(report, "applyFrom").rule == "applyFrom is not after applyUntil"


def test_a_date_that_cannot_be_is_told(database: Database, tmp_path: Path) -> None:
    report = bring_feed_in(database, tmp_path, feed(PLUMBING.replace("2028-01-10", "1900-01-01")))
    assert told(report, "start").value == "1900-01-01"


@pytest.mark.parametrize("email", ["jane.smith@college.example", "http://college.example/contact", "nobody"])
def test_a_persons_own_address_and_what_is_none_are_not_kept(
    database: Database, session: Session, tmp_path: Path, email: str
) -> None:
    report = bring_feed_in(database, tmp_path, feed().replace("enquiries@college.example", email))
    assert session.execute(select(Provider)).scalar_one().email == ""
    assert "jane" not in told(report, "email").value


def test_courses_of_a_provider_without_a_name_are_refused(database: Database, tmp_path: Path) -> None:
    nameless = feed().replace("<dc:title>Lune Bank College</dc:title>", "")
    with pytest.raises(FeedRefusedError, match="No row of the set could be used") as caught:
        bring_feed_in(database, tmp_path, nameless)
    assert caught.value.report is not None
    assert caught.value.report.problems.total_refused == 4


NO_FEEDS = {
    "a page": "<html><body>Not found</body></html>",
    "a library": '<catalog xmlns="urn:books"><book/></catalog>',
    "a bare catalogue": "<catalog><provider/></catalog>",
    "news": '<rss version="2.0"><channel/></rss>',
    "one course": '<course xmlns="http://xcri.org/profiles/1.2/catalog"/>',
    "text": "courses: plumbing, spanish",
    "nothing": "",
    "cut off": feed()[:900],
    "a name that nobody knows": feed().replace("Plumbing", "Plumbing&plumbing;"),
    "laughs": feed().replace(
        "<catalog", '<!DOCTYPE c [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><catalog', 1
    ),
    "a file outside": feed().replace(
        "<catalog", '<!DOCTYPE c [<!ENTITY a SYSTEM "file:///etc/hostname">]><catalog', 1
    ),
    "a swollen name": feed(course("Tiling", "<abstract>" + "words " * 200_000 + "</abstract>")),
    "deep": feed(course("Tiling", "<dc:description>" + "<xhtml:div>" * 100_000)),
    "a long attribute": feed(course("Tiling").replace("<course>", '<course a="' + "x" * 10_000_000 + '">')),
}


@pytest.mark.parametrize("kind", NO_FEEDS)
def test_a_file_that_is_no_feed_is_refused_whole_in_words(
    database: Database, tmp_path: Path, kind: str
) -> None:
    before = every_row(database)
    tracemalloc.start()
    try:
        with pytest.raises(FeedRefusedError) as caught:
            bring_feed_in(database, tmp_path, feed(), NO_FEEDS[kind])
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "feed-2.xml" in str(caught.value)
    assert str(caught.value).endswith(".")
    assert every_row(database) == before
    assert peak < 60_000_000


def test_a_folder_without_feeds_and_a_gzip_cut_off_are_refused(database: Database, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(FeedRefusedError, match=r"There is no \.xml file"):
        import_feed(database, XCRI_CAP, [tmp_path / "empty"], ImportOptions(), quiet)
    packed = gzip.compress(feed().encode())
    (tmp_path / "feed.xml.gz").write_bytes(packed[:-200])
    with pytest.raises(FeedRefusedError, match="ends too soon"):
        import_feed(database, XCRI_CAP, [tmp_path / "feed.xml.gz"], ImportOptions(), quiet)
    (tmp_path / "feed.xml.gz").write_bytes(packed)
    assert import_feed(database, XCRI_CAP, [tmp_path / "feed.xml.gz"], ImportOptions(), quiet).applied


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Path]]:
    folder = tmp_path_factory.mktemp("spoilt")
    database = Database(f"sqlite:///{folder / 'pathways.db'}")
    metadata.create_all(database.engine)
    yield database, folder
    database.close()


GOOD = [feed().encode(), OLDER.encode(), feed(tail=TAIL.replace("PR2", "pr2")).encode("utf-16")]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    which=st.sampled_from(GOOD),
    spoils=st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 60), st.binary(max_size=20)), min_size=1, max_size=5
    ),
)
def test_a_spoilt_feed_is_refused_in_words_or_read_with_its_faults_told(
    kept: tuple[Database, Path], which: bytes, spoils: list[tuple[float, int, bytes]]
) -> None:
    database, folder = kept
    content = which
    for where, taken, put in spoils:
        place = int(where * len(content))
        content = content[:place] + put + content[place + taken :]
    report, refused = tried(database, folder, content, dry_run=True)
    assert report is not None
    assert refused is None or str(refused)
    assert all(problem.rule and problem.mend for problem in report.problems.listed)


def tried(
    database: Database, folder: Path, content: str | bytes, **options: bool
) -> tuple[ImportReport | None, FeedRefusedError | None]:
    try:
        return bring_feed_in(database, folder, content, **options), None
    except FeedRefusedError as refused:
        return refused.report, refused


TEXTS = st.sampled_from(
    [
        "",
        " ",
        "x" * 3_000,
        "2027-13-45",
        "-1",
        "9" * 30,
        "\u202e",
        "<![CDATA[<script>]]>",
        "&lt;p&gt;",
        "0",
        "P999Y",
        "10005200",
        "NaN",
        "1e9",
        "level 9",
        "https://",
        "\u0661\u0662",
        "\u00b2",
        "GBP",
        "99-1",
        "DB.",
        "é" * 400,
    ]
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(st.tuples(st.integers(0, 200), TEXTS), min_size=1, max_size=12))
def test_odd_values_in_any_element_or_attribute_never_stop_the_rest(
    kept: tuple[Database, Path], values: list[tuple[int, str]]
) -> None:
    database, folder = kept
    pieces = re.split(r'(>[^<>]*[^<>\s][^<>]*(?=<)|="[^"]*")', feed(PLUMBING, SPANISH, NURSING))
    spots = [place for place, piece in enumerate(pieces) if place % 2 and "http://" not in piece]
    for number, value in values:
        place = spots[number % len(spots)]
        if pieces[place].startswith("="):
            pieces[place] = f'="{value.replace("<", "").replace("&", "")}"'
        else:
            pieces[place] = f">{value}"
    report, refused = tried(database, folder, "".join(pieces), force=True)
    assert report is not None
    assert report.applied == (refused is None)
