"""The table of standards, small and made here: looked up, built by its command, and whose job titles count."""

from __future__ import annotations

import csv
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from pathways.catalogue.filling.standards import JobTitles
from pathways.catalogue.models import ApprenticeshipStandard
from pathways.catalogue.vocabulary import Area, Level, ListingState, Route
from pathways.feeds import build_standard_areas
from pathways.feeds.build_standard_areas import COLUMNS, table_of_standards
from pathways.feeds.standards_known import STANDARDS_FILE, Band, KnownStandards, band_of, route_of
from pathways.paths import resource_dir
from tests.factories import make_source
from tests.unit.feeds.made_standards import as_csv

SEED = resource_dir("seed_data")
AREA = Area.BUILDING_CONSTRUCTION


def row(title: str, band: str = "advanced", **changes: str) -> dict[str, str]:
    values = {"title": title, "lars_code": "", "band": band, "level": "", "route": Route.APPRENTICESHIP,
              "areas": AREA, "subject_area": "5.2"}  # fmt: skip
    return {**values, **changes}


def known(folder: Path, *rows: dict[str, str]) -> KnownStandards:
    (folder / STANDARDS_FILE).write_text(as_csv(rows, COLUMNS), encoding="utf-8")
    return KnownStandards(folder)


def test_an_empty_table_knows_nothing(tmp_path: Path) -> None:
    table = known(tmp_path)
    assert list(table) == []
    assert table.find(lars_code="", title="") is table.find(lars_code=211, title="Roofer") is None


def test_a_standard_without_a_code_is_never_found_by_an_empty_one(tmp_path: Path) -> None:
    table = known(tmp_path, row("Roofer"), row("Thatcher"))
    for code in ("", "0", "000", 0, "  "):
        assert table.with_lars(code, "Roofer") is None
    found = table.find(lars_code="0", title="THATCHER")
    assert found is not None
    assert found.title == "Thatcher"


def test_a_code_found_goes_before_the_title_and_an_unknown_code_does_not_stop_it(tmp_path: Path) -> None:
    table = known(tmp_path, row("Roofer", lars_code="12"), row("Thatcher", lars_code="13"))
    found = [table.find(lars_code=code, title="Thatcher") for code in ("12", "99", " 0013 ", 13)]
    assert [standard and standard.title for standard in found] == [
        "Roofer",
        "Thatcher",
        "Thatcher",
        "Thatcher",
    ]


def test_of_titles_that_are_cleaned_alike_the_very_title_wins(tmp_path: Path) -> None:
    table = known(tmp_path, row("Civil Engineer", "higher"), row("Civil Engineer (Degree)", "higher"))
    for title in ("Civil Engineer", " civil engineer (DEGREE) "):
        found = table.titled(title)
        assert found is not None
        assert found.title.casefold() == title.strip().casefold()
    assert table.titled("Civil Engineer (integrated degree)") is None


@pytest.mark.parametrize(
    ("level", "title"), [(Level.TWO, None), (Level.THREE, "Roofer"), (Level.SIX, None), (None, "Roofer")]
)
def test_a_level_outside_the_band_finds_nothing(
    tmp_path: Path, level: Level | None, title: str | None
) -> None:
    found = known(tmp_path, row("Roofer")).find(title="Roofer", level=level)
    assert (found and found.title) == title


def test_a_title_of_four_hundred_letters_is_looked_up_like_any_other(tmp_path: Path) -> None:
    long = "roofer " * 57
    table = known(tmp_path, row(long))
    assert table.titled(long.upper()) is not None
    assert table.titled(long + "and tiler") is None


@pytest.mark.parametrize(
    "spoilt", [{"band": "middling"}, {"level": "12"}, {"route": "walk"}, {"areas": ""}, {"areas": "moon;"}]
)
def test_a_table_that_is_not_as_it_should_be_is_told_at_once(tmp_path: Path, spoilt: dict[str, str]) -> None:
    with pytest.raises(ValueError):
        known(tmp_path, row("Roofer") | spoilt)


@pytest.mark.parametrize(
    ("title", "route"),
    [
        ("Robotics Engineer - Degree", Route.DEGREE_APPRENTICESHIP),
        ("DEGREE Nurse", Route.DEGREE_APPRENTICESHIP),
        ("Nurse (integrated degr\u00e9e)", Route.DEGREE_APPRENTICESHIP),
        ("Onsite Foundation Apprenticeship", Route.FOUNDATION_APPRENTICESHIP),
        ("foundation   apprenticeship", Route.FOUNDATION_APPRENTICESHIP),
        ("Foundation Apprenticeship Officer", Route.APPRENTICESHIP),
        ("Degreeless Nurse", Route.APPRENTICESHIP),
        ("", Route.APPRENTICESHIP),
    ],
)
def test_the_route_is_what_the_words_of_a_title_say(title: str, route: Route) -> None:
    assert route_of(title) is route


@given(st.none() | st.sampled_from(Level))
def test_bands_are_ranges_in_the_order_of_levels(level: Level | None) -> None:
    number = {Level.TWO: 2, Level.THREE: 3, Level.FOUR: 4, Level.FIVE: 5, Level.SIX: 6, Level.SEVEN: 7}
    told = number.get(level, 0) if level else 0
    expected = {0: None, 2: Band.INTERMEDIATE, 3: Band.ADVANCED}.get(told, Band.HIGHER)
    assert band_of(level) is expected


def summed(standard: str, level: str = "Advanced", **changes: str) -> dict[str, str]:
    values = {"standard": standard, "apps_level": f"{level} Apprenticeship", "flag": "Standard",
              "ssa_tier2": "Building and Construction"}  # fmt: skip
    return values | changes


