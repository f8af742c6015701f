"""A set of standards read without a database: repeats, hostile values, versions, and sets drawn at random."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import Level
from pathways.feeds.bundle import Bundle
from pathways.feeds.problems import Problems
from pathways.feeds.refusals import FileRefusedError
from pathways.feeds.standards import reading
from pathways.feeds.standards.reading import ENDINGS, StandardReader
from pathways.feeds.standards.records import LONGEST_KEY, StandardRecord, joined_titles, key_of
from pathways.feeds.standards.tables import Item, rule_of
from pathways.feeds.standards_known import Band, band_of
from pathways.words.analysis import words_of
from tests.unit.feeds.made_standards import (
    bare,
    detail,
    item,
    summary,
    write_details,
    write_list,
    write_summary,
)

NAMES = {band: f"{band.title()} Apprenticeship" for band in Band}


def read(*paths: Path) -> tuple[StandardReader, Problems]:
    """A set as its reader has it in the end, with the problems that it met."""
    problems = Problems()
    reader = StandardReader(Bundle(paths, ENDINGS), problems, Counter(), lambda: None)
    reader.read()
    return reader, problems


def only(reader: StandardReader) -> StandardRecord:
    (record,) = reader.found.values()
    return record


def test_a_table_with_a_header_and_no_rows_is_a_set_of_nothing(tmp_path: Path) -> None:
    reader, problems = read(write_details(tmp_path), write_list(tmp_path))
    assert (reader.found, reader.held, problems.listed) == ({}, set(), [])


def test_one_row_with_only_a_title_and_a_band_is_a_standard(tmp_path: Path) -> None:
    reader, problems = read(write_details(tmp_path, bare("Dragon Keeper")))
    assert only(reader) == StandardRecord(key="dragon keeper|higher", title="Dragon Keeper", band=Band.HIGHER)
    assert problems.total_noted == 1


@pytest.mark.parametrize(
    "again", ["STONEMASON", "  stonemason ", "Stone\u00admason", "Stonemason!", "St\u00f3nemason"]
)
def test_a_title_in_other_capitals_marks_or_accents_is_the_same_standard(tmp_path: Path, again: str) -> None:
    reader, problems = read(write_details(tmp_path, detail(), detail(again, larsCode="999")))
    assert (only(reader).title, only(reader).lars_code) == ("Stonemason", "211")
    assert [(problem.line, problem.mend) for problem in problems.listed] == [(3, "The first is kept.")]


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"title": "Stone mason"}, False),
        ({"apps_level": "Advanced Apprenticeship", "level": "3"}, False),
        ({"level": ""}, True),
        ({"larsCode": ""}, True),
    ],
)
def test_a_standard_is_told_by_title_and_band_alone(
    tmp_path: Path, changes: dict[str, str], same: bool
) -> None:
    reader, _ = read(write_details(tmp_path, detail(), detail(**changes)))
    assert len(reader.found) == (1 if same else 2)


def test_two_standards_without_a_code_do_not_share_one(tmp_path: Path) -> None:
    rows = [detail("Roofer", larsCode=""), detail("Thatcher", larsCode="0"), detail("Slater", larsCode="000")]
    reader, problems = read(write_details(tmp_path, *rows))
    assert {record.lars_code for record in reader.found.values()} == {""}
    assert len(reader.found) == 3
    assert problems.listed == []


def test_a_code_with_leading_zeros_is_the_code_without_them(tmp_path: Path) -> None:
    reader, problems = read(
        write_details(tmp_path, detail(larsCode=" 00211 "), detail("Roofer", larsCode="211"))
    )
    assert {record.lars_code for record in reader.found.values()} == {"211"}
    assert [(problem.column, problem.value) for problem in problems.listed] == [("LARSCODE", "211")]


@pytest.mark.parametrize("code", ["\u0661\u0662\u0663", "\uff12\uff11\uff11", "21\u00b2", "2 1", "-1", "1e3"])
def test_a_code_is_written_in_plain_figures(tmp_path: Path, code: str) -> None:
    """Figures of other scripts are figures to a computer and would never match a code of anybody's list."""
    reader, problems = read(write_details(tmp_path / "a", detail(larsCode=code)))
    assert reader.found == {}
    assert [problem.column for problem in problems.listed] == ["LARSCODE"]
    reader, problems = read(write_list(tmp_path / "b", item(larsCode=code)))
    assert reader.found == {}
    assert [problem.column for problem in problems.listed] == ["larsCode"]


