"""Asking the catalogue: what has to be there, what only helps, and whether anything is still on offer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pathways import clock
from pathways.catalogue.asking import Asked, first_good, is_on_offer, match_asked
from pathways.catalogue.cards import card_of
from pathways.catalogue.letting_go import found_by_words
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.snapshot.concepts import Concept, Refusals, Way
from pathways.snapshot.matching import Choice
from pathways.words.query import read_query

NURSING, PLUMBING = (Concept((Way(((Choice(term),),)),)) for term in (b"nurs", b"plumb"))


def asked_for(text: str) -> Asked:
    return Asked(read_query(text))


def titles(snapshot: CatalogueSnapshot, asked: Asked) -> set[str]:
    """The titles of all rows that meet what is asked for, over or not."""
    return {
        card_of(snapshot, place, row, None, clock.today()).title
        for place, found in enumerate(match_asked(snapshot, asked))
        for row in found.rows.tolist()
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nursing", {"Adult nursing", "Dental nursing"}),
        ("dental nursing", {"Dental nursing"}),
        ("plumbing", {"Plumbing studies", "Plumber apprenticeship"}),
        ("pipes plumbing", {"Plumbing studies"}),
        ('"social care"', {"Health and social care"}),
        ('"care social"', set()),
        ("nursing -dental", {"Adult nursing"}),
        ("thatching", {"Thatching roofs"}),
        ("submarine", set()),
    ],
)
def test_every_word_has_to_be_there(consett: CatalogueSnapshot, text: str, found: set[str]) -> None:
    assert titles(consett, asked_for(text)) == found


def test_nothing_asked_for_is_met_by_everything(consett: CatalogueSnapshot) -> None:
    assert sum(len(found.rows) for found in match_asked(consett, Asked())) == consett.size == 9


def test_things_meant_are_all_required_or_any(consett: CatalogueSnapshot) -> None:
    both = Asked(concepts=(NURSING, PLUMBING))
    assert titles(consett, both) == set()
    assert titles(consett, replace(both, any_concept=True)) == {
        "Adult nursing",
        "Dental nursing",
        "Plumbing studies",
    }


def test_a_refused_word_leaves_its_titles_out(consett: CatalogueSnapshot) -> None:
    refusals = Refusals(((Choice(b"dental"),),))
    assert titles(consett, Asked(concepts=(NURSING,), refusals=refusals)) == {"Adult nursing"}


def test_better_words_add_weight_and_shut_nothing_out(consett: CatalogueSnapshot) -> None:
    plain = Asked(concepts=(NURSING,))
    better = replace(plain, better=(Way(((Choice(b"dental"),),)),))
    assert titles(consett, better) == titles(consett, plain)
    weights = [int(found.weights.max()) for found in match_asked(consett, better)]
    assert weights[0] > int(match_asked(consett, plain)[0].weights.max())


@pytest.mark.parametrize(
    ("asked", "summed", "required"),
    [
        (Asked(), 0, 0),
        (asked_for("adult nursing"), 2, 2),
        (Asked(concepts=(NURSING, PLUMBING)), 2, 2),
        (Asked(concepts=(NURSING, PLUMBING), any_concept=True), 2, 1),
        (Asked(read_query("adult"), (NURSING, PLUMBING), any_concept=True), 3, 2),
        (Asked(better=(Way(((Choice(b"dental"),),)),), any_concept=True), 1, 0),
    ],
)
def test_weights_are_counted_and_only_some_required(asked: Asked, summed: int, required: int) -> None:
    assert (asked.count, asked.required) == (summed, required)


@pytest.mark.parametrize(("text", "offered"), [("nursing", True), ("thatching", False), ("submarine", False)])
def test_what_is_over_is_not_on_offer(consett: CatalogueSnapshot, text: str, offered: bool) -> None:
    matched = match_asked(consett, asked_for(text))
    assert is_on_offer(consett, matched, clock.today()) is offered


def test_first_good_try_wins_and_what_is_over_is_no_good(consett: CatalogueSnapshot) -> None:
    tries = [asked_for(text) for text in ("submarine", "thatching", "nursing", "plumbing")]
    found = first_good(consett, tries, clock.today(), least=0)
    assert found is not None
    assert found[0] is tries[2]


def test_a_try_that_is_met_only_in_passing_is_passed_over(consett: CatalogueSnapshot) -> None:
    in_description, in_title = asked_for("boilers"), asked_for("nursing")
    found = first_good(consett, [in_description, in_title], clock.today(), least=100)
    assert found is not None
    assert found[0] is in_title
    assert first_good(consett, [in_description], clock.today(), least=0) is not None


def test_no_try_is_good_where_nothing_is_met(consett: CatalogueSnapshot) -> None:
    assert first_good(consett, [], clock.today(), least=0) is None
    assert first_good(consett, [asked_for("submarine")] * 3, clock.today(), least=0) is None


@pytest.mark.parametrize(
    ("text", "kept", "let_go"),
    [
        ("nursing", "nursing", ()),
        ("dental nursing", "dental nursing", ()),
        ("nursing submarine", "nursing", ("submarine",)),
        ("dental plumbing", "dental", ("plumbing",)),
        ("zebra submarine", "zebra submarine", ()),
        ("thatching nursing", "nursing", ("thatching",)),
        ("nursing boilers", "nursing", ("boilers",)),
    ],
)
def test_words_that_nothing_holds_together_are_let_go_by_weight(
    consett: CatalogueSnapshot, text: str, kept: str, let_go: tuple[str, ...]
) -> None:
    asked, matched, ignored = found_by_words(consett, asked_for(text), clock.today())
    assert {word.form for word in asked.query.words} == set(kept.split())
    assert ignored == let_go
    assert sum(len(found.rows) for found in matched) == len(titles(consett, asked))


def test_a_phrase_is_let_go_before_its_words(consett: CatalogueSnapshot) -> None:
    asked, matched, ignored = found_by_words(consett, asked_for('"care social"'), clock.today())
    assert ignored == ("care social",)
    assert asked.query.phrases == ()
    assert len(asked.query.words) == 2
    assert sum(len(found.rows) for found in matched) == 1
