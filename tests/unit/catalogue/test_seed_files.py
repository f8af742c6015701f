"""Bad seed files: every fault is named by file, line and column."""

from datetime import date
from pathlib import Path

import pytest

from pathways.catalogue.seeding.catalogue_files import SeedFiles, read_seed_files
from pathways.catalogue.seeding.files import PROBLEMS_SHOWN, Problem, SeedError
from pathways.catalogue.vocabulary import Area, Route
from tests.unit.catalogue.small_seed import (
    EMPLOYER,
    NOWHERE,
    PLUMBING,
    PROVIDER,
    VACANCY,
    VENUE,
    WORKS,
    make_seed_folder,
    write_rows,
)

TODAY = date(2026, 11, 21)


def silent(_stage: str, _done: int, _total: int) -> None:
    return


def read(folder: Path, today: date = TODAY) -> SeedFiles:
    return read_seed_files(folder, today, silent)


def problems_of(folder: Path, today: date = TODAY) -> tuple[Problem, ...]:
    with pytest.raises(SeedError) as caught:
        read(folder, today)
    return caught.value.problems


def only_problem(folder: Path, today: date = TODAY) -> Problem:
    problems = problems_of(folder, today)
    assert len(problems) == 1, problems
    return problems[0]


def test_a_good_folder_is_read(tmp_path: Path) -> None:
    files = read(make_seed_folder(tmp_path))
    assert list(files.providers) == ["gorse-hill", "flint-works"]
    assert list(files.venues) == ["gorse-consett", "gorse-van", "flint-consett"]
    assert [(area, row.ref) for area, row in files.programmes] == [
        (Area.BUILDING_CONSTRUCTION, "plumb-two"),
        (Area.BUILDING_CONSTRUCTION, "plumb-job"),
    ]
    assert set(files.defaults) == set(Route)
    assert len(files.career_areas) == len(Area)


def test_progress_counts_the_files(tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    read_seed_files(make_seed_folder(tmp_path), TODAY, lambda *told: seen.append(told))
    assert seen == [("Reading programmes", 1, 1)]


def test_a_bad_cell_is_named_by_file_line_and_column(tmp_path: Path) -> None:
    problem = only_problem(make_seed_folder(tmp_path, programmes=[PLUMBING, VACANCY | {"min_age": "six"}]))
    assert (problem.file, problem.line, problem.column) == ("building-construction.csv", 3, "min_age")
    assert problem.value == "six"
    assert str(problem).startswith("building-construction.csv, line 3, column min_age: ")


def test_lines_are_counted_over_cells_with_line_breaks(tmp_path: Path) -> None:
    broken = PLUMBING | {"daily_life": "Three days at the bench.\nHalf a day of theory.\nThen home."}
    problem = only_problem(make_seed_folder(tmp_path, programmes=[broken, VACANCY | {"level": "9"}]))
    assert (problem.line, problem.column) == (5, "level")


def test_every_fault_is_listed_at_once(tmp_path: Path) -> None:
    folder = make_seed_folder(
        tmp_path,
        programmes=[PLUMBING | {"route": "magic", "level": "9"}, VACANCY],
        providers=[PROVIDER | {"kind": "castle"}, EMPLOYER],
    )
    assert {(problem.file, problem.column) for problem in problems_of(folder)} == {
        ("building-construction.csv", "route"),
        ("building-construction.csv", "level"),
        ("providers.csv", "kind"),
    }


def test_a_long_list_of_faults_is_cut_and_counted(tmp_path: Path) -> None:
    rows = [PLUMBING | {"ref": f"row-{number}", "level": "9"} for number in range(PROBLEMS_SHOWN + 7)]
    with pytest.raises(SeedError, match=r"and 7 more\.") as caught:
        read(make_seed_folder(tmp_path, programmes=rows))
    assert len(caught.value.problems) == PROBLEMS_SHOWN + 7


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"ref": "Plumb Two"}, "ref"),
        ({"title": ""}, "title"),
        ({"summary": "Too short."}, "summary"),
        ({"offered": ""}, "offered"),
        ({"offered": "gorse-consett ft whenever"}, "offered"),
        ({"outcomes": "joy 90"}, "outcomes"),
        ({"areas": "health;wizardry"}, "areas"),
        ({"english": "good"}, "english"),
        ({"gcse_grade": "A"}, "gcse_grade"),
        ({"gcse_count": "40"}, "gcse_count"),
        ({"points": "900"}, "points"),
        ({"needs_ehcp": "maybe"}, "needs_ehcp"),
        ({"money": "gold"}, "money"),
        ({"fee_pounds": "-4"}, "fee_pounds"),
        ({"funding_ends_on": "next year"}, "funding_ends_on"),
        ({"duration_months": "400"}, "duration_months"),
        ({"subject_area": "building"}, "subject_area"),
        ({"colour": "blue"}, "colour"),
    ],
)
def test_each_column_of_a_programme_has_its_rule(
    tmp_path: Path, changes: dict[str, str], column: str
) -> None:
    problem = only_problem(make_seed_folder(tmp_path, programmes=[PLUMBING | changes]))
    assert problem.column == column


