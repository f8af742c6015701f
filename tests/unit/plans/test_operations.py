"""Changing plans, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.database import Database
from pathways.plans.cookie import DAYS_KEPT
from pathways.plans.kept import keep
from pathways.plans.models import LONGEST_NOTE, Plan, PlanItem, PlanShare, PlanStatus
from pathways.plans.operations import (
    MOST_ITEMS,
    ChangedMeanwhile,
    NotInPlan,
    PlanIsFull,
    change_item,
    delete_plan,
    make_plan,
    move_item,
    remove_item,
    save_item,
    tidy_note,
    use_plan,
)
from pathways.plans.queries import code_hash, goes_on, item_of, items_of, open_plan, saved_ids
from pathways.plans.sharing import make_share
from tests.unit.plans.samples import KEY, SEPTEMBER, VACANCY, a_plan, put_in


def order(session: Session, plan: Plan) -> list[int]:
    return [item.opportunity_id for item in items_of(session, plan)]


def test_a_plan_opens_by_its_code_alone(session: Session) -> None:
    plan, code = make_plan(session, key=KEY)
    assert open_plan(session, code, key=KEY) is plan
    assert open_plan(session, "apple-anchor-zigzag-zone-yoga", key=KEY) is None
    assert open_plan(session, code, key=KEY + "!") is None


def test_the_words_stand_nowhere_in_the_database(session: Session) -> None:
    plan, code = make_plan(session, key=KEY)
    assert plan.code_hash == code_hash(code, key=KEY)
    assert not [word for word in code.split("-") if word in str(plan.model_dump())]


def test_a_plan_goes_so_many_days_after_its_last_use(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, code = make_plan(session, key=KEY)
    last = goes_on(plan)
    assert last == clock.today() + timedelta(days=DAYS_KEPT)
    noon = datetime(last.year, last.month, last.day, 12, tzinfo=UTC)
    clock.set_clock(lambda: noon - timedelta(days=1))
    assert open_plan(session, code, key=KEY) is plan
    assert saved_ids(session, code, key=KEY) == frozenset()
    clock.set_clock(lambda: noon)
    assert open_plan(session, code, key=KEY) is None
    assert saved_ids(session, code, key=KEY) is None


def test_using_a_plan_is_noted_once_a_day(session: Session) -> None:
    plan = a_plan(session)
    assert not use_plan(session, plan, plan.last_used_on)
    tomorrow = plan.last_used_on + timedelta(days=1)
    assert use_plan(session, plan, tomorrow)
    assert not use_plan(session, plan, tomorrow)
    assert plan.last_used_on == tomorrow


def test_what_is_saved_stands_last_with_neither_status_nor_note(session: Session) -> None:
    plan = a_plan(session)
    first, second = put_in(session, plan, 11, 12)
    assert order(session, plan) == [11, 12]
    assert (second.status, second.note, second.saved_on) == (None, "", clock.today())
    assert first.as_saved == {**keep(VACANCY, (SEPTEMBER,)), "card": first.as_saved["card"]}


def test_saving_twice_changes_nothing(session: Session) -> None:
    plan = a_plan(session)
    put_in(session, plan, 11)
    assert not save_item(session, plan, opportunity_id=11, programme_id=1, as_saved={})
    assert order(session, plan) == [11]


def test_two_presses_at_once_save_one(database: Database) -> None:
    with database.unit_of_work() as session:
        _plan, code = make_plan(session, key=KEY)
    one, other = database.open_session(), database.open_session()
    here = open_plan(one, code, key=KEY)
    assert here is not None
    assert save_item(one, here, opportunity_id=11, programme_id=1, as_saved={})
    one.commit()
    there = open_plan(other, code, key=KEY)
    assert there is not None
    assert not save_item(other, there, opportunity_id=11, programme_id=1, as_saved={})
    assert order(other, there) == [11]
    one.close()
    other.close()


def test_a_plan_has_room_for_so_many(session: Session) -> None:
    plan = a_plan(session)
    put_in(session, plan, *range(1, MOST_ITEMS + 1))
    with pytest.raises(PlanIsFull):
        save_item(session, plan, opportunity_id=9999, programme_id=1, as_saved={})
    assert not save_item(session, plan, opportunity_id=1, programme_id=1, as_saved={}), (
        "one that is there is there"
    )


def test_status_and_note_are_kept_and_the_version_grows(session: Session) -> None:
    plan = a_plan(session)
    (item,) = put_in(session, plan, 11)
    assert change_item(
        session, plan, opportunity_id=11, version=1, status=PlanStatus.KEEN, note=" Ask\r\nNan, PR1 2HE "
    )
    assert (item.status, item.note, item.version) == (PlanStatus.KEEN, "Ask\nNan, PR1 2", 2)


def test_what_says_the_same_changes_nothing_whatever_its_version(session: Session) -> None:
    plan = a_plan(session)
    (item,) = put_in(session, plan, 11)
    assert not change_item(session, plan, opportunity_id=11, version=0, status=None, note="")
    assert item.version == 1


def test_an_edit_that_is_behind_writes_nothing_and_is_told_what_is_there(session: Session) -> None:
    plan = a_plan(session)
    put_in(session, plan, 11)
    change_item(session, plan, opportunity_id=11, version=1, status=None, note="from the phone")
    with pytest.raises(ChangedMeanwhile) as meanwhile:
        change_item(session, plan, opportunity_id=11, version=1, status=None, note="from school")
    assert meanwhile.value.item.note == "from the phone"
    assert meanwhile.value.item.version == 2


def test_two_browsers_that_edit_different_items_do_not_meet(session: Session) -> None:
    plan = a_plan(session)
    put_in(session, plan, 11, 12)
    assert change_item(session, plan, opportunity_id=11, version=1, status=None, note="one")
    assert change_item(session, plan, opportunity_id=12, version=1, status=None, note="two")


def test_two_browsers_that_edit_one_item_on_two_connections_do_not_overwrite(database: Database) -> None:
    with database.unit_of_work() as session:
        plan, code = make_plan(session, key=KEY)
        put_in(session, plan, 11)
    phone, school = database.open_session(), database.open_session()
    at_school = open_plan(school, code, key=KEY)
    on_phone = open_plan(phone, code, key=KEY)
    assert at_school is not None and on_phone is not None
    assert item_of(school, at_school, 11) is not None
    school.rollback()
    change_item(phone, on_phone, opportunity_id=11, version=1, status=PlanStatus.OFFER, note="")
    phone.commit()
    with pytest.raises(ChangedMeanwhile):
        change_item(school, at_school, opportunity_id=11, version=1, status=PlanStatus.NO, note="")
    school.rollback()
    phone.close()
    school.close()
    with database.open_session() as session:
        assert session.scalars(select(PlanItem.status)).one() is PlanStatus.OFFER


def test_what_is_not_in_a_plan_is_neither_changed_nor_moved(session: Session) -> None:
    mine, others = a_plan(session), a_plan(session)
    put_in(session, others, 11)
    with pytest.raises(NotInPlan):
        change_item(session, mine, opportunity_id=11, version=1, status=None, note="x")
    with pytest.raises(NotInPlan):
        move_item(session, mine, opportunity_id=11, by=1)
    assert not remove_item(session, mine, opportunity_id=11)
    assert order(session, others) == [11]


@pytest.mark.parametrize(
    ("number", "by", "expected"),
    [
        (12, -1, [12, 11, 13]),
        (12, 1, [11, 13, 12]),
        (11, -1, [11, 12, 13]),
        (13, 1, [11, 12, 13]),
        (13, -1, [11, 13, 12]),
    ],
)
def test_an_item_moves_one_place_and_stays_at_the_end(
    session: Session, number: int, by: int, expected: list[int]
) -> None:
    plan = a_plan(session)
    put_in(session, plan, 11, 12, 13)
    move_item(session, plan, opportunity_id=number, by=by)
    assert order(session, plan) == expected
    assert [item.position for item in items_of(session, plan)] == [1, 2, 3]


def test_taking_out_leaves_the_others_in_order(session: Session) -> None:
    plan = a_plan(session)
    put_in(session, plan, 11, 12, 13)
    assert remove_item(session, plan, opportunity_id=12)
    assert order(session, plan) == [11, 13]
    put_in(session, plan, 14)
    assert order(session, plan) == [11, 13, 14]


def test_deleting_a_plan_leaves_nothing_of_it_and_all_of_others(session: Session) -> None:
    plan, other = a_plan(session), a_plan(session)
    put_in(session, plan, 11, 12)
    put_in(session, other, 11)
    make_share(session, plan, with_notes=True, days=30, key=KEY)
    delete_plan(session, plan)
    session.expire_all()
    count = {
        kind: session.scalar(select(func.count()).select_from(kind)) for kind in (Plan, PlanItem, PlanShare)
    }
    assert count == {Plan: 1, PlanItem: 1, PlanShare: 0}


def test_a_note_is_cut_to_its_length_after_its_postcodes() -> None:
    assert tidy_note("x" * (LONGEST_NOTE + 50)) == "x" * LONGEST_NOTE
    assert tidy_note(" \r\n ") == ""
    assert tidy_note("pr12he") == "PR1 2"


def test_saved_ids_are_those_of_the_plan_in_one_query(session: Session) -> None:
    plan, code = make_plan(session, key=KEY)
    put_in(session, plan, 11, 12)
    assert saved_ids(session, code, key=KEY) == {11, 12}
    assert saved_ids(session, "apple-anchor-zigzag-zone-yoga", key=KEY) is None


def test_days_are_those_of_the_united_kingdom(session: Session) -> None:
    clock.set_clock(lambda: datetime(2027, 6, 30, 23, 30, tzinfo=UTC))
    assert a_plan(session).last_used_on == date(2027, 7, 1)
