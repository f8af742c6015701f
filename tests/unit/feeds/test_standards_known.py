"""Our own table of apprenticeship standards: its career areas are right, and a standard is found as it is worded."""

import csv
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import Area, Level, Route
from pathways.feeds.build_standard_areas import main, table_of_standards
from pathways.feeds.standard_areas import AreaRules, area_rules
from pathways.feeds.standards_known import Band, KnownStandards, band_of, clean_title, known_standards
from pathways.paths import resource_dir

SEED = resource_dir("seed_data")
LABELLED = Path(__file__).with_name("labelled_standards.csv")


@pytest.fixture(scope="module")
def known() -> KnownStandards:
    return known_standards(SEED)


@pytest.fixture(scope="module")
def labelled() -> list[tuple[str, Band, list[str]]]:
    """Standards drawn at random and labelled by hand; several areas where either would do as the main one."""
    with LABELLED.open(encoding="utf-8", newline="") as file:
        return [(row["title"], Band(row["band"]), row["areas"].split(";")) for row in csv.DictReader(file)]


def published(shared_data: Path) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    tables = []
    for name in ("standards/apprenticeship_standards_merged.csv", "apprenticeships/standards_summary.csv"):
        with (shared_data / name).open(encoding="utf-8", newline="") as file:
            tables.append(list(csv.DictReader(file)))
    return tables[0], tables[1]


def test_the_table_gives_labelled_standards_a_right_main_area(
    known: KnownStandards, labelled: list[tuple[str, Band, list[str]]]
) -> None:
    wrong = []
    for title, band, areas in labelled:
        standard = known.titled(title, band)
        assert standard is not None, title
        if standard.areas[0] not in areas:
            wrong.append((title, standard.areas[0]))
    sys.stdout.write(
        f"\nThe table: {len(labelled) - len(wrong)} of {len(labelled)} main areas are right. {wrong}\n"
    )
    assert len(labelled) >= 100
    assert not wrong


def test_the_rules_alone_give_nearly_all_of_them(
    shared_data: Path, labelled: list[tuple[str, Band, list[str]]]
) -> None:
    standards, summary = published(shared_data)
    routes = {(row["title"], row["apps_level"].split()[0].lower()): row["route"] for row in standards}
    subjects = {
        (row["standard"], row["apps_level"].split()[0].lower()): row["ssa_tier2"]
        for row in summary
        if row["flag"] != "Framework"
    }
    rules = AreaRules(SEED)
    right = sum(
        rules.areas_of(title, route=routes.get((title, band), ""), subject=subjects[title, band])[0] in areas
        for title, band, areas in labelled
    )
    sys.stdout.write(f"\nThe rules without corrections: {right} of {len(labelled)}.\n")
    assert right >= 0.95 * len(labelled)


