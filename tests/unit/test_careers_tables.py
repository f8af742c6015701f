"""The tables of careers as they are written: occupations with their interests, and what people type for them."""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

from pathways.catalogue.careers_thesaurus import allowed_codes, careers_thesaurus
from pathways.catalogue.vocabulary import Area
from pathways.paths import resource_dir
from pathways.words.sentences import read_sentence
from pathways.words.thesaurus import Kind, Meaning
from pathways.words.thesaurus_rows import read_thesaurus
from pathways.words.tokens import stems_of

FEWEST_OCCUPATIONS, FEWEST_OF_AN_AREA = 420, 5
FEWEST_TERMS, FEWEST_OF_A_LANGUAGE, FEWEST_NAMED_OCCUPATIONS = 2900, 45, 400
LANGUAGES = (
    "Polish",
    "Romanian",
    "Urdu",
    "Panjabi",
    "Bengali",
    "Gujarati",
    "Arabic",
    "Portuguese",
    "Spanish",
    "Turkish",
)
SUBJECT_AREAS = {
    1: 5,
    2: 2,
    3: 4,
    4: 3,
    5: 2,
    6: 2,
    7: 4,
    8: 2,
    9: 4,
    10: 4,
    11: 5,
    12: 3,
    13: 2,
    14: 2,
    15: 5,
}
"""How many areas of the second tier each sector subject area of the first tier has."""

INTERESTS = "riasec"
SPORTS_THAT_ARE_TOWNS = {"rugby"}
MATTERS = {
    "close-to-home",
    "earning-soon",
    "university-open",
    "finish-quickly",
    "well-paid",
    "support",
    "team",
}
WAYS = {"route", "level", "mode", "delivery", "money", "start"}

Row = dict[str, str]


@cache
def rows_of(name: str) -> tuple[Row, ...]:
    """Every row of a table in seed_data."""
    with (resource_dir("seed_data") / name).open(newline="", encoding="utf-8") as file:
        return tuple(csv.DictReader(file))


def occupations() -> tuple[Row, ...]:
    return rows_of("occupations.csv")


def terms() -> tuple[Row, ...]:
    return rows_of("thesaurus.csv")


def several(values: str) -> list[str]:
    """The values of a cell with semicolons between."""
    return [value for value in values.split(";") if value]


def names_of(row: Row) -> list[str]:
    """What an occupation is called, its own name first."""
    return [row["name"], *several(row["aliases"])]


def test_there_are_enough_occupations_in_every_area() -> None:
    of_area = Counter(row["area"] for row in occupations())
    assert of_area.total() >= FEWEST_OCCUPATIONS
    assert set(of_area) == set(Area)
    assert min(of_area.values()) >= FEWEST_OF_AN_AREA


def test_no_two_occupations_share_a_name() -> None:
    named = Counter(name.lower() for row in occupations() for name in names_of(row))
    assert [name for name, times in named.items() if times > 1] == []
    slugs = Counter(row["slug"] for row in occupations())
    assert [slug for slug, times in slugs.items() if times > 1] == []


def test_further_areas_are_areas_and_not_the_first_one_again() -> None:
    for row in occupations():
        further = several(row["areas"])
        assert {Area(area) for area in further} <= set(Area), row["slug"]
        assert row["area"] not in further and len(set(further)) == len(further), row["slug"]


def test_every_figure_lies_on_the_scale() -> None:
    for row in occupations() + rows_of("area_profiles.csv"):
        assert all(1 <= float(row[interest]) <= 7 for interest in INTERESTS), row


def test_every_career_area_has_its_profile() -> None:
    counted = Counter(row["area"] for row in occupations())
    assert {row["area"]: int(row["occupations"]) for row in rows_of("area_profiles.csv")} == counted


@pytest.mark.parametrize(
    ("slug", "interest"),
    [
        ("plumber", "r"), ("lorry-driver", "r"), ("bricklayer", "r"), ("soldier", "r"),
        ("physicist", "i"), ("doctor", "i"), ("archaeologist", "i"),
        ("illustrator", "a"), ("musician", "a"), ("author", "a"),
        ("social-worker", "s"), ("primary-school-teacher", "s"), ("nursery-worker", "s"), ("nurse", "s"),
        ("estate-agent", "e"), ("business-owner", "e"), ("sales-executive", "e"),
        ("bookkeeper", "c"), ("payroll-clerk", "c"), ("data-entry-clerk", "c"),
    ],
)  # fmt: skip
def test_work_draws_most_on_the_interest_that_one_would_think(slug: str, interest: str) -> None:
    row = next(row for row in occupations() if row["slug"] == slug)
    assert max(INTERESTS, key=lambda letter: float(row[letter])) == interest


