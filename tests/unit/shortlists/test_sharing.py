"""A link opens one list, for a while, and can be ended. The tables alone open nothing."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.shortlists.models import ResponseKind, ShortlistResponse, ShortlistShare
from pathways.shortlists.operations.items import list_items
from pathways.shortlists.operations.lists import put_away
from pathways.shortlists.operations.retention import forget_old_lists
from pathways.shortlists.operations.sharing import (
    answer,
    ask_removal,
    end_shares,
    hash_of,
    make_share,
    note_opening,
    settle_removal,
    share_for_print,
    token_of,
)
from pathways.shortlists.queries.shares import answers_to, live_share, open_list, shares_of
from tests.unit.shortlists.conftest import KEY, Schools, a_list


def opened(session: Session, token: str) -> str | None:
    found = open_list(session, hash_of(token, KEY), clock.today())
    return None if found is None else found.shortlist.label


def test_a_link_opens_its_list(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first)
    token = token_of(make_share(session, made, KEY), KEY)
    assert len(token) == 43
    assert opened(session, token) == "11B-01"
    assert opened(session, token[:-1] + ("A" if token[-1] != "A" else "E")) is None


def test_the_link_is_in_no_table_and_needs_the_key(session: Session, schools: Schools) -> None:
    share = make_share(session, a_list(session, schools.first), KEY)
    token = token_of(share, KEY)
    stored = [str(value) for row in session.execute(select(ShortlistShare.__table__)) for value in row]  # type: ignore[attr-defined]
    assert token not in stored
    assert token_of(share, "another key" * 5) != token
    assert hash_of(token, "another key" * 5) != share.token_hash
    assert opened(session, share.nonce) is None
    assert opened(session, share.token_hash) is None


def test_every_link_is_another(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first)
    assert len({token_of(make_share(session, made, KEY), KEY) for _ in range(20)}) == 20


@pytest.mark.parametrize(("days", "expires"), [(7, date(2027, 3, 17)), (90, date(2027, 6, 8))])
def test_a_link_ends_after_its_days(
    session: Session, schools: Schools, clock_at: Callable[[datetime], None], days: int, expires: date
) -> None:
    share = make_share(session, a_list(session, schools.first), KEY, days)
    assert share.expires_on == expires
    token = token_of(share, KEY)
    clock_at(datetime(expires.year, expires.month, expires.day, 12, tzinfo=UTC))
    assert opened(session, token) == "11B-01"
    clock_at(datetime(expires.year, expires.month, expires.day + 1, 12, tzinfo=UTC))
    assert opened(session, token) is None


def test_a_link_never_outlives_its_list(
    session: Session, schools: Schools, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(datetime(2027, 8, 1, tzinfo=UTC))
    share = make_share(session, a_list(session, schools.first), KEY, 90)
    assert share.expires_on == date(2027, 8, 31)


def test_a_new_link_ends_the_one_before(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first)
    before, after = (token_of(make_share(session, made, KEY), KEY) for _ in range(2))
    assert opened(session, before) is None
    assert opened(session, after) == "11B-01"
    assert len(shares_of(session, made.id or 0)) == 2


def test_an_ended_link_opens_nothing(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first)
    token = token_of(make_share(session, made, KEY), KEY)
    assert end_shares(session, made) == 1
    assert end_shares(session, made) == 0
    assert opened(session, token) is None
    assert live_share(session, made.id or 0, clock.today()) is None


def test_the_link_of_a_list_that_was_put_away_opens_nothing(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first)
    token = token_of(make_share(session, made, KEY), KEY)
    put_away(session, [made])
    assert opened(session, token) is None


def test_printing_uses_the_link_that_works_and_makes_one_where_there_is_none(
    session: Session, schools: Schools
) -> None:
    made = a_list(session, schools.first)
    share = share_for_print(session, made, KEY)
    assert share_for_print(session, made, KEY) is share
    end_shares(session, made)
    assert share_for_print(session, made, KEY) is not share


def test_openings_are_noted_first_and_last(
    session: Session, schools: Schools, clock_at: Callable[[datetime], None]
) -> None:
    share = make_share(session, a_list(session, schools.first), KEY)
    first, last = datetime(2027, 3, 11, 8, tzinfo=UTC), datetime(2027, 3, 12, 8, tzinfo=UTC)
    for moment in (first, last):
        clock_at(moment)
        note_opening(session, share)
    assert (share.first_opened_at, share.last_opened_at) == (first, last)


def test_the_last_answer_counts(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first, items=2)
    first, second = (item.id or 0 for item in list_items(session, made))
    answer(session, first, ResponseKind.INTERESTED)
    answer(session, first, ResponseKind.NOT_FOR_ME)
    answer(session, second, ResponseKind.TALK)
    assert answers_to(session, [made.id or 0]) == {
        first: ResponseKind.NOT_FOR_ME,
        second: ResponseKind.TALK,
    }
    assert len(list(session.scalars(select(ShortlistResponse)))) == 2


def test_a_pupil_can_ask_for_removal_and_the_first_time_counts(
    session: Session, schools: Schools, clock_at: Callable[[datetime], None]
) -> None:
    made = a_list(session, schools.first)
    ask_removal(session, made)
    asked = made.removal_asked_at
    clock_at(datetime(2027, 4, 1, tzinfo=UTC))
    ask_removal(session, made)
    assert made.removal_asked_at == asked is not None
    settle_removal(session, made)
    assert made.removal_asked_at is None


def test_links_that_ended_long_ago_are_forgotten(session: Session, schools: Schools) -> None:
    made = a_list(session, schools.first)
    make_share(session, made, KEY, 7)
    forget_old_lists(session, datetime(2027, 4, 16, 12, tzinfo=UTC))
    assert len(shares_of(session, made.id or 0)) == 1
    forget_old_lists(session, datetime(2027, 4, 17, 12, tzinfo=UTC))
    assert shares_of(session, made.id or 0) == []
