"""An adviser's lists are theirs alone: to everybody else they are as if they were not."""

import pytest
from sqlalchemy.orm import Session

from pathways import clock
from pathways.shortlists.models import ListState
from pathways.shortlists.operations.editing import take_list, take_lists
from pathways.shortlists.operations.handover import pass_on
from pathways.shortlists.operations.items import list_items
from pathways.shortlists.operations.lists import put_away, take_in_hand
from pathways.shortlists.queries.own import (
    labels_in_use,
    list_in_hand,
    own_item,
    own_list,
    own_lists,
)
from pathways.shortlists.queries.pages import ListFilter, page_of_lists
from tests.unit.shortlists.conftest import Schools, a_list

OTHERS = ("second", "other", "fourth")


def test_an_adviser_finds_their_own_list(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first, items=1)
    assert own_list(session, schools.first, made.id or 0) is made
    assert [found.label for found in own_lists(session, schools.first, (made.id or 0, 99))] == ["11B-01"]


@pytest.mark.parametrize("who", OTHERS)
def test_a_list_is_not_there_for_anybody_else(session: Session, schools: Schools, who: str) -> None:
    made = a_list(session, schools.first, items=1)
    somebody = getattr(schools, who)
    identifier = made.id or 0
    assert own_list(session, somebody, identifier) is None
    assert own_lists(session, somebody, (identifier,)) == []
    assert take_list(session, somebody, identifier) is None
    assert own_item(session, somebody, identifier, list_items(session, made)[0].id or 0) is None
    assert labels_in_use(session, somebody) == set()
    assert page_of_lists(session, somebody, ListFilter(), clock.today()).total == 0


@pytest.mark.parametrize("list_id", [0, -1, 2**31, 2**63, 2**70])
def test_ids_beyond_any_table_find_nothing(session: Session, schools: Schools, list_id: int) -> None:
    assert own_list(session, schools.first, list_id) is None
    assert own_item(session, schools.first, list_id, 1) is None
    assert own_item(session, schools.first, 1, list_id) is None
    assert take_lists(session, schools.first, [list_id]) == []
    assert own_lists(session, schools.first, (list_id,)) == []


def test_an_item_is_found_only_by_its_own_list(session: Session, schools: Schools) -> None:
    made, another = a_list(session, schools.first, items=1), a_list(session, schools.first, "AB")
    item_id = list_items(session, made)[0].id or 0
    found = own_item(session, schools.first, made.id or 0, item_id)
    assert found is not None and found.opportunity_id == 101
    assert own_item(session, schools.first, another.id or 0, item_id) is None


def test_nobody_elses_list_can_be_in_hand(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first)
    take_in_hand(session, schools.second, made)
    assert list_in_hand(session, schools.second) is None
    take_in_hand(session, schools.first, made)
    assert list_in_hand(session, schools.first) is made


def test_a_list_that_was_put_away_is_out_of_hand(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first)
    take_in_hand(session, schools.first, made)
    put_away(session, [made])
    assert list_in_hand(session, schools.first) is None
    assert made.state is ListState.ARCHIVED


def test_lists_passed_on_change_hands_within_the_organisation(session: Session, schools: Schools) -> None:
    made, kept = a_list(session, schools.first), a_list(session, schools.first, "AB")
    take_in_hand(session, schools.first, made)
    first, second = schools.first, schools.second
    organisation = first.organisation_id
    moved = pass_on(
        session, organisation_id=organisation, of=first.user_id, to=second.user_id, ids=[made.id or 0]
    )
    assert moved == [made.id]
    assert own_list(session, first, made.id or 0) is None
    assert list_in_hand(session, first) is None
    found = own_list(session, second, made.id or 0)
    assert found is not None and found.label == "11B-01"
    assert own_list(session, first, kept.id or 0) is kept


def test_lists_of_another_school_cannot_be_passed_on(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.other)
    moved = pass_on(
        session,
        organisation_id=schools.first.organisation_id,
        of=schools.other.user_id,
        to=schools.first.user_id,
    )
    assert moved == []
    assert own_list(session, schools.other, made.id or 0) is made


def test_lists_nobody_works_with_can_be_taken_over(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first)
    made.owner_id = None
    session.flush()
    organisation = schools.first.organisation_id
    moved = pass_on(session, organisation_id=organisation, of=None, to=schools.second.user_id)
    assert moved == [made.id]
    assert own_list(session, schools.second, made.id or 0) is not None
