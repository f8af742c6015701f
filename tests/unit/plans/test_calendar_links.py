"""The calendar address of a plan: one at a time, ended when asked, and kept as a hash alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from pathways.plans.calendar_links import calendar_hash, end_calendar, make_calendar, plan_of_calendar
from pathways.plans.models import Plan
from pathways.plans.operations import make_plan
from pathways.plans.queries import share_hash

KEY = "a key for tests that is long enough to be one"
START = datetime(2027, 1, 5, 12, tzinfo=UTC)
SetClock = Callable[[datetime], None]


def a_plan(session: Session) -> Plan:
    return make_plan(session, key=KEY)[0]


def found(session: Session, token: str, *, days: int = 0, key: str = KEY) -> Plan | None:
    return plan_of_calendar(session, token, START.date() + timedelta(days=days), key=key)


def test_address_leads_to_its_own_plan(session: Session, clock_at: SetClock) -> None:
    clock_at(START)
    plan, other = a_plan(session), a_plan(session)
    token, another = make_calendar(session, plan, key=KEY), make_calendar(session, other, key=KEY)
    assert found(session, token) is plan
    assert found(session, another) is other


def test_token_has_256_bits_and_is_kept_nowhere(session: Session) -> None:
    plan = a_plan(session)
    token = make_calendar(session, plan, key=KEY)
    assert len(token) == 43
    assert plan.calendar_token_hash == calendar_hash(token, key=KEY)
    assert token not in str(plan.model_dump())


def test_wrong_token_or_key_leads_nowhere(session: Session, clock_at: SetClock) -> None:
    clock_at(START)
    token = make_calendar(session, a_plan(session), key=KEY)
    assert found(session, token[:-1] + ("a" if token[-1] != "a" else "b")) is None
    assert found(session, token, key=KEY + "!") is None
    assert found(session, "") is None


def test_hash_of_a_calendar_opens_nothing_else(session: Session) -> None:
    token = make_calendar(session, a_plan(session), key=KEY)
    assert calendar_hash(token, key=KEY) != share_hash(token, key=KEY)


def test_new_address_ends_the_old_one(session: Session, clock_at: SetClock) -> None:
    clock_at(START)
    plan = a_plan(session)
    old, new = make_calendar(session, plan, key=KEY), make_calendar(session, plan, key=KEY)
    assert found(session, old) is None
    assert found(session, new) is plan


def test_ended_address_leads_nowhere(session: Session, clock_at: SetClock) -> None:
    clock_at(START)
    plan = a_plan(session)
    token = make_calendar(session, plan, key=KEY)
    assert end_calendar(session, plan)
    assert found(session, token) is None
    assert not end_calendar(session, plan)


def test_address_of_a_plan_that_has_gone_leads_nowhere(session: Session, clock_at: SetClock) -> None:
    clock_at(START)
    token = make_calendar(session, a_plan(session), key=KEY)
    assert found(session, token, days=364) is not None
    assert found(session, token, days=365) is None