def test_the_table_is_what_the_command_computes(shared_data: Path, known: KnownStandards) -> None:
    standards, summary = published(shared_data)
    computed = table_of_standards(standards, summary, SEED)
    with (SEED / "standard_areas.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == computed
    assert len(list(known)) == len(computed) == 746


def test_every_correction_is_of_a_standard_and_changes_something(shared_data: Path) -> None:
    standards, summary = published(shared_data)
    rows = {row["title"]: row for row in table_of_standards(standards, summary, SEED)}
    with (SEED / "standards" / "corrections.csv").open(encoding="utf-8", newline="") as file:
        corrections = list(csv.DictReader(file))
    rules = AreaRules(SEED)
    subjects = {row["standard"]: row["ssa_tier2"] for row in summary}
    routes = {row["title"]: row["route"] for row in standards}
    for row in corrections:
        title = row["title"]
        assert title in rows, title
        assert row["note"]
        if row["areas"]:
            before = rules.areas_of(title, route=routes.get(title, ""), subject=subjects[title])
            assert ";".join(before) != row["areas"], title
        else:
            assert rows[title]["route"] == row["route"] == "degree-apprenticeship"


def test_every_career_area_that_has_apprenticeships_is_a_main_area(known: KnownStandards) -> None:
    mains = Counter(standard.areas[0] for standard in known)
    assert set(mains) == set(Area) - {Area.ENGLISH_MATHS_EVERYDAY_SKILLS}


def test_degree_apprenticeships_hold_a_degree_and_have_no_lower_level(known: KnownStandards) -> None:
    degrees = [standard for standard in known if standard.route is Route.DEGREE_APPRENTICESHIP]
    assert {standard.level for standard in degrees} <= {None, Level.SIX, Level.SEVEN}
    solicitor = known.titled("Solicitor")
    assert solicitor is not None
    assert (solicitor.level, solicitor.route) == (Level.SEVEN, Route.APPRENTICESHIP)


def test_foundation_apprenticeships_are_known_at_level_two(known: KnownStandards) -> None:
    foundation = [standard for standard in known if standard.route is Route.FOUNDATION_APPRENTICESHIP]
    assert len(foundation) == 5
    assert {standard.level for standard in foundation} == {Level.TWO}


def test_a_level_that_nobody_published_is_not_guessed(known: KnownStandards) -> None:
    electrician = known.titled("Installation and Maintenance Electrician")
    assert electrician is not None
    assert (electrician.level, electrician.lars_code) == (None, "")
    assert electrician.band is Band.ADVANCED
    assert electrician.areas[0] is Area.BUILDING_CONSTRUCTION


def test_a_published_level_is_within_its_band(known: KnownStandards) -> None:
    for standard in known:
        assert standard.level is None or band_of(standard.level) is standard.band, standard.title


@pytest.mark.parametrize(
    ("worded", "title"),
    [
        ("Teaching assistant (level 3)", "Teaching Assistant"),
        ("Bricklayer apprenticeship", "Bricklayer"),
        ("Police Constable degree apprenticeship", "Police Constable (Integrated Degree)"),
        ("Civil engineer (degree) (level 6)", "Civil Engineer"),
        ("Robotics engineer (degree)", "Robotics Engineer - Degree"),
        ("Registered Nurse Degree (NMC 2018)", "Registered Nurse Degree (NMC 2018)"),
        ("Carpentry & Joinery", "Carpentry and Joinery"),
    ],
)
def test_a_standard_is_found_as_vacancies_and_prospectuses_word_it(
    known: KnownStandards, worded: str, title: str
) -> None:
    found = known.find(title=worded)
    assert found is not None
    assert found.title == title


def test_a_lars_code_goes_before_a_title_and_may_have_leading_zeros(known: KnownStandards) -> None:
    found = known.find(lars_code="0297", title="Childcare Apprenticeship")
    assert found is not None
    assert found.title == "Teaching Assistant"
    assert known.find(lars_code=297) == found


def test_of_two_standards_with_one_lars_code_the_title_tells_which(known: KnownStandards) -> None:
    integrated = known.find(lars_code=61, title="Dental nurse (integrated) (level 3)")
    plain = known.find(lars_code=61)
    assert integrated is not None
    assert plain is not None
    assert (integrated.title, plain.title) == ("Dental Nurse (Integrated)", "Dental Nurse")
    assert (integrated.level, integrated.areas) == (plain.level, plain.areas)


def test_a_title_at_two_levels_is_settled_by_the_level_and_never_guessed(known: KnownStandards) -> None:
    assert known.find(title="Plasterer") is None
    for level, band in ((Level.TWO, Band.INTERMEDIATE), (Level.THREE, Band.ADVANCED)):
        found = known.find(title="Plasterer", level=level)
        assert found is not None
        assert found.band is band
    assert known.find(title="Plasterer", level=Level.SIX) is None


@pytest.mark.parametrize("title", ["", "Dragon tamer", "Degree", "Level 3"])
def test_what_is_no_standard_is_not_found(known: KnownStandards, title: str) -> None:
    assert known.find(title=title) is None


@given(st.text(max_size=60))
def test_any_text_can_be_looked_up(text: str) -> None:
    cleaned = clean_title(text)
    assert clean_title(cleaned) == cleaned
    found = known_standards(SEED).titled(text)
    assert found is None or clean_title(found.title) == cleaned


def test_a_standard_outside_the_table_gets_areas_from_its_words_or_route() -> None:
    rules = area_rules(SEED)
    assert rules.areas_of("Junior dental hygienist")[0] is Area.HEALTH
    assert rules.areas_of("Nobody knows", route="Education and early years") == (Area.EARLY_YEARS_TEACHING,)
    assert rules.areas_of("Nobody knows", route="Unheard of", subject="Unheard of") == ()
    assert rules.tier2_of("Building and Construction") == "5.2"
    assert rules.tier2_of("Unheard of") == ""


def test_words_go_before_the_subject_and_more_words_before_fewer() -> None:
    rules = area_rules(SEED)
    assert rules.areas_of("Fire Safety Engineer", subject="Engineering")[0] is Area.PROTECTIVE_SERVICES
    assert rules.areas_of("Science Industry Fitter", subject="Science")[0] is Area.ENGINEERING_MAKING
    assert rules.areas_of("Science Teller", subject="Engineering")[0] is Area.SCIENCE_RESEARCH


def test_the_command_writes_nothing_when_a_standard_has_no_area(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "standards").mkdir()
    for name in ("subjects.csv", "words.csv", "corrections.csv"):
        (tmp_path / "standards" / name).write_bytes((SEED / "standards" / name).read_bytes())
    (tmp_path / "occupations.csv").write_bytes((SEED / "occupations.csv").read_bytes())
    standards, summary = tmp_path / "standards.csv", tmp_path / "summary.csv"
    standards.write_text(
        "title,apps_level,level,larsCode,route\nStonemason,Intermediate Apprenticeship,2,9,\n"
    )
    heading = "standard,apps_level,ssa_tier2,flag\n"
    good = "Stonemason,Intermediate Apprenticeship,Building and Construction,Standard\n"
    old = "Construction Skills,Intermediate Apprenticeship,Building and Construction,Framework\n"
    summary.write_text(heading + good + old + "Wizard,Higher Apprenticeship,Magic,Standard\n")
    arguments = [str(standards), str(summary), str(tmp_path)]
    assert main(arguments) == 1
    assert "Wizard" in capsys.readouterr().err
    assert not (tmp_path / "standard_areas.csv").exists()
    summary.write_text(heading + good + good + old)
    assert main(arguments) == 0
    written = (tmp_path / "standard_areas.csv").read_text().splitlines()[1:]
    assert written == [
        "Stonemason,9,intermediate,2,apprenticeship,building-construction;art-design-fashion,5.2"
    ]
