"""Cards, starts and plans for tests of plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from pathways.catalogue.results import Card
from pathways.catalogue.starts import StartDates
from pathways.front.gallery_samples import sample_cards
from pathways.plans.kept import Kept, keep
from pathways.plans.models import Plan, PlanItem
from pathways.plans.operations import make_plan, save_item
from pathways.plans.queries import item_of

KEY = "a key for tests that is long enough to be one"
TODAY = date(2027, 2, 1)
VACANCY = sample_cards(TODAY)[0]
SEPTEMBER = StartDates(date(2027, 9, 6), date(2027, 3, 3))


def start(starts_on: date | None = None, closes_on: date | None = None, **said: Any) -> StartDates:
    """One start."""
    return StartDates(starts_on, closes_on, **said)


def kept(*starts: StartDates, **changes: Any) -> Kept:
    """A vacancy with these starts; `changes` are of its card."""
    return Kept(replace(VACANCY, **changes), starts or (SEPTEMBER,))


def a_plan(session: Session) -> Plan:
    """An empty plan."""
    return make_plan(session, key=KEY)[0]


def put_in(session: Session, plan: Plan, *numbers: int, card: Card = VACANCY) -> list[PlanItem]:
    """Put opportunities of these numbers into a plan."""
    for number in numbers:
        saved = replace(card, id=number, title=f"Number {number}")
        save_item(
            session,
            plan,
            opportunity_id=number,
            programme_id=card.programme_id,
            as_saved=keep(saved, (SEPTEMBER,)),
        )
    found = [item_of(session, plan, number) for number in numbers]
    return [item for item in found if item is not None]
