"""What is on a list: added once, in order, with notes that nobody overwrites unseen."""

import threading

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.database import Database
from pathways.shortlists.models import Shortlist, ShortlistItem
from pathways.shortlists.operations.editing import Changed, take_list
from pathways.shortlists.operations.items import (
    MOST_ITEMS,
    Notes,
    add_items,
    copied,
    copy_to,
    list_items,
    move_item,
    remove_item,
    write_notes,
)
from tests.unit.shortlists.conftest import Schools, a_list, an_item


def opportunities(session: Session, found: Shortlist) -> list[int]:
    return [item.opportunity_id for item in list_items(session, found)]


def test_items_are_added_to_the_end_and_only_once(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first)
    assert add_items(session, made, [an_item(3), an_item(1), an_item(3)]) == [an_item(3), an_item(1)]
    assert add_items(session, made, [an_item(1), an_item(2)]) == [an_item(2)], "what was there is not new"
    assert opportunities(session, made) == [3, 1, 2]


def test_a_list_holds_no_more_than_it_may(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first, items=MOST_ITEMS - 1)
    assert add_items(session, made, [an_item(1), an_item(2)]) == [an_item(1)]
    assert add_items(session, made, [an_item(2)]) == []


def test_items_move_by_buttons(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first, items=3)
    last = list_items(session, made)[2].id or 0
    move_item(session, made, last, "up")
    assert opportunities(session, made) == [101, 103, 102]
    move_item(session, made, last, "first")
    assert opportunities(session, made) == [103, 101, 102]
    move_item(session, made, 9999, "up")
    assert opportunities(session, made) == [103, 101, 102]


def test_removing_leaves_the_others_in_order(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first, items=3)
    remove_item(session, list_items(session, made)[1])
    assert opportunities(session, made) == [101, 103]
    add_items(session, made, [an_item(1)])
    assert opportunities(session, made) == [101, 103, 1]


def test_notes_written_at_once_are_not_lost(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first, items=1)
    (item,) = list_items(session, made)
    write_notes(session, item, Notes("Go and see it", "spoke on Monday", "Because you like fixing"), 1)
    with pytest.raises(Changed):
        write_notes(session, item, Notes("Other words"), 1)
    assert (item.note_to_pupil, item.private_note, item.version) == ("Go and see it", "spoke on Monday", 2)
    write_notes(session, item, Notes("Other words"), 2)
    assert (item.note_to_pupil, item.private_note, item.why) == ("Other words", "", "")


def test_copying_takes_the_note_to_the_pupil_and_never_the_private_one(
    session: Session, schools: Schools
) -> None:
    source = a_list(session, schools.first, "template", items=2)
    first = list_items(session, source)[0]
    write_notes(session, first, Notes("for you", "for me alone", "because"), 1)
    targets = [a_list(session, schools.first, "A"), a_list(session, schools.first, "B", items=1), source]
    copy_to(session, source, targets)
    for target in targets[:2]:
        there = list_items(session, target)
        assert [item.opportunity_id for item in there] == [101, 102]
        assert all(item.private_note == "" for item in there)
    copy = list_items(session, targets[0])[0]
    assert (copy.note_to_pupil, copy.why) == ("for you", "because")
    assert opportunities(session, source) == [101, 102]


def test_a_reason_too_long_is_cut_and_not_refused(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first)
    add_items(session, made, [an_item(1, why="x" * 5000)])
    assert len(list_items(session, made)[0].why) == 1000
    assert len(copied(list_items(session, made))[0].why) == 1000


def test_adding_from_many_windows_at_once_loses_nothing(
    database: Database, session: Session, schools: Schools
) -> None:
    made = a_list(session, schools.first)
    identifier = made.id or 0
    session.commit()
    start = threading.Barrier(4)
    failed: list[Exception] = []

    def add(numbers: range) -> None:
        start.wait(20)
        for number in numbers:
            try:
                with database.unit_of_work() as own:
                    found = take_list(own, schools.first, identifier)
                    assert found is not None
                    add_items(own, found, [an_item(number), an_item(999)])
            except Exception as error:  # noqa: BLE001
                failed.append(error)

    threads = [threading.Thread(target=add, args=(range(at, at + 5),)) for at in (10, 20, 30, 40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failed
    session.expire_all()
    items = list(session.scalars(select(ShortlistItem).order_by(ShortlistItem.position)))
    assert len(items) == 21
    assert len({item.position for item in items}) == 21