@pytest.mark.parametrize("reference", ["ST0001 ", "st0001", "ST\u0660\u0660\u0660\u0661", "ST00011", ""])
def test_a_reference_is_two_capitals_and_four_plain_figures(tmp_path: Path, reference: str) -> None:
    reader, problems = read(write_list(tmp_path, item(referenceNumber=reference)))
    if reference.strip() == "ST0001":
        assert only(reader).reference == "ST0001"
    else:
        assert problems.listed[0].rule == "referenceNumber is a reference such as ST0001"


@pytest.mark.parametrize(("length", "fits"), [(200, True), (201, False), (400, False)])
def test_a_job_title_longer_than_any_job_title_refuses_its_row_in_words(
    tmp_path: Path, length: int, fits: bool
) -> None:
    long = "\u00e9" * length
    rows = detail(typical_job_titles=f"mason|{long}"), detail("Roofer", larsCode="7")
    for reader, problems in (
        read(write_details(tmp_path / "a", *rows)),
        read(write_list(tmp_path / "b", item(typicalJobTitles=["mason", long]), item("Roofer", larsCode=7))),
    ):
        assert ("stonemason|intermediate" in reader.found) is fits
        assert "roofer|intermediate" in reader.found
        assert ("stonemason|intermediate" in reader.held) is not fits
        assert problems.total_refused == (0 if fits else 1)
        assert all(len(problem.value) < 300 for problem in problems.listed)


def test_a_hundred_job_titles_fit_and_one_more_does_not(tmp_path: Path) -> None:
    many = [f"mason {number}" for number in range(101)]
    reader, _ = read(write_list(tmp_path, item(typicalJobTitles=many[:100])))
    assert only(reader).job_titles.count(";") == 99
    reader, problems = read(write_list(tmp_path, item(typicalJobTitles=many)))
    assert reader.found == {}
    assert "at most 100 job titles" in problems.listed[0].rule


@given(st.lists(st.text(max_size=12), max_size=8))
def test_joined_job_titles_come_apart_into_the_same_ones(titles: list[str]) -> None:
    joined = joined_titles(titles)
    apart = joined.split("; ") if joined else []
    wanted: list[str] = []
    for title in titles:
        plain = " ".join(title.replace(";", " ").split())
        if plain and plain not in wanted:
            wanted.append(plain)
    assert apart == wanted


@given(st.text(max_size=300), st.sampled_from(Band))
def test_a_key_fits_its_column_keeps_its_band_and_does_not_hang_on_capitals(title: str, band: Band) -> None:
    key = key_of(title, band)
    assert len(key) <= LONGEST_KEY
    assert key.endswith(f"|{band}")
    assert key_of(f" {title}\t", band) == key
    others = {key_of(title, other) for other in Band}
    assert len(others) == len(Band)
    if title.isascii() and "IT" not in title.upper() and "level" not in title.lower():
        assert key_of(title.swapcase(), band) == key


@given(
    st.builds(
        StandardRecord,
        key=st.just("k"),
        title=st.text(max_size=5),
        band=st.sampled_from(Band),
        level=st.none() | st.sampled_from(Level),
        typical_months=st.none() | st.integers(1, 3),
        job_titles=st.text(max_size=3),
        source_dated_on=st.none() | st.dates(date(2026, 12, 31), date(2027, 1, 1)),
    ),
    st.builds(StandardRecord, key=st.just("k"), title=st.text(max_size=5), band=st.sampled_from(Band)),
)
def test_a_fingerprint_is_the_same_for_the_same_record_and_for_no_other(
    one: StandardRecord, other: StandardRecord
) -> None:
    assert (one.digest() == other.digest()) == (one == other)
    assert len(one.digest()) == 32


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-12-31T23:59:59Z", date(2026, 12, 31)),
        ("2026-12-31", date(2026, 12, 31)),
        ("2027-01-01T00:00:00", date(2027, 1, 1)),
        ("2026-12-31T23:30:00-05:00", date(2027, 1, 1)),
        ("2026-06-30T23:30:00Z", date(2026, 7, 1)),
        ("0001-01-01T00:00:00", None),
        ("  ", None),
        (None, None),
    ],
)
def test_a_list_is_dated_by_the_day_in_the_united_kingdom(
    tmp_path: Path, moment: str | None, day: date | None
) -> None:
    """Funding is kept only with a day that it is of: the first day of a calendar is none."""
    record = only(read(write_list(tmp_path, item(lastUpdated=moment)))[0])
    assert (record.source_dated_on, record.figures_of) == (day, day.isoformat() if day else "")
    assert record.most_funding == (16000 if day else None)


