"""What one side of a comparison says of each fact, from a record to lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pathways.catalogue.models import (
    EntryRequirement,
    Intake,
    Opportunity,
    Outcome,
    Programme,
    Provider,
    Source,
    Venue,
)
from pathways.catalogue.programmes import Offer, ProgrammeDetail
from pathways.catalogue.vocabulary import Delivery, Level, Measure, Money, Nation, ProviderKind, Route
from pathways.eligibility.reasons import Eligibility, Verdict
from pathways.front.card_words import card_words
from pathways.front.compare_cells import MOST_STARTS, cells_of, cells_of_card
from pathways.front.compare_rows import FACTS, Cells
from pathways.front.gallery_samples import sample_cards
from pathways.front.offers import show_offers
from pathways.front.pay_shown import PayShown
from pathways.places.place import Place

pytestmark = pytest.mark.usefixtures("in_english")
TODAY = date(2026, 11, 29)
HOME = Place("consett", "Consett", "town", 54.853, -1.832, "DH8", "E06000047", "england")
NO_PAY = PayShown(is_paid=False, has_figure=False, hourly=None, weekly=None, legal_minimum=None)
MISSING = "The provider has not told us. You could ask them."


def cells(
    *intakes: dict[str, Any],
    place: Place | None = None,
    found: Eligibility | None = None,
    programme: dict[str, Any] | None = None,
    entry: dict[str, Any] | None = None,
    outcomes: tuple[Outcome, ...] = (),
    **said: Any,
) -> Cells:
    """The cells of an offer in Consett with these starts; what else is said is its own."""
    course = {
        "provider_id": 1,
        "title": "A",
        "slug": "a",
        "route": Route.VOCATIONAL,
        "nation": Nation.ENGLAND,
    }
    offer = Offer(
        Opportunity(**({"id": 1, "programme_id": 1, "delivery": Delivery.VENUE, "money": Money.FREE} | said)),
        Venue(provider_id=1, name="Main site", town="Consett", nation=Nation.ENGLAND, lat=54.9, lng=-1.832),
        tuple(Intake(opportunity_id=1, **intake) for intake in intakes),
        (),
    )
    detail = ProgrammeDetail(
        programme=Programme(**(course | (programme or {}))),
        provider=Provider(name="C", slug="c", kind=ProviderKind.COLLEGE, nation=Nation.ENGLAND),
        source=Source(slug="s", name="S"),
        entry=None if entry is None else EntryRequirement(programme_id=1, **entry),
        areas=(),
        outcomes=outcomes,
        offers=(offer,),
    )
    (shown,) = show_offers(detail.offers, place=place, chosen_id=1, today=TODAY)
    return cells_of(detail, shown, NO_PAY, place, found)


def test_every_fact_is_told_even_where_nothing_is_known() -> None:
    told = cells()
    assert set(told) == set(FACTS)
    assert all(cell.lines for cell in told.values())
    for fact in ("long", "entry", "next", "support"):
        assert told[fact].lines == (MISSING,)


@pytest.mark.parametrize(
    ("level", "words"),
    [
        (Level.THREE, "Level 3, like A levels"),
        (Level.ENTRY, "Entry level, first steps"),
        (None, "No level given"),
    ],
)
def test_level_says_what_it_is_like(level: Level | None, words: str) -> None:
    assert cells(programme={"level": level})["level"].lines == (words,)


def test_hours_come_with_the_week_in_words() -> None:
    told = cells(programme={"class_hours_a_week": 16}, week_text="three days", full_time=True)["hours"]
    assert told.lines == ("16 hours a week in class", "Full-time.", "Three days.")


def test_place_comes_with_distance_and_journeys_where_a_place_is_known() -> None:
    assert cells()["where"].lines == ("Main site, Consett",)
    near = cells(place=HOME)["where"].lines
    assert near[1] == "About 3.2 miles from Consett, in a straight line"
    assert any("by bus" in line for line in near[2:])


def test_employer_is_named_with_the_place() -> None:
    assert "You would work for Fell Farm." in cells(employer_name="Fell Farm")["where"].lines


def test_starts_to_come_are_told_up_to_a_few() -> None:
    starts = [{"starts_on": date(2027, month, 1), "closes_on": date(2027, month, 1)} for month in range(1, 8)]
    told = cells({"starts_on": date(2026, 1, 1)}, *starts)["dates"].lines
    assert len(told) == MOST_STARTS
    assert told[0] == "Starts: 1 January 2027. Apply by: 1 January 2027."


def test_closed_and_undated_are_not_the_same() -> None:
    assert cells({"starts_on": date(2026, 1, 1)})["dates"].lines == ("Closed: every start here has gone by.",)
    assert cells()["dates"].lines == ("No start date given. Ask the provider.",)


def test_verdict_stands_above_what_is_asked_for() -> None:
    told = cells(entry={"gcse_count": 4}, found=Eligibility(Verdict.YES, ()))["entry"]
    assert (told.verdict_code, told.verdict, told.reasons) == ("yes", "You can apply", ())
    assert told.lines == cells(entry={"gcse_count": 4})["entry"].lines
    assert not cells(entry={"gcse_count": 4})["entry"].verdict


def test_figures_come_with_what_they_rest_on_and_their_source_once() -> None:
    figures = (
        Outcome(programme_id=1, measure=Measure.CONTINUATION, value=85, people=12, source_name="A table"),
        Outcome(programme_id=1, measure=Measure.ACHIEVEMENT, value=70, source_name="A table"),
    )
    told = cells(outcomes=figures)["got-on"].lines
    assert "85 in 100" in told[0]
    assert "It is based on 12 people. That is few" in told[0]
    assert told[-1] == "Source: A table"
    assert len(told) == 3


def test_applying_has_the_way_the_open_days_and_the_link() -> None:
    told = cells(how_to_apply="ring us", open_days="3 March", apply_url="https://x.example/apply")["apply"]
    assert told.lines == ("Ring us.", "Open days: 3 March.")
    assert told.link == "https://x.example/apply"


def test_copy_tells_what_a_card_knows_and_that_the_rest_must_wait() -> None:
    card = replace(
        sample_cards(TODAY)[0], closes_on=date(2027, 3, 12), duration_text="2 years", distance_miles=3.2
    )
    told = cells_of_card(card, card_words(card, TODAY), HOME)
    assert set(told) == set(FACTS)
    assert told["long"].lines == ("2 years",)
    assert "Apply by: 12 March 2027" in told["dates"].lines
    assert "3.2 miles" in told["where"].lines
    assert "3.2 miles" not in cells_of_card(card, card_words(card, TODAY), None)["where"].lines
    for fact in ("entry", "next", "got-on", "support", "apply"):
        assert told[fact].lines[0].startswith("We cannot look this up just now.")
