"""Evidence is counts by year group, and nothing that says which pupil."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.shortlists.models import ListKind, ResponseKind, ShortlistShare
from pathways.shortlists.operations.items import add_items, list_items
from pathways.shortlists.operations.retention import forget_old_lists
from pathways.shortlists.operations.sharing import answer, make_share, note_opening
from pathways.shortlists.queries.evidence import evidence_by_adviser, evidence_by_year, in_organisation
from pathways.shortlists.queries.own import owned_by
from tests.unit.shortlists.conftest import KEY, Schools, a_list, an_item


def test_counts_by_year_group(session: Session, schools: Schools) -> None:
    first = a_list(session, schools.first, "A", year_group=11)
    add_items(
        session, first, [an_item(1, route="t-level"), an_item(2, route="t-level"), an_item(3, route="degree")]
    )
    second = a_list(session, schools.first, "B", year_group=11)
    add_items(session, second, [an_item(1, route="t-level")])
    a_list(session, schools.first, "C", year_group=11)
    a_list(session, schools.first, "D", year_group=10, kind=ListKind.GROUP)
    a_list(session, schools.first, "E")
    a_list(session, schools.first, "template", year_group=11, kind=ListKind.TEMPLATE, items=2)
    note_opening(session, make_share(session, first, KEY))
    make_share(session, first, KEY)
    make_share(session, second, KEY)
    items = [item.id or 0 for item in list_items(session, first)]
    answer(session, items[0], ResponseKind.INTERESTED)
    answer(session, items[1], ResponseKind.TALK)

    counted = evidence_by_year(session, owned_by(schools.first))
    assert [(one.group, one.lists) for one in counted] == [(10, 1), (11, 3), (None, 1)]
    eleven = counted[1]
    assert (eleven.filled, eleven.items, eleven.shared, eleven.opened, eleven.answered) == (2, 4, 2, 1, 1)
    assert eleven.answers == {ResponseKind.INTERESTED: 1, ResponseKind.TALK: 1}
    assert eleven.routes == {"t-level": 2, "degree": 1}


def test_what_was_shared_and_opened_is_counted_after_its_link_is_forgotten(
    session: Session, schools: Schools
) -> None:
    made = a_list(session, schools.first, "A", year_group=11, items=1)
    note_opening(session, make_share(session, made, KEY, 7))
    forget_old_lists(session, datetime(2027, 6, 30, 12, tzinfo=UTC))
    assert list(session.scalars(select(ShortlistShare))) == []
    (eleven,) = evidence_by_year(session, owned_by(schools.first))
    assert (eleven.lists, eleven.shared, eleven.opened) == (1, 1, 1)


def test_one_advisers_counts_hold_nobody_elses(session: Session, schools: Schools) -> None:
    a_list(session, schools.second, "A", year_group=11)
    a_list(session, schools.other, "B", year_group=11)
    assert evidence_by_year(session, owned_by(schools.first)) == []
    whole = evidence_by_year(session, in_organisation(schools.first.organisation_id))
    assert [(one.group, one.lists) for one in whole] == [(11, 1)]


def test_a_lead_sees_how_many_lists_each_adviser_has(session: Session, schools: Schools) -> None:
    a_list(session, schools.first, "A", items=1)
    a_list(session, schools.first, "B")
    a_list(session, schools.second, "C")
    left = a_list(session, schools.second, "D")
    left.owner_id = None
    session.flush()
    a_list(session, schools.other, "E")
    counted = evidence_by_adviser(session, schools.first.organisation_id)
    assert [(one.group, one.lists, one.filled) for one in counted] == [
        (schools.first.user_id, 2, 1),
        (schools.second.user_id, 1, 0),
        (None, 1, 0),
    ]