@pytest.mark.parametrize("changes", [{"money": "fee"}, {"fee_pounds": "20"}, {"money": "free"}])
def test_an_apprenticeship_that_costs_the_learner_is_refused(tmp_path: Path, changes: dict[str, str]) -> None:
    problem = only_problem(make_seed_folder(tmp_path, programmes=[VACANCY | changes]))
    assert problem.rule == "an apprenticeship never costs the learner anything"


def test_a_course_that_is_not_paid_names_no_pay(tmp_path: Path) -> None:
    folder = make_seed_folder(tmp_path, programmes=[PLUMBING | {"offered": "gorse-consett ft sep pay=9.00"}])
    assert only_problem(folder).rule == "only paid programmes name pay"


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"lat": ""}, ""),
        ({"lat": "12.0"}, "lat"),
        ({"lng": "-70"}, "lng"),
        ({"lad_code": "Durham"}, "lad_code"),
        ({"postcode_district": "DH8 5AA"}, "postcode_district"),
    ],
)
def test_each_column_of_a_venue_has_its_rule(tmp_path: Path, changes: dict[str, str], column: str) -> None:
    folder = make_seed_folder(tmp_path, venues=[VENUE | changes, NOWHERE, WORKS])
    problem = only_problem(folder)
    assert (problem.file, problem.line, problem.column) == ("venues.csv", 2, column)


def test_a_venue_of_nobody_is_refused(tmp_path: Path) -> None:
    folder = make_seed_folder(tmp_path, venues=[VENUE, NOWHERE, WORKS | {"provider": "nobody"}])
    problem = only_problem(folder)
    assert (problem.file, problem.line, problem.value) == ("venues.csv", 4, "nobody")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = make_seed_folder(tmp_path)
    (folder / "venues.csv").unlink()
    assert "venues.csv" in {problem.file for problem in problems_of(folder)}


def test_a_row_with_too_many_cells_is_named(tmp_path: Path) -> None:
    folder = make_seed_folder(tmp_path)
    path = folder / "providers.csv"
    path.write_text(path.read_text() + "odd,row\n")
    problem = only_problem(folder)
    assert (problem.line, problem.rule) == (4, "has 2 cells where the header has 10")


def test_a_file_in_another_encoding_is_refused_in_words(tmp_path: Path) -> None:
    folder = make_seed_folder(tmp_path)
    path = folder / "providers.csv"
    path.write_bytes(path.read_text().replace("Ten minutes", "Café").encode("latin-1"))
    assert any("cannot be read as UTF-8 CSV" in problem.rule for problem in problems_of(folder))


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    folder = make_seed_folder(tmp_path)
    path = folder / "providers.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert set(read(folder).providers) == {"gorse-hill", "flint-works"}


def test_a_programme_file_must_be_named_after_a_career_area(tmp_path: Path) -> None:
    problem = only_problem(make_seed_folder(tmp_path, area="wizardry"))
    assert (problem.file, problem.rule) == ("wizardry.csv", "is not named after a career area")


def test_a_route_without_defaults_is_named(tmp_path: Path) -> None:
    folder = make_seed_folder(tmp_path)
    path = folder / "route_defaults.csv"
    kept = [line for line in path.read_text().splitlines() if not line.startswith("bootcamp,")]
    path.write_text("\n".join(kept) + "\n")
    assert only_problem(folder).value == "bootcamp"


def test_a_reference_is_used_once(tmp_path: Path) -> None:
    folder = make_seed_folder(tmp_path)
    write_rows(folder / "programmes" / "health.csv", [PLUMBING])
    problem = only_problem(folder)
    assert (problem.file, problem.column, problem.rule) == ("health.csv", "ref", "is used by another row")