@pytest.mark.parametrize("moment", ["2026-02-29", "2026-13-01", "31/12/2026", "9999-12-31", 20261231])
def test_a_day_that_never_was_is_refused_with_its_member(tmp_path: Path, moment: object) -> None:
    reader, problems = read(write_list(tmp_path, item(lastUpdated=moment)))
    assert reader.found == {}
    assert [problem.column for problem in problems.listed] == ["lastUpdated"]
    assert "a day such as" in problems.listed[0].rule


def test_the_day_of_publication_counts_where_no_update_is_told(tmp_path: Path) -> None:
    both = item(lastUpdated="2026-05-14", publishDate="2020-01-01")
    never = item("Roofer", lastUpdated=None, publishDate="2020-01-01")
    reader, _ = read(write_list(tmp_path, both, never))
    assert [record.figures_of for record in reader.found.values()] == ["2026-05-14", "2020-01-01"]


@pytest.mark.parametrize(
    ("later", "earlier"),
    [
        ("1.10", "1.9"), ("2", "1.9"), ("1.1", "1"), ("1.0", ""), ("10.0", "9.9"), (2, 1.5), ("1.1", "1.draft"),
    ],
)  # fmt: skip
def test_the_later_version_is_told_by_its_numbers(tmp_path: Path, later: object, earlier: object) -> None:
    items = item(version=earlier, typicalDuration=12), item(version=later, typicalDuration=36)
    for order in (items, items[::-1]):
        assert only(read(write_list(tmp_path, *order))[0]).typical_months == 36


@pytest.mark.parametrize("version", ["1.\u00b2", "\u2460", "..", "v1", "1.\u0663", "9" * 20])
def test_no_version_however_odd_stops_the_reading(tmp_path: Path, version: str) -> None:
    reader, problems = read(write_list(tmp_path, item(version=version), item(version="1.0")))
    assert only(reader).title == "Stonemason"
    assert [problem.rule for problem in problems.listed] == ["A standard stands in the set once"]


def test_of_two_equal_versions_the_first_stays(tmp_path: Path) -> None:
    items = [item(typicalDuration=12), item("STONEMASON", typicalDuration=36)]
    assert only(read(write_list(tmp_path, *items))[0]).typical_months == 12


def test_an_approved_item_takes_the_place_of_a_retired_one_whatever_capitals_say_so(tmp_path: Path) -> None:
    items = [item(status="Retired", version="9"), item(status=" APPROVED for Delivery ", version="")]
    assert only(read(write_list(tmp_path, *items))[0]).status == "APPROVED for Delivery"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("http://example.org/a", "https://example.org/a"),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_an_address_is_kept_only_when_it_is_a_safe_one(tmp_path: Path, address: str, kept: str) -> None:
    assert only(read(write_list(tmp_path, item(standardPageUrl=address)))[0]).source_url == kept


@pytest.mark.parametrize(
    ("level", "held"),
    [
        (2, {Band.INTERMEDIATE}),
        (3, {Band.ADVANCED}),
        (7, {Band.HIGHER}),
        (8, set(Band)),
        (1, set()),
        (99, set(Band)),
        (None, set(Band)),
        ([2], set(Band)),
    ],
)
def test_an_item_that_cannot_be_used_keeps_what_it_might_be_from_being_withdrawn(
    tmp_path: Path, level: object, held: set[Band]
) -> None:
    reader, problems = read(write_list(tmp_path, item(level=level, larsCode="x")))
    assert reader.held == {key_of("Stonemason", band) for band in held}
    assert problems.total_refused == 1


def test_an_item_without_a_title_keeps_nothing_and_says_what_is_missing(tmp_path: Path) -> None:
    without = item()
    del without["title"]
    reader, problems = read(write_list(tmp_path, without, item(title=["x"]), item(title=None)))
    assert (reader.found, reader.held) == ({}, set())
    assert [problem.column for problem in problems.listed] == ["title"] * 3
    assert problems.listed[0].value == ""


def test_every_member_that_can_be_wrong_has_its_rule_in_words() -> None:
    names = ["title", "level", "referenceNumber", "larsCode", "route", "typicalDuration", "maxFunding",
             "typicalJobTitles", "lastUpdated", "publishDate"]  # fmt: skip
    told = [rule_of(name) for name in names]
    assert all(told)
    assert rule_of("nobody knows") == ""
    assert set(names) <= {field.alias or name for name, field in Item.model_fields.items()}