def test_each_occupation_is_a_unit_group_of_the_standard_classification(shared_data: Path) -> None:
    with (shared_data / "careers" / "unit_groups.csv").open(encoding="utf-8") as file:
        groups = {row["soc2020"] for row in csv.DictReader(file)}
    assert [row["slug"] for row in occupations() if row["soc2020"] not in groups] == []


def test_sector_subject_areas_are_of_the_second_tier() -> None:
    known = {f"{first}.{second}" for first, most in SUBJECT_AREAS.items() for second in range(1, most + 1)}
    assert {row["tier2"] for row in occupations()} - {""} <= known


def test_the_catalogues_programmes_lead_to_occupations_we_know() -> None:
    known = {name.lower() for row in occupations() for name in names_of(row)}
    programmes = [
        [title.strip().lower() for title in row["occupation"].split(",")]
        for path in (resource_dir("seed_data") / "programmes").glob("*.csv")
        for row in rows_of(f"programmes/{path.name}")
    ]
    assert sum(any(title in known for title in titles) for titles in programmes) >= 0.95 * len(programmes)


def test_the_readme_carries_the_statement_that_o_net_asks_for() -> None:
    text = (resource_dir("seed_data") / "README.md").read_text(encoding="utf-8")
    assert "O*NET® is a trademark of USDOL/ETA" in text
    assert "CC BY 4.0" in text


def test_every_row_of_the_thesaurus_can_be_used() -> None:
    folder = resource_dir("seed_data")
    meanings, faults = read_thesaurus(folder / "thesaurus.csv", allowed_codes(folder))
    assert faults == ()
    assert len(meanings) >= FEWEST_TERMS


def test_codes_of_the_questionnaire_are_known() -> None:
    avoided = {row["code"] for row in rows_of("avoid.csv")}
    for row in terms():
        known = {"avoid": avoided, "matters": MATTERS, "learning": {"work", "mix", "class"}}.get(row["kind"])
        assert known is None or row["value"] in known, row


def test_a_step_before_is_an_area_or_words_to_search_for() -> None:
    for row in terms():
        if row["kind"] == "step-before" and "-" in row["value"]:
            assert row["value"] in set(Area), row


def test_no_term_stands_twice_for_the_same_kind() -> None:
    written = Counter((row["term"].lower(), row["kind"]) for row in terms())
    assert [term for term, times in written.items() if times > 1] == []


def test_no_row_is_the_plural_or_the_ending_of_another() -> None:
    same: defaultdict[tuple[object, ...], list[str]] = defaultdict(list)
    for row in terms():
        same[row["kind"], row["value"], stems_of(row["term"])].append(row["term"])
    assert [alike for alike in same.values() if len(alike) > 1] == []


def test_no_row_repeats_the_name_of_its_own_occupation() -> None:
    own = {row["slug"]: {stems_of(name) for name in names_of(row)} for row in occupations()}
    assert [
        row["term"]
        for row in terms()
        if row["kind"] == "occupation" and stems_of(row["term"]) in own[row["value"]]
    ] == []


def test_most_occupations_have_an_everyday_name_or_a_duty() -> None:
    assert len({row["value"] for row in terms() if row["kind"] == "occupation"}) >= FEWEST_NAMED_OCCUPATIONS


@pytest.mark.parametrize(
    ("kinds", "fewest"),
    [
        ({"filler"}, 150),
        ({"support"}, 60),
        ({"avoid", "learning", "matters"}, 200),
        (WAYS, 250),
        ({"step-before"}, 60),
        ({"place-word"}, 30),
        ({"who"}, 30),
    ],
)
def test_each_kind_of_saying_is_well_covered(kinds: set[str], fewest: int) -> None:
    assert sum(row["kind"] in kinds for row in terms()) >= fewest


