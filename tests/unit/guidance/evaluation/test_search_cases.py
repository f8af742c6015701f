"""The project's own searches clear their bars on the demonstration catalogue, and are judged as their README says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pathways import clock
from pathways.catalogue.careers_thesaurus import allowed_codes, careers_thesaurus, read_careers_thesaurus
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.results import Card, Results
from pathways.catalogue.search import search
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.guidance.evaluation.bars import bar
from pathways.guidance.evaluation.searches import (
    CASES_FILE,
    SearchCase,
    criteria_of,
    judged,
    read_search_cases,
    run_searches,
    search_bars,
)
from pathways.guidance.evaluation.terms import tried_terms
from pathways.paths import resource_dir
from pathways.places.gazetteer import Gazetteer
from pathways.places.loading import load_gazetteer
from pathways.words.thesaurus import Kind, Meaning, Thesaurus
from tests.harness.catalogue import SeededCatalogue

SEED = resource_dir("seed_data")
CASES = read_search_cases(SEED / CASES_FILE)
VECTORS = SEED.resolve().parent.parent / "shared" / "data" / "search_vectors" / "search-query-vectors.tsv"


@pytest.fixture(scope="module")
def snapshot(seeded_catalogue: SeededCatalogue) -> CatalogueSnapshot:
    """The demonstration catalogue."""
    return LiveCatalogue(seeded_catalogue.instance_dir, seeded_catalogue.open_database()).snapshot()


@pytest.fixture(scope="module")
def gazetteer(seeded_catalogue: SeededCatalogue) -> Gazetteer:
    """The places that come with the project."""
    return load_gazetteer(seeded_catalogue.instance_dir, SEED)


@pytest.mark.parametrize("held_out", [False, True], ids=["tuned", "held out"])
def test_searches_clear_their_bars(snapshot: CatalogueSnapshot, gazetteer: Gazetteer, held_out: bool) -> None:
    cases = [case for case in CASES if case.held_out is held_out]
    bars = search_bars(run_searches(snapshot, gazetteer, cases, clock.today()))
    assert [(one.name, round(one.share, 3)) for one in bars if not one.is_met] == []


@pytest.mark.parametrize(
    ("typed", "title"),
    [("plumming", "Plumbing"), ("i.t.", "Information"), ("a level maths", "A level Mathematics")],
)
def test_what_was_meant_is_the_first_title(snapshot: CatalogueSnapshot, typed: str, title: str) -> None:
    found = search(snapshot, SearchCriteria(text=typed), clock.today())
    assert title in found.cards[0].title


def test_there_are_enough_cases_and_a_third_is_held_out() -> None:
    assert len(CASES) >= 200
    assert sum(case.held_out for case in CASES) >= len(CASES) * 0.3
    assert len({case.id for case in CASES}) == len(CASES)


def test_the_project_s_thesaurus_has_no_faulty_row() -> None:
    assert read_careers_thesaurus(SEED)[1] == ()


def test_codes_that_terms_stand_for_are_those_of_the_catalogue() -> None:
    allowed = allowed_codes(SEED)
    assert "electrician" in allowed[Kind.OCCUPATION]
    assert "health" in allowed[Kind.AREA]
    assert Kind.WORDS not in allowed


def card(**values: Any) -> Any:
    """What judging looks at of a card."""
    made = {
        "title": "Nails and lashes",
        "areas": ("hair-beauty", "health"),
        "route": "vocational",
        "level": "2",
    }
    return type("SomeCard", (), made | {"modes": ("part-time",), "delivery": "venue"} | values)


CASE = SearchCase("s000", "wish", "nails", "", frozenset(), (), (), held_out=False)


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"areas": frozenset({"hair-beauty"})}, (True, True, True)),
        ({"areas": frozenset({"health"})}, (True, True, True)),
        ({"areas": frozenset({"finance-law"})}, (False, False, True)),
        (
            {"first_ten": ("nail", "route:vocational", "level:2", "mode:part-time", "delivery:venue")},
            (True, True, True),
        ),
        ({"first_ten": ("ails",)}, (True, True, False)),
        ({"not_first_ten": ("area:hair-beauty",)}, (True, True, False)),
        ({"not_first_ten": ("area:health",)}, (True, True, True)),
        ({"not_first_ten": ("lash",)}, (True, True, False)),
    ],
)
def test_a_case_is_judged_by_the_first_results(
    snapshot: CatalogueSnapshot, change: dict[str, Any], outcome: tuple[bool, bool, bool]
) -> None:
    results: Results = replace(search(snapshot, SearchCriteria()), cards=(card(),))
    found = judged(replace(CASE, **change), results)
    assert (found.first, found.in_three, found.kept) == outcome


def test_the_first_three_are_looked_at_and_no_more(snapshot: CatalogueSnapshot) -> None:
    other: Card = card(areas=("finance-law",))
    results = replace(search(snapshot, SearchCriteria()), cards=(other, other, card()))
    wanted = replace(CASE, areas=frozenset({"hair-beauty"}))
    assert (judged(wanted, results).first, judged(wanted, results).in_three) == (False, True)
    assert not judged(wanted, replace(results, cards=(other, other, other, card()))).in_three


def test_a_case_near_nowhere_is_told(gazetteer: Gazetteer) -> None:
    with pytest.raises(ValueError, match="s000"):
        criteria_of(replace(CASE, near="Xyzzyvale"), gazetteer)


def test_a_bar_is_met_from_its_share_on() -> None:
    assert bar("three of four", 0.75, [True, True, True, False]).is_met
    assert not bar("three of four", 0.76, [True, True, True, False]).is_met
    assert bar("no case", 1.0, []).is_met


def test_a_term_counts_when_a_search_changes_without_it(
    snapshot: CatalogueSnapshot, gazetteer: Gazetteer
) -> None:
    telling = Meaning("wibble", Kind.OCCUPATION, ("electrician",), 90)
    plural = Meaning("wibbles", Kind.OCCUPATION, ("electrician",), 90)
    thesaurus = Thesaurus((telling,))
    assert [
        one.counts for one in tried_terms(snapshot, gazetteer, thesaurus, [telling], date(2026, 9, 1))
    ] == [True]
    both = Thesaurus((telling, plural))
    assert not any(one.counts for one in tried_terms(snapshot, gazetteer, both, [plural], date(2026, 9, 1)))


def awkward() -> list[str]:
    """The awkward strings of a public test set; none where they are not at hand."""
    if not VECTORS.is_file():
        return []
    lines = VECTORS.read_text(encoding="utf-8").splitlines()[1:]
    return [line.split("\t")[0].replace("␠", " ").replace("(null)", "\0") for line in lines]


if awkward():

    @pytest.mark.parametrize("text", awkward())
    def test_no_awkward_string_is_too_much(snapshot: CatalogueSnapshot, text: str) -> None:
        found = search(snapshot, SearchCriteria(text=text), clock.today(), thesaurus=careers_thesaurus())
        assert found.total >= 0