def detailed(title: str, level: str = "Advanced", **changes: str) -> dict[str, str]:
    return {"title": title, "apps_level": f"{level} Apprenticeship", "larsCode": "7", "level": "3",
            "route": "Construction"} | changes  # fmt: skip


def test_each_title_and_band_stands_in_the_table_once_in_their_order() -> None:
    summary = [
        summed("Thatcher"), summed(" Roofer "), summed("Roofer", "Intermediate"), summed("Thatcher"),
        summed("Old ways", flag="Framework"),
    ]  # fmt: skip
    built = table_of_standards([], summary, SEED)
    assert [(one["title"], one["band"]) for one in built] == [
        ("Roofer", "advanced"), ("Roofer", "intermediate"), ("Thatcher", "advanced"),
    ]  # fmt: skip
    assert {(one["lars_code"], one["level"], one["subject_area"]) for one in built} == {("", "", "5.2")}
    assert table_of_standards([detailed("Nobody starts")], [], SEED) == []


def test_codes_and_levels_come_only_from_the_row_of_the_same_title_and_band() -> None:
    built = table_of_standards([detailed("Roofer")], [summed("Roofer"), summed("Roofer", "Higher")], SEED)
    assert [(one["band"], one["lars_code"], one["level"]) for one in built] == [
        ("advanced", "7", "3"), ("higher", "", ""),
    ]  # fmt: skip
    (foundation,) = table_of_standards([], [summed("Onsite Foundation Apprenticeship", "Intermediate")], SEED)
    assert (foundation["level"], foundation["route"]) == ("2", Route.FOUNDATION_APPRENTICESHIP)


def seed_copy(folder: Path) -> Path:
    """The parts of the seed data that the command reads."""
    (folder / "standards").mkdir(parents=True)
    for name in (
        "standards/words.csv",
        "standards/subjects.csv",
        "standards/corrections.csv",
        "occupations.csv",
    ):
        (folder / name).write_bytes((SEED / name).read_bytes())
    return folder


def test_the_command_writes_a_table_that_is_read_back_and_nothing_where_an_area_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = seed_copy(tmp_path / "seed")
    standards, summary = tmp_path / "a.csv", tmp_path / "b.csv"
    standards.write_text(as_csv([detailed("Roofer")]), encoding="utf-8")
    summary.write_text(as_csv([summed("Roofer"), summed("Qwzx", ssa_tier2="Qwzx")]), encoding="utf-8")
    arguments = [str(standards), str(summary), str(seed)]
    assert build_standard_areas.main(arguments) == 1
    assert capsys.readouterr().err.splitlines()[1:] == ["Qwzx"]
    assert not (seed / STANDARDS_FILE).exists()
    summary.write_text(as_csv([summed("Roofer")]), encoding="utf-8")
    assert build_standard_areas.main(arguments) == 0
    (found,) = KnownStandards(seed)
    assert (found.title, found.lars_code, found.level, found.areas[0]) == ("Roofer", "7", Level.THREE, AREA)
    with (seed / STANDARDS_FILE).open(encoding="utf-8", newline="") as file:
        assert tuple(next(csv.reader(file))) == COLUMNS


def add(session: Session, title: str, titles: str, **changes: object) -> None:
    values = {"title": title, "job_titles": titles, "source_key": title + repr(changes), "band": "advanced"}
    source = make_source(session)
    session.add(ApprenticeshipStandard(source_id=source.id, **(values | changes)))
    session.flush()


def wanted(
    session: Session,
    title: str,
    code: str = "",
    level: Level | None = None,
    route: Route = Route.APPRENTICESHIP,
) -> list[str]:
    programme = SimpleNamespace(title=title, standard_code=code, level=level, route=route)
    return list(JobTitles(session.connection()).of(programme))


def test_job_titles_follow_the_code_and_never_the_title_of_a_programme_with_another(session: Session) -> None:
    add(session, "Roofer", "slater; tiler", lars_code="7", level=Level.TWO)
    assert wanted(session, "Anything", "7") == ["slater", "tiler"]
    assert wanted(session, "Roofer", "8") == []
    assert wanted(session, "Roofer (level 2) apprenticeship", level=Level.TWO) == ["slater", "tiler"]
    assert wanted(session, "Roofer") == ["slater", "tiler"]
    assert wanted(session, "Roofer", level=Level.THREE) == []


@pytest.mark.parametrize("route", [route for route in Route if "apprenticeship" not in route])
def test_a_programme_that_is_no_apprenticeship_has_no_job_titles(session: Session, route: Route) -> None:
    add(session, "Roofer", "slater", lars_code="7")
    assert wanted(session, "Roofer", "7", route=route) == []


def test_two_standards_of_one_code_or_title_give_each_job_title_once(session: Session) -> None:
    add(session, "Roofer", "slater; tiler", lars_code="7", level=Level.TWO)
    add(session, "Roofer", "tiler; Tiler ;leadworker", lars_code="7", level=Level.THREE)
    assert wanted(session, "x", "7") == ["slater", "tiler", "Tiler", "leadworker"]
    assert wanted(session, "roofer", level=Level.THREE) == ["tiler", "Tiler", "leadworker"]


def test_standards_that_were_withdrawn_or_name_no_jobs_give_none(session: Session) -> None:
    add(session, "Roofer", "slater", lars_code="7", state=ListingState.WITHDRAWN)
    add(session, "Thatcher", "", lars_code="8")
    assert wanted(session, "Roofer", "7") == wanted(session, "Thatcher", "8") == []
    assert wanted(session, "") == []
