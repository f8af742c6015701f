"""Storing records under their keys."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pathways.catalogue.editing import mark_edited
from pathways.catalogue.models import Provider, Source, Venue
from pathways.catalogue.seeding.store import BATCH, complete, digest_of, store, withdraw
from pathways.catalogue.seeding.values import Record
from pathways.catalogue.vocabulary import ListingState, Nation, ProviderKind

WORDS = st.text(alphabet="abcdefgh ", min_size=1, max_size=20)


def provider(key: str, **changes: Any) -> Record:
    values = {
        "name": f"Provider {key}",
        "slug": key,
        "kind": ProviderKind.COLLEGE,
        "nation": Nation.ENGLAND,
        "state": ListingState.PUBLISHED,
    }
    return Record(key, values | changes)


@pytest.fixture
def source_id(session: Session) -> int:
    source = Source(slug="a-source", name="A source")
    session.add(source)
    session.flush()
    assert source.id is not None
    return source.id


def names(session: Session) -> dict[str, str]:
    return dict(session.execute(select(Provider.source_key, Provider.name)).all())  # type: ignore[call-overload]


def test_new_records_are_added_and_numbered(session: Session, source_id: int) -> None:
    stored = store(session, Provider, source_id, [provider("one"), provider("two")], {})
    assert stored.added == ["one", "two"]
    assert set(stored.ids) == {"one", "two"}
    assert names(session) == {"one": "Provider one", "two": "Provider two"}


def test_the_same_records_again_cost_nothing(session: Session, source_id: int) -> None:
    first = store(session, Provider, source_id, [provider("one")], {})
    before = session.scalar(select(Provider.updated_at))
    again = store(session, Provider, source_id, [provider("one")], {})
    assert (again.added, again.changed, again.vanished) == ([], [], [])
    assert again.ids == first.ids
    assert session.scalar(select(Provider.updated_at)) == before


def test_a_changed_record_keeps_its_number(session: Session, source_id: int) -> None:
    first = store(session, Provider, source_id, [provider("one"), provider("two")], {})
    again = store(session, Provider, source_id, [provider("one"), provider("two", name="Renamed")], {})
    assert (again.changed, again.ids) == (["two"], first.ids)
    assert names(session)["two"] == "Renamed"


def test_what_is_missing_is_named_and_kept(session: Session, source_id: int) -> None:
    store(session, Provider, source_id, [provider("one"), provider("two")], {})
    again = store(session, Provider, source_id, [provider("two")], {})
    assert again.vanished == ["one"]
    assert set(names(session)) == {"one", "two"}


def test_two_sources_may_use_the_same_key(session: Session, source_id: int) -> None:
    other = Source(slug="another", name="Another")
    session.add(other)
    session.flush()
    assert other.id is not None
    first = store(session, Provider, source_id, [provider("one")], {})
    second = store(session, Provider, other.id, [provider("one", name="Theirs")], {})
    assert first.ids["one"] != second.ids["one"]
    assert second.vanished == []


def test_links_become_numbers(session: Session, source_id: int) -> None:
    providers = store(session, Provider, source_id, [provider("one")], {})
    venue = Record("hall", {"name": "Hall", "nation": Nation.ENGLAND}, {"provider_id": "one"})
    store(session, Venue, source_id, [venue], {"provider_id": providers.ids})
    assert session.scalar(select(Venue.provider_id)) == providers.ids["one"]


def test_a_link_to_nothing_known_is_refused(session: Session, source_id: int) -> None:
    venue = Record("hall", {"name": "Hall", "nation": Nation.ENGLAND}, {"provider_id": "nobody"})
    with pytest.raises(KeyError, match="nobody"):
        store(session, Venue, source_id, [venue], {"provider_id": {}})


def test_more_records_than_a_batch_are_all_stored(session: Session, source_id: int) -> None:
    number = 2 * BATCH + 1
    store(session, Provider, source_id, [provider(f"p-{index}") for index in range(number)], {})
    assert session.scalar(select(func.count()).select_from(Provider)) == number
    again = store(
        session, Provider, source_id, [provider(f"p-{index}", about="New.") for index in range(number)], {}
    )
    assert len(again.changed) == number


def test_withdrawing_tells_which_rows_went(session: Session, source_id: int) -> None:
    stored = store(session, Provider, source_id, [provider("one"), provider("two")], {})
    assert withdraw(session, Provider, [stored.ids["one"]]) == [stored.ids["one"]]
    assert withdraw(session, Provider, [stored.ids["one"]]) == []
    states = dict(session.execute(select(Provider.source_key, Provider.state)).all())  # type: ignore[call-overload]
    assert states == {"one": ListingState.WITHDRAWN, "two": ListingState.PUBLISHED}


def test_a_withdrawn_record_that_comes_back_is_published_again(session: Session, source_id: int) -> None:
    stored = store(session, Provider, source_id, [provider("one")], {})
    withdraw(session, Provider, stored.ids.values())
    again = store(session, Provider, source_id, [provider("one")], {})
    assert again.changed == ["one"]
    assert session.scalar(select(Provider.state)) is ListingState.PUBLISHED


def test_withdrawing_nothing_is_nothing(session: Session) -> None:
    assert withdraw(session, Provider, []) == []


def test_columns_left_out_get_their_defaults() -> None:
    row = complete(Provider, {"name": "One"})
    assert (row["name"], row["about"], row["is_demonstration"]) == ("One", "", False)
    assert row["created_at"].tzinfo is not None
    assert "id" not in row


@given(first=WORDS, second=WORDS)
def test_records_that_differ_have_different_digests(first: str, second: str) -> None:
    same = digest_of(provider("one", about=first)) == digest_of(provider("one", about=second))
    assert same == (first == second)


def test_a_digest_covers_links_and_parts() -> None:
    plain = Record("one", {"name": "One"})
    linked = Record("one", {"name": "One"}, {"provider_id": "p"})
    parted = Record("one", {"name": "One"}, {}, {"intake": [{"starts_on": None}]})
    assert len({digest_of(record) for record in (plain, linked, parted)}) == 3


def test_a_digest_does_not_depend_on_the_order_of_columns() -> None:
    assert digest_of(Record("one", {"a": 1, "b": 2})) == digest_of(Record("one", {"b": 2, "a": 1}))


def test_what_somebody_edited_here_stays_as_they_left_it(session: Session, source_id: int) -> None:
    first = store(session, Provider, source_id, [provider("one"), provider("two")], {})
    mark_edited(session, Provider, list(first.ids.values()))
    again = store(session, Provider, source_id, [provider("one", name="Renamed")], {})
    assert (again.added, again.changed, again.vanished) == ([], [], [])
    assert names(session) == {"one": "Provider one", "two": "Provider two"}
