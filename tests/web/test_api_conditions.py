"""The API in every condition of the service: no list yet, no database, changes followed, answers as described."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from jsonschema_rs import validator_for
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from pathways.api.changes import MOST_CHANGES
from pathways.api.openapi import description
from pathways.catalogue.changes import record_change
from pathways.catalogue.vocabulary import ListingState
from tests.factories import make_opportunity, make_programme, make_provider
from tests.harness.catalogue import SeededCatalogue, database_of, make_app, make_settings
from tests.harness.pages import CheckingClient

SEARCHES = (
    "",
    "q=plumbing&near=consett&miles=10",
    "q=enjinering",
    "near=wakefield&sort=distance&per_page=50",
    "q=zxqjv&near=preston&miles=1",
    "near=richmond",
    "delivery=online&delivery=national&page=2",
    "for=eligible&stage=19-24&near=bradford&route=degree&level=6&money=loan&start=12m",
)


def answered(client: CheckingClient, path: str) -> dict[str, Any]:
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 200, response.text
    answer = response.get_json()
    assert isinstance(answer, dict)
    return answer


def fits(answer: object, shape: str) -> None:
    """Fail when an answer is not of the shape that the description gives it."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": f"#/components/schemas/{shape}",
        "components": description()["components"],
    }
    validator_for(schema).validate(answer)


@pytest.mark.parametrize("query", SEARCHES)
def test_every_search_answers_in_the_described_shape(client: CheckingClient, query: str) -> None:
    fits(answered(client, f"opportunities?{query}"), "SearchAnswer")


def test_records_places_and_changes_answer_in_their_shapes(client: CheckingClient) -> None:
    item = answered(client, "opportunities?near=preston")["items"][0]
    fits(answered(client, f"programmes/{item['programme_id']}"), "ProgrammeDocument")
    fits(answered(client, f"providers/{item['provider']['id']}"), "ProviderDocument")
    fits(answered(client, "places?q=richm"), "PlacesAnswer")
    fits(answered(client, "opportunities/changes"), "ChangesAnswer")


@pytest.mark.parametrize(
    "path",
    ["opportunities?level=9", "programmes/0", "nothing", "places?q=PR1+2HE", "opportunities?near=ZZ99"],
)
def test_every_refusal_is_a_problem_in_the_described_shape(client: CheckingClient, path: str) -> None:
    response = client.get(f"/api/v1/{path}")
    assert response.mimetype == "application/problem+json"
    fits(response.get_json(), "Problem")
    assert response.get_json()["status"] == response.status_code


