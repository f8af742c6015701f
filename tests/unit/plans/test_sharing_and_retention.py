"""Links that show a plan, and letting go of what has been kept for long enough, with a moved clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pathways.plans.models import Plan, PlanItem, PlanShare
from pathways.plans.operations import use_plan
from pathways.plans.queries import share_hash, shared_plan, shares_of
from pathways.plans.retention import forget_ended_shares, forget_old_plans
from pathways.plans.sharing import (
    DAYS_TO_CHOOSE,
    MOST_SHARES,
    USUAL_DAYS,
    TooManyShares,
    end_share,
    ends_on,
    make_share,
)
from tests.unit.plans.samples import KEY, a_plan, put_in

START = datetime(2027, 1, 5, 12, tzinfo=UTC)
SetClock = Callable[[datetime], None]


def share(
    session: Session, plan: Plan, days: int = USUAL_DAYS, *, with_notes: bool = False
) -> tuple[PlanShare, str]:
    return make_share(session, plan, with_notes=with_notes, days=days, key=KEY)


def count(session: Session, kind: type) -> int:
    return int(session.scalar(select(func.count()).select_from(kind)) or 0)


def test_a_link_has_256_bits_and_only_its_hash_is_kept(session: Session) -> None:
    made, token = share(session, a_plan(session))
    assert len(token) == 43
    assert made.token_hash == share_hash(token, key=KEY)
    assert token not in str(made.model_dump())


def test_it_shows_its_own_plan_and_no_other(session: Session, clock_at: SetClock) -> None:
    clock_at(START)
    plan, other = a_plan(session), a_plan(session)
    made, token = share(session, plan, with_notes=True)
    found = shared_plan(session, token, START.date(), key=KEY)
    assert found == (plan, made)
    assert shared_plan(session, token + "x", START.date(), key=KEY) is None
    assert shared_plan(session, token, START.date(), key=KEY + "!") is None
    assert shares_of(session, other, START.date()) == []


@pytest.mark.parametrize("days", DAYS_TO_CHOOSE)
def test_it_works_to_its_last_day_and_no_longer(session: Session, clock_at: SetClock, days: int) -> None:
    clock_at(START)
    plan = a_plan(session)
    made, token = share(session, plan, days)
    last = START.date() + timedelta(days=days)
    assert made.expires_on == last == ends_on(START.date(), days)
    assert shared_plan(session, token, last, key=KEY) is not None
    assert shared_plan(session, token, last + timedelta(days=1), key=KEY) is None
    assert shares_of(session, plan, last + timedelta(days=1)) == []


def test_no_link_lasts_longer_than_ninety_days(session: Session) -> None:
    assert max(DAYS_TO_CHOOSE) == 90
    assert USUAL_DAYS == 30
    for days in (0, 91, -1, 365):
        with pytest.raises(ValueError, match="DAYS_TO_CHOOSE"):
            share(session, a_plan(session), days)


def test_ended_is_ended_at_once_and_only_by_its_own_plan(session: Session, clock_at: SetClock) -> None:
    clock_at(START)
    plan, other = a_plan(session), a_plan(session)
    made, token = share(session, plan)
    assert made.id is not None
    assert not end_share(session, other, made.id)
    assert shared_plan(session, token, START.date(), key=KEY) is not None
    assert end_share(session, plan, made.id)
    assert shared_plan(session, token, START.date(), key=KEY) is None
    assert not end_share(session, plan, made.id)


def test_a_plan_is_shown_by_so_many_links_at_a_time(session: Session, clock_at: SetClock) -> None:
    clock_at(START)
    plan = a_plan(session)
    made = [share(session, plan, 7)[0] for _ in range(MOST_SHARES)]
    with pytest.raises(TooManyShares):
        share(session, plan)
    end_share(session, plan, made[0].id or 0)
    share(session, plan)
    clock_at(START + timedelta(days=8))
    assert len(shares_of(session, plan, (START + timedelta(days=8)).date())) == 1


def test_the_link_of_a_plan_whose_time_is_over_shows_nothing(session: Session, clock_at: SetClock) -> None:
    clock_at(START)
    plan = a_plan(session)
    _made, token = share(session, plan, 90)
    plan.last_used_on = date(2026, 1, 5)
    session.flush()
    assert shared_plan(session, token, START.date(), key=KEY) is None


def test_plans_go_twelve_months_after_last_use_with_all_that_belongs_to_them(
    session: Session, clock_at: SetClock
) -> None:
    clock_at(START)
    old, used = a_plan(session), a_plan(session)
    put_in(session, old, 1, 2)
    put_in(session, used, 3)
    share(session, old)
    clock_at(START + timedelta(days=200))
    use_plan(session, used, (START + timedelta(days=200)).date())
    assert forget_old_plans(session, START + timedelta(days=364)) == 0
    assert forget_old_plans(session, START + timedelta(days=365)) == 1
    session.expire_all()
    assert [count(session, kind) for kind in (Plan, PlanItem, PlanShare)] == [1, 1, 0]
    assert forget_old_plans(session, START + timedelta(days=565)) == 1
    assert count(session, Plan) == 0


def test_links_go_when_they_are_ended_or_have_run_out(session: Session, clock_at: SetClock) -> None:
    clock_at(START)
    plan = a_plan(session)
    share(session, plan, 7)
    share(session, plan, 90)
    ended, _token = share(session, plan, 90)
    end_share(session, plan, ended.id or 0)
    assert count(session, PlanShare) == 2
    assert forget_ended_shares(session, START) == 0
    assert forget_ended_shares(session, START + timedelta(days=7)) == 0
    assert forget_ended_shares(session, START + timedelta(days=8)) == 1
    assert count(session, PlanShare) == 1


def test_the_day_that_counts_is_that_of_the_united_kingdom(session: Session, clock_at: SetClock) -> None:
    clock_at(datetime(2027, 7, 1, 10, tzinfo=UTC))
    share(session, a_plan(session), 7)
    # Half past eleven at night in UTC is the next day already.
    assert forget_ended_shares(session, datetime(2027, 7, 8, 22, 30, tzinfo=UTC)) == 0
    assert forget_ended_shares(session, datetime(2027, 7, 8, 23, 30, tzinfo=UTC)) == 1
