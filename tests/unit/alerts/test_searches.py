"""The search of an alert: what of it is kept, that it reads the same again, and what in it counts as new."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from pathways import clock
from pathways.alerts import searches
from pathways.alerts.searches import Found, followed, found_now, new_in, read_query
from pathways.alerts.seen import packed
from pathways.catalogue.criteria import Learner, SearchCriteria
from pathways.catalogue.models import Opportunity, Programme
from pathways.catalogue.query_string import parse_criteria, write_query
from pathways.catalogue.vocabulary import Level, ListingState, Route, Sort, StartWindow
from pathways.paths import resource_dir
from pathways.places.gazetteer import Gazetteer
from pathways.places.loading import load_gazetteer
from tests.harness.alerts import PLUMBING, make_due_alert
from tests.unit.alerts.conftest import World


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return load_gazetteer(tmp_path_factory.mktemp("places"), resource_dir("seed_data"))


def test_what_somebody_said_of_themselves_is_not_kept(places: Gazetteer) -> None:
    args = {
        "q": ["plumbing"],
        "near": ["consett"],
        "for": ["eligible"],
        "stage": ["year-10-11"],
        "english": ["not-yet"],
        "gcses": ["2"],
        "page": ["3"],
    }
    criteria, _ = parse_criteria(args, places)
    assert criteria.eligible_for is not None
    assert write_query(followed(criteria, places)) == PLUMBING


def test_a_place_among_the_words_is_the_place(places: Gazetteer) -> None:
    assert write_query(followed(SearchCriteria(text="plumbing near Consett"), places)) == PLUMBING


def test_a_full_postcode_is_cut_to_its_sector(places: Gazetteer) -> None:
    query = write_query(followed(SearchCriteria(text="nursing near PR1 2HE"), places))
    assert "2HE" not in query.upper()
    assert query.startswith("q=nursing&near=PR1")


CRITERIA = st.builds(
    SearchCriteria,
    text=st.text(alphabet="abc éß&=+%#?“'\"", max_size=12).map(lambda text: " ".join(text.split())),
    miles=st.sampled_from([None, 5, 20]),
    routes=st.frozensets(st.sampled_from(list(Route)), max_size=3),
    levels=st.frozensets(st.sampled_from(list(Level)), max_size=2),
    start=st.none() | st.sampled_from(list(StartWindow)),
    provider_id=st.none() | st.integers(1, 2**31 - 1),
    eligible_for=st.none() | st.just(Learner("19-24", gcses=5)),
    sort=st.sampled_from(list(Sort)),
    page=st.integers(1, 9),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CRITERIA, st.sampled_from([None, "preston", "PR1-2", "SW1"]))
def test_whatever_is_kept_reads_the_same_again(
    places: Gazetteer, criteria: SearchCriteria, near: str | None
) -> None:
    place = None if near is None else places.lookup(near)
    kept = followed(SearchCriteria(**{**_fields(criteria), "place": place}), places)
    query = write_query(kept)
    read = read_query(query, places)
    assert read is not None
    assert write_query(read) == query
    assert "stage" not in query and "page" not in query


def _fields(criteria: SearchCriteria) -> dict[str, object]:
    return {name: getattr(criteria, name) for name in SearchCriteria.__slots__}


@pytest.mark.parametrize(
    "query",
    ["near=atlantis", "q=plumbing&near=atlantis&miles=10", "route=time-travel", "colour=red", "level=99&q=x"],
)
def test_a_search_that_lost_a_part_is_not_taken_for_a_wider_one(places: Gazetteer, query: str) -> None:
    assert read_query(query, places) is None


def test_the_nearest_instead_is_not_what_was_asked_for(world: World) -> None:
    criteria = read_query("q=astronaut+supported+internship&near=consett", world.places)
    assert criteria is not None
    assert found_now(world.grounds().snapshot, criteria, clock.today()) == Found(0, ())


def test_all_pages_of_a_search_are_followed(world: World) -> None:
    criteria = read_query("near=preston&miles=40", world.places)
    assert criteria is not None
    found = found_now(world.grounds().snapshot, criteria, clock.today())
    assert found.total > criteria.page_size
    assert len(found.ids) == found.total


def new_ids(world: World, session: Session, seen: frozenset[int], query: str = PLUMBING) -> list[int]:
    alert = make_due_alert(session, query=query, seen=packed(seen))
    criteria = read_query(query, world.places)
    assert criteria is not None
    found = found_now(world.grounds().snapshot, criteria, clock.today())
    return [card.id for card in new_in(session, alert, found)]


def test_new_is_what_was_not_there_at_the_last_letter(world: World, world_session: Session) -> None:
    ids = [card.id for card in world.cards()]
    assert new_ids(world, world_session, frozenset(ids)) == []
    assert new_ids(world, world_session, frozenset(ids) - {ids[3], ids[1]}) == [ids[1], ids[3]]
    assert new_ids(world, world_session, frozenset()) == ids


def test_what_changed_so_that_it_fits_now_is_new(world: World, world_session: Session) -> None:
    query = "q=plumbing&near=consett&level=5"
    assert world.cards(query) == ()
    changed = world_session.get_one(Programme, world.cards()[0].programme_id)
    changed.level = Level.FIVE
    world_session.commit()
    world.publish()
    fitting = [card.id for card in world.cards(query)]
    assert fitting
    assert new_ids(world, world_session, frozenset(), query) == fitting


def test_what_was_withdrawn_is_no_news(world: World, world_session: Session) -> None:
    ids = [card.id for card in world.cards()]
    world_session.get_one(Opportunity, ids[0]).state = ListingState.WITHDRAWN
    world_session.commit()
    world.publish()
    assert new_ids(world, world_session, frozenset(ids[2:])) == [ids[1]]


def test_of_a_search_too_large_to_follow_whole_only_what_was_listed_since_is_new(
    world: World, world_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [card.id for card in world.cards()]
    seen = frozenset(ids[4:])
    for number, days in ((ids[0], 30), (ids[1], 2), (ids[2], 7), (ids[3], 8)):
        world_session.get_one(Opportunity, number).created_at = clock.now() - timedelta(days=days)
    world_session.commit()
    assert new_ids(world, world_session, seen) == ids[:4]
    monkeypatch.setattr(searches, "MOST_FOLLOWED", len(seen))
    alert = make_due_alert(world_session, seen=packed(seen))
    found = Found(len(ids), world.cards())
    assert [card.id for card in new_in(world_session, alert, found)] == [ids[1], ids[2]]
