"""What a staged set would change, told before anything is written, and what is kept of rows as they were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from pathways.catalogue.models import Source
from pathways.catalogue.vocabulary import Delivery, Route
from pathways.database import Database
from pathways.feeds.comparing import Offer, compare, published_offer, staged_offer
from pathways.feeds.guard import LEAST_SHARE, reasons_to_stop
from pathways.feeds.kinds import KINDS, OPPORTUNITY, PROGRAMME
from pathways.feeds.models import IMAGES
from pathways.feeds.records import OpportunityRecord, Part, Record
from pathways.feeds.rollback import roll_back
from pathways.feeds.staging import Staging
from tests.unit.feeds.made_feed import CAMPUS, COLLEGE, bring_records_in, plumbing
from tests.unit.feeds.running import every_row

BASE: list[Record | Part] = [COLLEGE, CAMPUS]
OFFERS = st.dictionaries(st.sampled_from(("a", "b", "c")), st.integers(0, 50)).map(
    lambda routes: Offer(sum(routes.values()), routes)
)


@contextmanager
def staged(database: Database, records: Sequence[Record | Part], *held: str) -> Iterator[Connection]:
    """A connection on which these records wait."""
    with Staging(database.engine) as staging:
        for record in records:
            if isinstance(record, Record):
                staging.add(record)
            else:
                staging.add_part(record)
        for key in held:
            staging.hold(key)
        staging.finish()
        yield staging.connection


def source_id(session: Session) -> int:
    return int(session.execute(select(Source.id)).scalar_one())


def verdicts(connection: Connection) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind in KINDS:
        rows = connection.execute(select(kind.staged.c.key, kind.staged.c.verdict))
        found |= {str(key): str(verdict) for key, verdict in rows}
    return found


def kept_rows(session: Session) -> dict[str, int]:
    """How many rows each table of images holds, empty ones left out."""
    counts = {
        name: session.execute(select(func.count()).select_from(table)).scalar_one()
        for name, table in IMAGES.items()
    }
    return {name: int(count) for name, count in counts.items() if count}


def test_every_record_is_told_to_be_new_changed_or_the_same(database: Database, session: Session) -> None:
    bring_records_in(database, [*BASE, *plumbing("a"), *plumbing("b"), *plumbing("c")])
    before = every_row(database)
    now = [*BASE, *plumbing("a"), *plumbing("b", title="Heating"), *plumbing("d")]
    with staged(database, now) as connection:
        counts = compare(connection, source_id(session), withdraw_missing=True)
        told = verdicts(connection)
    assert told == {
        "college": "same", "campus": "same", "a": "same", "a@campus": "same",
        "b": "changed", "b@campus": "same", "d": "added", "d@campus": "added",
    }  # fmt: skip
    assert counts.as_dict()["programme"] == {"added": 1, "changed": 1, "same": 1, "withdrawn": 1}
    assert counts.as_dict()["opportunity"] == {"added": 1, "changed": 0, "same": 2, "withdrawn": 1}
    assert counts.changes == 5
    assert every_row(database) == before


def test_a_source_that_is_new_has_everything_to_add(database: Database) -> None:
    with staged(database, [*BASE, *plumbing()]) as connection:
        counts = compare(connection, None, withdraw_missing=True)
        assert set(verdicts(connection).values()) == {"added"}
        assert published_offer(connection, None) == Offer(0, {})
    assert counts.changes == 4


def test_nothing_is_missed_from_a_source_of_single_records(database: Database, session: Session) -> None:
    bring_records_in(database, [*BASE, *plumbing("a"), *plumbing("b")])
    with staged(database, [*BASE, *plumbing("a")]) as connection:
        assert compare(connection, source_id(session), withdraw_missing=False).changes == 0


def test_a_withdrawn_programme_that_comes_back_as_it_was_counts_as_changed(
    database: Database, session: Session
) -> None:
    whole = [*BASE, *plumbing("a"), *plumbing("b")]
    bring_records_in(database, whole)
    bring_records_in(database, [*BASE, *plumbing("a")], force=True)
    with staged(database, whole) as connection:
        compare(connection, source_id(session), withdraw_missing=True)
        told = verdicts(connection)
    assert {key for key, verdict in told.items() if verdict == "changed"} == {"b", "b@campus"}


def test_a_held_programme_and_what_it_needs_are_not_taken_for_vanished(
    database: Database, session: Session
) -> None:
    bring_records_in(database, [*BASE, *plumbing("a"), *plumbing("b")])
    with staged(database, [], "a") as connection:
        counts = compare(connection, source_id(session), withdraw_missing=True).as_dict()
    withdrawn = {name: kind["withdrawn"] for name, kind in counts.items()}
    assert (withdrawn["provider"], withdrawn["programme"], withdrawn["opportunity"]) == (0, 1, 1)


def test_an_offer_is_counted_by_route_before_and_after(database: Database, session: Session) -> None:
    bring_records_in(database, [*BASE, *plumbing("a"), *plumbing("b", route=Route.T_LEVEL)])
    online = OpportunityRecord("c@web", "c", None, Delivery.ONLINE, part_time=True)
    with staged(database, [*BASE, *plumbing("a"), *plumbing("c"), online]) as connection:
        assert published_offer(connection, source_id(session)) == Offer(2, {"vocational": 1, "t-level": 1})
        assert staged_offer(connection) == Offer(3, {"vocational": 3})


def test_only_the_rows_that_an_import_changes_or_withdraws_are_kept(
    database: Database, session: Session
) -> None:
    bring_records_in(database, [*BASE, *plumbing("a"), *plumbing("b"), *plumbing("c")])
    assert kept_rows(session) == {}
    session.rollback()
    bring_records_in(
        database, [*BASE, *plumbing("a"), *plumbing("b", title="Heating"), *plumbing("d")], force=True
    )
    live = PROGRAMME.live.name
    assert kept_rows(session) == {
        live: 2, OPPORTUNITY.live.name: 1,
    }  # fmt: skip
    titles = session.execute(select(IMAGES[live].c.source_key, IMAGES[live].c.title)).all()
    assert {tuple(row) for row in titles} == {("b", "Plumbing"), ("c", "Plumbing")}


def test_undoing_says_how_many_rows_went_and_how_many_came_back(database: Database) -> None:
    first = [*BASE, *plumbing("a"), *plumbing("b")]
    bring_records_in(database, first)
    before = every_row(database)
    bring_records_in(database, [*BASE, *plumbing("a", title="Heating"), *plumbing("c")], force=True)
    undone: dict[str, Any] = roll_back(database, "made").undone
    assert undone == {"opportunity": (1, 1), "programme": (1, 2), "venue": (0, 0), "provider": (0, 0)}
    assert every_row(database) == before


@given(OFFERS, OFFERS)
def test_the_guard_stops_a_much_smaller_set_and_names_every_route_it_would_empty(
    before: Offer, now: Offer
) -> None:
    reasons = reasons_to_stop(before, now)
    emptied = [route for route in sorted(before.routes) if before.routes[route] and not now.routes.get(route)]
    assert [route for route in "abc" if any(f"The route {route} " in reason for reason in reasons)] == emptied
    is_small = before.total > 0 and now.total < LEAST_SHARE * before.total
    assert any("under 80% of last time" in reason for reason in reasons) == is_small
    assert len(reasons) == len(emptied) + is_small


@given(OFFERS, st.integers(1, 4))
def test_the_guard_lets_the_same_or_more_through(offer: Offer, times: int) -> None:
    more = Offer(offer.total * times, {route: number * times for route, number in offer.routes.items()})
    assert reasons_to_stop(offer, more) == []


@pytest.mark.parametrize("now", [Offer(0, {}), Offer(3, {"a": 3})])
def test_the_guard_has_nothing_to_say_of_a_first_set(now: Offer) -> None:
    assert reasons_to_stop(Offer(0, {}), now) == []