@pytest.fixture(scope="module")
def unbuilt(
    seeded_catalogue: SeededCatalogue, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[CheckingClient]:
    """A client of a service that has its records and no snapshot yet."""
    folder = tmp_path_factory.mktemp("api-unbuilt") / "instance"
    made = make_app(make_settings(folder, database_url=seeded_catalogue.settings.database_url))
    client = made.test_client()
    assert isinstance(client, CheckingClient)
    yield client
    database_of(made).close()


def test_before_there_is_a_list_a_search_says_when_to_come_back(unbuilt: CheckingClient) -> None:
    for response in (
        unbuilt.get("/api/v1/opportunities?q=plumbing&near=consett"),
        unbuilt.post("/api/v1/opportunities/search", json={"q": "plumbing"}),
    ):
        assert response.status_code == 503
        assert response.mimetype == "application/problem+json"
        assert int(response.headers["Retry-After"]) > 0


def test_before_there_is_a_list_slips_are_still_named_and_records_still_read(
    unbuilt: CheckingClient,
) -> None:
    assert unbuilt.get("/api/v1/opportunities?level=9").status_code == 422
    assert unbuilt.get("/api/v1/opportunities?near=ZZ99").status_code == 422
    assert unbuilt.get("/api/v1/programmes/1").status_code == 200
    assert unbuilt.get("/api/v1/places?q=preston").status_code == 200
    assert unbuilt.get("/api/v1/opportunities/dump").status_code == 404


@pytest.fixture
def without_database(client: CheckingClient) -> Iterator[CheckingClient]:
    """The client while the database cannot be reached."""
    database = database_of(client.application)
    working = database.engine
    database.engine = create_engine("sqlite:////nowhere/at/all.db")
    yield client
    database.engine = working


@pytest.mark.parametrize("path", ["programmes/1", "providers/1", "opportunities/changes"])
def test_what_only_the_database_knows_says_when_to_come_back(
    without_database: CheckingClient, path: str
) -> None:
    response = without_database.get(f"/api/v1/{path}")
    assert response.status_code == 503
    assert response.mimetype == "application/problem+json"
    assert int(response.headers["Retry-After"]) > 0
    assert "sqlite" not in response.text


@pytest.mark.parametrize(
    "path", ["opportunities?q=plumbing&near=consett", "places?q=pres", "openapi.json", "programmes/0"]
)
def test_searches_go_on_while_the_database_is_away(without_database: CheckingClient, path: str) -> None:
    response = without_database.get(f"/api/v1/{path}")
    assert response.status_code in (200, 503 if path == "programmes/0" else 200)
    assert response.is_json


def last_change(client: CheckingClient) -> int:
    since = 0
    while (answer := answered(client, f"opportunities/changes?since={since}"))["more"]:
        since = answer["next"]
    return int(answer["next"])


def test_a_change_is_told_with_how_things_stand_now(client: CheckingClient, rows: Session) -> None:
    since = last_change(client)
    standing = make_opportunity(rows)
    gone = make_opportunity(rows, state=ListingState.WITHDRAWN)
    draft = make_opportunity(rows, state=ListingState.DRAFT)
    unknown = 2_000_000_000
    record_change(rows, [standing.id, gone.id, draft.id, unknown])
    rows.commit()
    answer = answered(client, f"opportunities/changes?since={since}")
    assert {change["opportunity_id"]: change["state"] for change in answer["changes"]} == {
        standing.id: "published",
        gone.id: "withdrawn",
        draft.id: "withdrawn",
        unknown: "withdrawn",
    }


def test_what_a_withdrawn_programme_or_provider_offered_is_withdrawn(
    client: CheckingClient, rows: Session
) -> None:
    since = last_change(client)
    programme = make_programme(rows, title="Ended trial", state=ListingState.WITHDRAWN)
    closed = make_provider(rows, name="Ended College", state=ListingState.WITHDRAWN)
    offers = [
        make_opportunity(rows, programme=programme),
        make_opportunity(rows, programme=make_programme(rows, provider=closed, title="Orphaned trial")),
    ]
    record_change(rows, [offer.id for offer in offers])
    rows.commit()
    told = answered(client, f"opportunities/changes?since={since}")["changes"]
    assert [change["state"] for change in told] == ["withdrawn", "withdrawn"]


def test_a_change_of_everything_names_no_opportunity(client: CheckingClient, rows: Session) -> None:
    since = last_change(client)
    record_change(rows, None)
    rows.commit()
    (change,) = answered(client, f"opportunities/changes?since={since}")["changes"]
    assert (change["opportunity_id"], change["state"]) == (None, "unknown")
    assert datetime.fromisoformat(change["changed_at"]).tzinfo is not None


def test_many_changes_come_a_thousand_at_a_time_and_none_is_lost(
    client: CheckingClient, rows: Session
) -> None:
    since = last_change(client)
    record_change(rows, range(1, MOST_CHANGES + 6))
    rows.commit()
    first = answered(client, f"opportunities/changes?since={since}")
    assert (len(first["changes"]), first["more"]) == (MOST_CHANGES, True)
    rest = answered(client, f"opportunities/changes?since={first['next']}")
    assert (len(rest["changes"]), rest["more"]) == (5, False)
    sequences = [change["sequence"] for change in first["changes"] + rest["changes"]]
    assert sequences == sorted(set(sequences))
    assert rest["next"] == sequences[-1]


def test_changes_come_with_licence_and_sources_and_where_to_read_on(
    client: CheckingClient, rows: Session
) -> None:
    since = last_change(client)
    standing = make_opportunity(rows)
    gone = make_opportunity(rows, state=ListingState.WITHDRAWN)
    record_change(rows, [standing.id, gone.id])
    rows.commit()
    answer = answered(client, f"opportunities/changes?since={since}")
    assert answer["licence"]["identifier"] == "OGL-UK-3.0"
    assert "A source for tests" in {source["name"] for source in answer["sources"]}
    first, second = answer["changes"]
    assert first["programme_id"] == standing.programme_id
    assert first["url"].endswith(f"/api/v1/programmes/{standing.programme_id}")
    assert (second["programme_id"], second["url"]) == (gone.programme_id, None)


def test_followed_while_more_changes_come_none_is_lost_and_none_comes_twice(
    client: CheckingClient, rows: Session
) -> None:
    since = last_change(client)
    told: list[int] = []
    record_change(rows, range(1, MOST_CHANGES + 101))
    rows.commit()
    answer = answered(client, f"opportunities/changes?since={since}")
    told += [change["opportunity_id"] for change in answer["changes"]]
    record_change(rows, range(5001, 5011))
    rows.commit()
    while answer["more"]:
        answer = answered(client, f"opportunities/changes?since={answer['next']}")
        told += [change["opportunity_id"] for change in answer["changes"]]
    assert told == [*range(1, MOST_CHANGES + 101), *range(5001, 5011)]


def test_changes_that_are_known_are_not_sent_again(client: CheckingClient, rows: Session) -> None:
    path = f"/api/v1/opportunities/changes?since={last_change(client)}"
    tag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    record_change(rows, [1])
    rows.commit()
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_two_points_at_once_are_refused(client: CheckingClient) -> None:
    response = client.get("/api/v1/opportunities/changes?since=1&since=2")
    assert response.status_code == 422
    assert response.get_json()["errors"][0]["field"] == "since"


@pytest.mark.parametrize(
    "since", ["0" * 20 + "9" * 20, "0" * 5000, "9" * 5000, "2147483648", "1.0", "+1", "٣"]
)
def test_an_endless_or_odd_point_is_refused_by_name(client: CheckingClient, since: str) -> None:
    response = client.get(f"/api/v1/opportunities/changes?since={since}")
    assert response.status_code == 422
    assert response.get_json()["errors"][0]["field"] == "since"


def test_a_vacancy_leaves_the_answers_the_day_after_it_closes(
    client: CheckingClient, clock_at: Callable[[datetime], None]
) -> None:
    query = "opportunities?q=apprenticeship&sort=closing&per_page=50"
    first = next(item for item in answered(client, query)["items"] if item["closing"])
    closing = date.fromisoformat(first["closing"])

    def still_there(day: date, hour: int) -> bool:
        clock_at(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))
        shown = answered(client, query)["items"]
        return any(item["id"] == first["id"] and item["closing"] == first["closing"] for item in shown)

    assert still_there(closing, 22)
    assert not still_there(closing + timedelta(days=1), 9)


