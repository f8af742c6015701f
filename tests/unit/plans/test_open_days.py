"""Open days are told once for each provider that says the same of several."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from pathways.front.gallery_samples import sample_cards
from pathways.plans.lines import PlanLine
from pathways.plans.models import PlanItem, PlanStatus
from pathways.plans.open_days import OpenDay, open_days_of
from tests.factories import make_opportunity

CARD = sample_cards(date(2027, 2, 1))[0]


def line(
    number: int, title: str, provider: str = "Moorside College", status: PlanStatus | None = None
) -> PlanLine:
    item = PlanItem(plan_id=1, opportunity_id=number, programme_id=1, position=1, status=status, as_saved={})
    card = replace(CARD, id=number, title=title, provider_name=provider)
    return PlanLine(item, card, (), "/x", True, False, ())


def offered(session: Session, text: str) -> int:
    return make_opportunity(session, open_days=text).id or 0


def test_what_one_provider_says_of_several_is_said_once(session: Session) -> None:
    lines = [line(offered(session, "3 March, 4 pm "), title) for title in ("Joinery", "Plumbing", "Joinery")]
    assert open_days_of(session, lines) == (
        OpenDay("3 March, 4 pm", "Moorside College", ("Joinery", "Plumbing")),
    )


def test_each_provider_and_each_text_stands_for_itself(session: Session) -> None:
    lines = [
        line(offered(session, "3 March"), "Joinery"),
        line(offered(session, "4 March"), "Plumbing"),
        line(offered(session, "3 March"), "Nursing", "Hollinwell University"),
    ]
    assert [(day.text, day.provider) for day in open_days_of(session, lines)] == [
        ("3 March", "Moorside College"),
        ("4 March", "Moorside College"),
        ("3 March", "Hollinwell University"),
    ]


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_said_is_nothing_told(session: Session, text: str) -> None:
    assert open_days_of(session, [line(offered(session, text), "Joinery")]) == ()


def test_what_is_not_wanted_or_not_there_is_left_out(session: Session) -> None:
    unwanted = line(offered(session, "3 March"), "Joinery", status=PlanStatus.NO)
    assert open_days_of(session, [unwanted, line(10**9, "Gone")]) == ()
    assert open_days_of(session, []) == ()