@pytest.mark.parametrize(("note", "fewest"), [("emoji", 120), ("text-speak", 120), ("acronym", 150)])
def test_ways_of_writing_are_well_covered(note: str, fewest: int) -> None:
    assert sum(row["note"] == note for row in terms()) >= fewest


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_languages_most_spoken_in_schools_are_well_covered(language: str) -> None:
    assert sum(row["note"] == language for row in terms()) >= FEWEST_OF_A_LANGUAGE


@pytest.mark.parametrize(
    ("language", "script"),
    [
        ("Urdu", "ARABIC"), ("Arabic", "ARABIC"), ("Panjabi", "GURMUKHI"), ("Bengali", "BENGALI"),
        ("Gujarati", "GUJARATI"), ("Tamil", "TAMIL"), ("Ukrainian", "CYRILLIC"),
    ],
)  # fmt: skip
def test_a_language_is_written_in_its_own_script(language: str, script: str) -> None:
    written = [row["term"] for row in terms() if row["note"] == language]
    in_script = [
        term for term in written if any(unicodedata.name(sign, "").startswith(script) for sign in term)
    ]
    assert len(in_script) >= len(written) / 2
    for term in in_script:
        letters = [unicodedata.name(sign) for sign in term if sign.isalpha()]
        assert all(letter.startswith(script) for letter in letters), term


def test_no_term_is_the_name_of_a_town() -> None:
    towns = {row["name"].lower() for row in rows_of("towns.csv")}
    assert {row["term"].lower() for row in terms()} & towns <= SPORTS_THAT_ARE_TOWNS


def meant_by(text: str) -> set[tuple[Kind, str]]:
    """Everything that the reader takes ``text`` to stand for."""
    meanings: list[Meaning] = [
        meaning for piece in read_sentence(text, careers_thesaurus()).pieces for meaning in piece.meanings
    ]
    return {(meaning.kind, value) for meaning in meanings for value in meaning.values}


@pytest.mark.parametrize(
    ("typed", "occupation"),
    [
        ("sparky", "electrician"), ("be a chippy", "carpenter"), ("lollipop lady", "school-crossing-patrol"),
        ("my dream is to drive lorries", "lorry-driver"), ("fix planes", "aircraft-mechanic"),
        ("nail tech", "nail-technician"), ("hca", "healthcare-assistant"), ("stack shelves", "shelf-filler"),
        ("bin man", "waste-and-recycling-worker"), ("CSI", "crime-scene-investigator"),
        ("dig up dinosaurs", "palaeontologist"), ("hydraulik", "plumber"), ("vijli", "electrician"),
        ("ডাক্তার", "doctor"), ("ਨਰਸ", "nurse"), ("مهندس معماري", "architect"), ("درزی", "tailor"),
        ("કડિયો", "bricklayer"), ("🚒", "firefighter"), ("💈", "barber"),
    ],
)  # fmt: skip
def test_everyday_words_stand_for_the_job(typed: str, occupation: str) -> None:
    assert (Kind.OCCUPATION, occupation) in meant_by(typed)


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ("drawing anime", Kind.AREA, "art-design-fashion"),
        ("good with kids", Kind.AREA, "early-years-teaching"),
        ("earn while you learn", Kind.ROUTE, "apprenticeship"),
        ("btec", Kind.ROUTE, "vocational"),
        ("night school", Kind.MODE, "evening-weekend"),
        ("level 2", Kind.LEVEL, "2"),
        ("asap", Kind.START, "now"),
        ("on zoom", Kind.DELIVERY, "online"),
        ("hate exams", Kind.AVOID, "exams"),
        ("good money", Kind.MATTERS, "well-paid"),
        ("learn by doing", Kind.LEARNING, "work"),
        ("phd", Kind.STEP_BEFORE, "degree"),
    ],
)
def test_wishes_and_ways_are_told_apart(typed: str, kind: Kind, value: str) -> None:
    assert (kind, value) in meant_by(typed)


def test_autism_friendly_is_about_support_and_not_a_subject() -> None:
    assert {
        meaning.kind
        for piece in read_sentence("autism friendly", careers_thesaurus()).pieces
        for meaning in piece.meanings
    } == {Kind.SUPPORT}