def test_in_ten_years_only_what_has_no_last_day_is_left(
    client: CheckingClient, clock_at: Callable[[datetime], None]
) -> None:
    now = answered(client, "opportunities")["total"]
    clock_at(datetime(2036, 11, 21, 12, tzinfo=UTC))
    later = answered(client, "opportunities?per_page=50")
    assert later["total"] < now
    assert all(item["next_start"] is None and item["closing"] is None for item in later["items"])


def test_each_start_window_holds_the_shorter_ones(client: CheckingClient) -> None:
    totals = [
        answered(client, f"opportunities?start={window}")["total"] for window in ("now", "3m", "6m", "12m")
    ]
    assert totals == sorted(totals)
    assert totals[0] > 0


def test_notices_say_what_had_no_effect(client: CheckingClient) -> None:
    assert answered(client, "opportunities?miles=5")["notices"] == ["`miles` was left out: it needs `near`."]
    (needed,) = answered(client, "opportunities?for=eligible&english=have")["notices"]
    assert "needs `stage`" in needed
    assert answered(client, "opportunities?for=eligible&stage=helping")["notices"] == []
    assert answered(client, "opportunities?near=preston&miles=5")["notices"] == []


def test_choices_come_with_a_notice_and_each_is_a_place(client: CheckingClient) -> None:
    answer = answered(client, "opportunities?near=richmond&miles=10")
    assert (answer["total"], answer["items"], answer["place"]) == (0, [], None)
    assert len(answer["place_choices"]) >= 2
    assert "place_choices" in answer["notices"][-1]
    for choice in answer["place_choices"]:
        again = answered(client, f"opportunities?near={choice['id']}&per_page=1")
        assert again["place"]["id"] == choice["id"]


def test_coordinates_are_never_finer_than_two_decimals(client: CheckingClient) -> None:
    place = answered(client, "opportunities?near=PR1-2&per_page=1")["place"]
    places = [place, *answered(client, "places?q=PR1")["places"]]
    assert all(
        round(found["lat"], 2) == found["lat"] and round(found["lng"], 2) == found["lng"] for found in places
    )


@pytest.mark.parametrize("per_page", [1, 7, 50])
def test_pages_of_any_size_hold_the_same_list(client: CheckingClient, per_page: int) -> None:
    query = "opportunities?q=plumbing&near=consett&miles=40"
    whole = answered(client, f"{query}&per_page=50")
    total = min(whole["total"], 50)
    found: list[int] = []
    for page in range(1, -(-total // per_page) + 1):
        answer = answered(client, f"{query}&per_page={per_page}&page={page}")
        assert (answer["page"], answer["per_page"], answer["total"]) == (page, per_page, whole["total"])
        found += [item["id"] for item in answer["items"]]
    assert found[:total] == [item["id"] for item in whole["items"]][: len(found)]


def test_an_answer_may_be_asked_about_before_it_is_fetched(client: CheckingClient) -> None:
    options = client.options("/api/v1/opportunities")
    assert options.headers["Access-Control-Allow-Origin"] == "*"
    head = client.head("/api/v1/opportunities?q=law")
    assert (head.status_code, head.data) == (200, b"")
    posted = client.post("/api/v1/opportunities/search", json={})
    assert "Access-Control-Allow-Origin" not in posted.headers