def test_tables_go_before_summaries_and_those_before_lists_whatever_their_names(tmp_path: Path) -> None:
    first, last = tmp_path / "a", tmp_path / "z"
    write_list(first, item(typicalDuration=12), name="a.json")
    write_summary(first, summary("Stonemason", "Intermediate Apprenticeship"))
    write_details(last, detail(typical_duration_months="36"))
    reader, problems = read(first, last)
    assert only(reader).typical_months == 36
    assert [problem.file for problem in problems.listed] == ["a.json"]


def test_a_summary_repeats_itself_once_and_a_table_never(tmp_path: Path) -> None:
    write_details(tmp_path, detail())
    write_summary(
        tmp_path,
        summary("Stonemason", "Intermediate Apprenticeship"),
        summary("Roofer"),
        summary("ROOFER"),
        summary("stonemason", "Intermediate Apprenticeship"),
    )
    _, problems = read(tmp_path)
    assert [(problem.value, problem.line) for problem in problems.listed] == [
        ("ROOFER", 4),
        ("stonemason", 5),
    ]


def test_far_too_many_standards_are_refused_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_STANDARDS", 3)
    rows = [bare(f"Standard {number}") for number in range(4)]
    assert len(read(write_details(tmp_path / "a", *rows[:3]))[0].found) == 3
    with pytest.raises(FileRefusedError, match=r"holds more than 3 standards"):
        read(write_details(tmp_path / "b", *rows))
    with pytest.raises(FileRefusedError, match=r"standards\.json holds more than 3"):
        read(write_list(tmp_path / "c", *(item(f"Standard {number}") for number in range(4))))


TITLES = st.sampled_from(["Roofer", "ROOFER", "Thatcher", "Th\u00e4tcher", "Slater and Tiler"])
BANDS = st.sampled_from(Band)
LEVELS = st.sampled_from(["", "2", "3", "6", "9"])
DETAILED = st.lists(st.tuples(TITLES, BANDS, LEVELS), max_size=7)
SUMMED = st.lists(st.tuples(TITLES, BANDS, st.booleans()), max_size=7)


def plain_reading(
    detailed: list[tuple[str, Band, str]], summed: list[tuple[str, Band, bool]]
) -> tuple[dict[str, tuple[str, str]], set[str], int]:
    """What a set holds, worked out the long way: title and level by key, keys held, and rows refused."""
    found: dict[str, tuple[str, str]] = {}
    held, refused = set(), 0
    for title, band, level in detailed:
        key = f"{' '.join(words_of(title))}|{band}"
        within = {"2": Band.INTERMEDIATE, "3": Band.ADVANCED, "6": Band.HIGHER, "": band}.get(level)
        if within is band:
            found.setdefault(key, (title, level))
        else:
            held.add(key)
            refused += 1
    for title, band, is_framework in summed:
        if is_framework:
            refused += 1
        else:
            found.setdefault(f"{' '.join(words_of(title))}|{band}", (title, ""))
    return found, held, refused


@given(DETAILED, SUMMED)
def test_any_set_of_tables_gives_what_a_plain_reading_gives(
    tmp_path_factory: pytest.TempPathFactory,
    detailed: list[tuple[str, Band, str]],
    summed: list[tuple[str, Band, bool]],
) -> None:
    folder = tmp_path_factory.mktemp("set")
    write_details(
        folder,
        *(
            detail(title, apps_level=NAMES[band], level=level, larsCode=str(line))
            for line, (title, band, level) in enumerate(detailed, 1)
        ),
    )
    write_summary(
        folder,
        *(
            summary(title, NAMES[band], "Framework" if is_framework else "Standard")
            for title, band, is_framework in summed
        ),
    )
    reader, problems = read(folder)
    found, held, refused = plain_reading(detailed, summed)
    told = {key: (record.title, record.level or "") for key, record in reader.found.items()}
    assert told == found
    assert reader.held == held
    assert problems.total_refused == refused


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 9) | st.text(max_size=6) | st.floats(-3, 3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@given(st.sampled_from(sorted({*item(), "publishDate"})), VALUES)
def test_whatever_a_member_holds_an_item_comes_in_or_is_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, member: str, value: Any
) -> None:
    reader, problems = read(write_list(tmp_path_factory.mktemp("set"), item(**{member: value})))
    assert len(reader.found) + problems.total_refused == 1
    for record in reader.found.values():
        assert record.title.strip()
        assert record.level is not None
        assert record.band is band_of(record.level)
        assert record.most_funding is None or record.figures_of
    for problem in problems.listed:
        assert problem.rule
        assert problem.mend
