"""Who works in a school now, and how many lists each has: counts for the lead, and no list."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.accounts.models import Membership, Organisation, StaffUser
from pathways.accounts.roles import Role
from pathways.shortlists.models import ListKind
from pathways.shortlists.operations.lists import put_away
from pathways.shortlists.queries.colleagues import NOBODY, advisers_of, caseloads, left_behind
from pathways.shortlists.queries.year import lists_of_year, pupils_by_year
from tests.harness.staff import make_membership
from tests.unit.shortlists.conftest import Schools, a_list


def names_of(session: Session, schools: Schools) -> set[int]:
    """The numbers of the advisers of the first school."""
    return {number for number, _name in advisers_of(session, schools.first.organisation_id)}


def test_the_advisers_of_a_school_are_its_advisers_and_leads(session: Session, schools: Schools) -> None:
    found = names_of(session, schools)
    assert {schools.first.user_id, schools.second.user_id} <= found
    assert schools.other.user_id not in found
    assert len(found) == 3, "the lead is one of them"


@pytest.mark.parametrize("gone", ["removed", "disabled", "editor"])
def test_who_cannot_work_with_lists_is_none_of_them(session: Session, schools: Schools, gone: str) -> None:
    membership = session.scalars(select(Membership).where(Membership.user_id == schools.second.user_id)).one()
    if gone == "removed":
        membership.removed_at = clock.now()
    elif gone == "disabled":
        session.get_one(StaffUser, schools.second.user_id).active = False
    else:
        membership.role = Role.PROVIDER_EDITOR
    session.flush()
    assert schools.second.user_id not in names_of(session, schools)
    assert schools.first.user_id in names_of(session, schools)


def test_somebody_without_a_name_is_known_by_their_address(session: Session, schools: Schools) -> None:
    user = session.get_one(StaffUser, schools.first.user_id)
    user.name = ""
    session.flush()
    assert dict(advisers_of(session, schools.first.organisation_id))[schools.first.user_id] == user.email


def test_every_adviser_has_a_caseload_also_an_empty_one(session: Session, schools: Schools) -> None:
    a_list(session, schools.first, "A", items=2)
    a_list(session, schools.first, "B")
    loads = {one.user_id: one for one in caseloads(session, schools.first.organisation_id)}
    assert loads[schools.first.user_id].counts.lists == 2
    assert loads[schools.first.user_id].counts.filled == 1
    assert loads[schools.second.user_id].counts.lists == 0
    assert all(one.is_here for one in loads.values())
    assert schools.other.user_id not in loads


def test_who_has_left_stays_until_their_lists_are_passed_on(session: Session, schools: Schools) -> None:
    a_list(session, schools.second, "A")
    membership = session.scalars(select(Membership).where(Membership.user_id == schools.second.user_id)).one()
    membership.removed_at = clock.now()
    session.flush()
    loads = {one.user_id: one for one in caseloads(session, schools.first.organisation_id)}
    assert not loads[schools.second.user_id].is_here
    assert loads[schools.second.user_id].name
    assert loads[schools.second.user_id].counts.lists == 1


def leaves(session: Session, schools: Schools) -> None:
    """The second adviser leaves the first school."""
    found = select(Membership).where(Membership.user_id == schools.second.user_id)
    session.scalars(found).one().removed_at = clock.now()
    session.flush()


def test_nobody_who_works_there_has_left_lists_behind(session: Session, schools: Schools) -> None:
    a_list(session, schools.first, "A")
    a_list(session, schools.second, "B")
    organisation = schools.first.organisation_id
    assert left_behind(session, organisation) == set()
    leaves(session, schools)
    assert left_behind(session, organisation) == {schools.second.user_id}
    assert left_behind(session, schools.other.organisation_id) == set()


@pytest.mark.parametrize("only", ["template", "archived"])
def test_who_leaves_a_template_or_an_archived_list_leaves_something(
    session: Session, schools: Schools, only: str
) -> None:
    kind = ListKind.TEMPLATE if only == "template" else ListKind.PUPIL
    made = a_list(session, schools.second, "A", kind=kind)
    if only == "archived":
        put_away(session, [made])
    leaves(session, schools)
    organisation = schools.first.organisation_id
    assert left_behind(session, organisation) == {schools.second.user_id}
    last = caseloads(session, organisation)[-1]
    assert (last.user_id, last.is_here) == (schools.second.user_id, False)
    assert last.name


def test_a_template_of_a_deleted_account_is_nobodys(session: Session, schools: Schools) -> None:
    a_list(session, schools.second, "A", kind=ListKind.TEMPLATE).owner_id = None
    session.flush()
    assert left_behind(session, schools.first.organisation_id) == {NOBODY}
    last = caseloads(session, schools.first.organisation_id)[-1]
    assert (last.user_id, last.is_here, last.counts.lists) == (NOBODY, False, 0)


def test_lists_of_a_deleted_account_are_nobodys(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.second, "A")
    made.owner_id = None
    session.flush()
    last = caseloads(session, schools.first.organisation_id)[-1]
    assert (last.user_id, last.name, last.is_here, last.counts.lists) == (NOBODY, "", False, 1)


def test_deleting_an_account_leaves_its_lists_to_the_school(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.second, "A", items=1)
    session.commit()
    session.delete(session.get_one(StaffUser, schools.second.user_id))
    session.commit()
    session.refresh(made)
    assert made.owner_id is None
    assert made.organisation_id == schools.first.organisation_id


def test_one_person_at_two_schools_has_a_caseload_at_each(session: Session, schools: Schools) -> None:
    make_membership(
        session,
        role=Role.ADVISER,
        organisation=session.get_one(Organisation, schools.other.organisation_id),
        user=session.get_one(StaffUser, schools.first.user_id),
    )
    a_list(session, schools.first, "A")
    there = {one.user_id: one for one in caseloads(session, schools.other.organisation_id)}
    assert there[schools.first.user_id].counts.lists == 0


def test_a_class_is_a_year_group_in_use_without_templates(session: Session, schools: Schools) -> None:
    a_list(session, schools.first, "b", year_group=11)
    a_list(session, schools.first, "A", year_group=11, kind=ListKind.GROUP)
    a_list(session, schools.first, "C", year_group=10)
    a_list(session, schools.first, "D", year_group=11, kind=ListKind.TEMPLATE)
    put_away(session, [a_list(session, schools.first, "E", year_group=11)])
    a_list(session, schools.second, "F", year_group=11)
    assert [found.label for found in lists_of_year(session, schools.first, 11)] == ["A", "b"]
    assert lists_of_year(session, schools.other, 11) == []


def test_year_groups_are_counted_without_the_list_that_is_copied(session: Session, schools: Schools) -> None:
    source = a_list(session, schools.first, "A", year_group=11)
    a_list(session, schools.first, "B", year_group=11)
    a_list(session, schools.first, "C", year_group=10)
    a_list(session, schools.first, "D")
    a_list(session, schools.first, "E", year_group=9, kind=ListKind.GROUP)
    assert pupils_by_year(session, schools.first, source.id or 0) == [(10, 1), (11, 1)]
    assert pupils_by_year(session, schools.fourth, 0) == []
