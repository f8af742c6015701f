"""A provider's own system writes its listings with a key: the same checks, once for each idempotency key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from pathways import clock
from pathways.accounts.models import Membership
from pathways.catalogue.vocabulary import Route
from pathways.listings.content import to_json
from pathways.listings.keys.models import ApiAnswer, ApiKey
from pathways.listings.keys.operations import forget_old_answers, make_key, revoke_key
from pathways.listings.models import LifeState, Listing
from pathways.listings.operations import life
from pathways.listings.operations.versions import EditedMeanwhile, history, newest_content
from tests.harness.catalogue import database_of
from tests.harness.listings import ProviderWorld, content_for, make_host, make_provider_world
from tests.harness.pages import CheckingClient, text_of
from tests.harness.staff import form_token, secret_of, sign_in


@dataclass
class System:
    """A system that writes with a key, and a session to look behind it."""

    client: CheckingClient
    session: Session
    world: ProviderWorld
    key: str

    def send(self, method: str, reference: str, said: Any = None, **headers: str) -> TestResponse:
        """Make a request with the key."""
        names = {"Authorization": f"Bearer {self.key}"} | {
            name.replace("_", "-"): text for name, text in headers.items()
        }
        return self.client.open(f"/api/v1/listings/{reference}", method=method, json=said, headers=names)

    def put(self, reference: str, said: Any, **headers: str) -> TestResponse:
        """Create or change a listing."""
        return self.send("PUT", reference, said, **headers)

    def good(self, **changes: Any) -> dict[str, Any]:
        """What can be published."""
        return json.loads(to_json(content_for(Route.VOCATIONAL, self.world.venue))) | changes  # type: ignore[no-any-return]

    def listing(self, reference: str) -> Listing | None:
        """A listing of the provider as the database has it now."""
        self.session.rollback()
        self.session.expire_all()
        return self.session.scalars(
            select(Listing).where(
                Listing.organisation_id == self.world.organisation.id, Listing.reference == reference
            )
        ).one_or_none()


@pytest.fixture
def system(client: CheckingClient) -> Iterator[System]:
    session = database_of(client.application).open_session()
    world = make_provider_world(session)
    life.set_trusted(session, world.organisation.id or 0, trusted=True, member=None)
    key = make_key(session, "The website", member=world.admin, secret=secret_of(client))
    session.commit()
    yield System(client, session, world, key)
    session.rollback()
    session.close()


def fields(answer: TestResponse) -> list[str]:
    """The fields that a problem document names."""
    assert answer.mimetype == "application/problem+json"
    return [error["field"] for error in answer.get_json().get("errors", [])]


def test_a_listing_is_created_changed_left_and_withdrawn(system: System) -> None:
    created = system.put("plumb-2", system.good())
    assert created.status_code == 201
    told = created.get_json()
    assert (told["reference"], told["state"], told["version"], told["changed"]) == (
        "plumb-2",
        "published",
        1,
        True,
    )
    assert isinstance(told["programme_id"], int)
    assert {"field", "code", "detail"} == set(told["hints"][0])
    same = system.put("plumb-2", system.good())
    assert (same.status_code, same.get_json()["changed"]) == (200, False)
    changed = system.put("plumb-2", system.good(title="Plumbing, renamed"))
    assert (changed.status_code, changed.get_json()["version"]) == (200, 2)
    listing = system.listing("plumb-2")
    assert listing is not None
    assert newest_content(system.session, listing).title == "Plumbing, renamed"
    gone = system.send("DELETE", "plumb-2")
    assert (gone.status_code, gone.get_json()["state"]) == (200, "withdrawn")
    again = system.send("DELETE", "plumb-2")
    assert (again.status_code, again.get_json()["changed"]) == (200, False)
    back = system.put("plumb-2", system.good())
    assert back.get_json()["state"] == "published"


def test_what_is_withdrawn_is_gone_from_the_site_at_once(system: System) -> None:
    programme = system.put("plumb-2", system.good()).get_json()["programme_id"]
    system.send("DELETE", "plumb-2")
    assert system.client.get(f"/api/v1/programmes/{programme}").status_code == 410


def test_who_is_not_trusted_waits_for_review(system: System) -> None:
    life.set_trusted(system.session, system.world.organisation.id or 0, trusted=False, member=None)
    system.session.commit()
    answer = system.put("plumb-2", system.good())
    assert (answer.status_code, answer.get_json()["state"]) == (201, "submitted")
    assert answer.get_json()["programme_id"] is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"route": "plumbing"}, "route"),
        ({"title": ""}, "title"),
        ({"title": "x" * 256}, "title"),
        ({"level": "7"}, "level"),
        ({"colour": "red"}, "colour"),
        ({"offers": []}, "offers"),
        ({"offers": [{"key": "1"}]}, "offers.1.delivery"),
        ({"offers": [{"key": "0"}]}, "offers.0.key"),
        ({"entry": {"min_age": 3}}, "entry.min_age"),
        ({"duration_months": "long"}, "duration_months"),
    ],
)
def test_what_is_wrong_is_told_by_its_field_and_nothing_is_kept(
    system: System, changes: dict[str, Any], field: str
) -> None:
    answer = system.put("plumb-2", system.good(**changes))
    assert answer.status_code == 422
    assert field in fields(answer)
    assert system.listing("plumb-2") is None


def test_another_providers_venue_is_refused(system: System) -> None:
    other = make_provider_world(system.session, name="Riverbank Training")
    system.session.commit()
    said = json.loads(to_json(content_for(Route.VOCATIONAL, other.venue)))
    answer = system.put("plumb-2", said)
    assert fields(answer) == ["offers.1.venue_id"]


@pytest.mark.parametrize("body", [[], "text", 7, {"offers": {"a": 1}}])
def test_what_is_no_listing_is_refused(system: System, body: Any) -> None:
    answer = system.client.put(
        "/api/v1/listings/plumb-2", json=body, headers={"Authorization": f"Bearer {system.key}"}
    )
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("data", "kind", "status"),
    [
        (b"{", "application/json", 422),
        (b"title=x", "application/x-www-form-urlencoded", 415),
        (b"[" * 20_000, "application/json", 422),
        (b'{"keywords":' + b"[" * 400 + b"]" * 400 + b"}", "application/json", 422),
        (b"[" * 900 + b"]" * 900, "application/json", 422),
        (b'{"title": "' + b"x" * 600_000 + b'"}', "application/json", 413),
    ],
)
def test_odd_bodies_are_refused(system: System, data: bytes, kind: str, status: int) -> None:
    headers = {"Authorization": f"Bearer {system.key}"}
    answer = system.client.put("/api/v1/listings/x", data=data, content_type=kind, headers=headers)
    assert answer.status_code == status


def test_the_same_request_under_one_key_is_done_once(system: System) -> None:
    first = system.put("plumb-2", system.good(), Idempotency_Key="k1")
    second = system.put("plumb-2", system.good(), Idempotency_Key="k1")
    assert (first.status_code, second.status_code) == (201, 201)
    assert second.get_json() == first.get_json()
    assert second.headers["Idempotency-Replayed"] == "true"
    other = system.put("plumb-2", system.good(title="Another"), Idempotency_Key="k1")
    assert other.status_code == 422
    assert fields(other) == ["Idempotency-Key"]
    listing = system.listing("plumb-2")
    assert listing is not None and len(history(system.session, listing)) == 1


def test_a_refusal_is_given_again_as_well(system: System) -> None:
    first = system.put("plumb-2", system.good(title=""), Idempotency_Key="k2")
    second = system.put("plumb-2", system.good(title=""), Idempotency_Key="k2")
    assert fields(second) == fields(first) == ["title"]


def test_idempotency_keys_are_of_one_key_alone(system: System) -> None:
    system.put("plumb-2", system.good(), Idempotency_Key="k1")
    system.key = make_key(system.session, "Other", member=system.world.admin, secret=secret_of(system.client))
    system.session.commit()
    answer = system.put("bricks", system.good(), Idempotency_Key="k1")
    assert answer.status_code == 201


def test_old_answers_are_let_go(system: System) -> None:
    system.put("plumb-2", system.good(), Idempotency_Key="k1")
    system.session.rollback()
    answer = system.session.scalars(select(ApiAnswer)).one()
    assert forget_old_answers(system.session, clock.now()) == 0
    answer.at = answer.at.replace(year=answer.at.year - 1)
    system.session.commit()
    assert forget_old_answers(system.session, clock.now()) == 1
    system.session.commit()


@pytest.mark.parametrize("reference", ["x" * 101, "%20", "PR1 2HE", "%20plumb", "plumb%20"])
def test_odd_references_are_refused(system: System, reference: str) -> None:
    answer = system.put(reference, system.good())
    assert answer.status_code == 422
    assert fields(answer) == ["reference"]


@pytest.mark.parametrize("kind", ["Bearer", "Basic", "bearer "])
@pytest.mark.parametrize("token", ["", "guessed", "x" * 43, "x" * 5_000, "ä" * 43])
def test_without_a_key_that_works_nothing_is_done(system: System, kind: str, token: str) -> None:
    headers = {"Authorization": f"{kind} {token}".encode("utf-8", "replace").decode("latin-1")}
    answer = system.client.put("/api/v1/listings/plumb-2", json=system.good(), headers=headers)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert system.listing("plumb-2") is None


def test_a_revoked_key_opens_nothing(system: System) -> None:
    key = system.session.scalars(select(ApiKey)).one()
    assert revoke_key(system.session, key.id or 0, member=system.world.admin)
    system.session.commit()
    assert system.put("plumb-2", system.good()).status_code == 401


def test_a_key_goes_with_who_made_it_and_with_the_organisation(system: System) -> None:
    membership = system.session.scalars(
        select(Membership).where(Membership.user_id == system.world.admin.user_id)
    ).one()
    membership.removed_at = clock.now()
    system.session.commit()
    assert system.put("plumb-2", system.good()).status_code == 401
    membership.removed_at = None
    system.world.organisation.suspended_at = clock.now()
    system.session.commit()
    assert system.put("plumb-2", system.good()).status_code == 401


def test_a_key_reaches_its_own_providers_listings_alone(system: System) -> None:
    system.put("plumb-2", system.good())
    mine = system.listing("plumb-2")
    other = make_provider_world(system.session, name="Riverbank Training")
    theirs = make_key(system.session, "Theirs", member=other.admin, secret=secret_of(system.client))
    system.session.commit()
    system.key = theirs
    assert system.send("DELETE", "plumb-2").status_code == 404
    said = json.loads(to_json(content_for(Route.VOCATIONAL, other.venue, title="Theirs")))
    assert system.put("plumb-2", said).status_code == 201
    assert mine is not None
    system.session.refresh(mine)
    assert (mine.state, mine.title) == (LifeState.PUBLISHED, "Plumbing diploma")


def test_who_writes_too_often_is_told_to_wait(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    from pathways.api import own_listings

    monkeypatch.setattr(own_listings, "WRITES_AN_HOUR", 2)
    monkeypatch.setattr(own_listings, "WRONG_KEYS_AN_HOUR", 2)
    statuses = [system.send("DELETE", "none").status_code for _ in range(3)]
    assert statuses == [404, 404, 429]
    system.key = "x" * 43
    answers = [system.send("DELETE", "none") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [401, 401, 429]
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_a_key_is_shown_once_and_kept_as_a_hash(system: System) -> None:
    sign_in(system.client, user=system.world.admin.user_id)
    token = {"csrf_token": form_token(system.client)}
    page = text_of(
        system.client.post("/listings/keys", data=token | {"name": "<b>CMS</b>"}).get_data(as_text=True)
    )
    shown = page.split("cannot show it again. ")[1].split()[0]
    assert len(shown) == 43
    listed = system.client.get("/listings/keys").get_data(as_text=True)
    assert shown not in listed
    assert "&lt;b&gt;CMS&lt;/b&gt;" in listed
    assert shown[:6] in listed
    system.session.rollback()
    assert shown not in {key.key_hash for key in system.session.scalars(select(ApiKey))}
    system.key = shown
    assert system.put("plumb-2", system.good()).status_code == 201
    assert "Last used on" in system.client.get("/listings/keys").get_data(as_text=True)
    made = system.session.scalars(select(ApiKey).order_by(ApiKey.id.desc())).first()
    assert made is not None
    assert system.client.post(f"/listings/keys/{made.id}/revoke", data=token).status_code == 303
    assert system.put("plumb-2", system.good()).status_code == 401
    assert system.client.post(f"/listings/keys/{made.id}/revoke", data=token).status_code == 404
    assert system.client.post("/listings/keys", data=token).status_code == 422


def test_no_organisation_has_more_keys_than_it_can_look_after(system: System) -> None:
    sign_in(system.client, user=system.world.admin.user_id)
    token = {"csrf_token": form_token(system.client)}
    answers = [
        system.client.post("/listings/keys", data=token | {"name": "x"}).status_code for _ in range(20)
    ]
    assert answers == [200] * 19 + [422]


def test_another_providers_key_cannot_be_revoked(system: System) -> None:
    other = make_provider_world(system.session, name="Riverbank Training")
    system.session.commit()
    sign_in(system.client, user=other.admin.user_id)
    key = system.session.scalars(select(ApiKey)).one()
    token = {"csrf_token": form_token(system.client)}
    assert system.client.post(f"/listings/keys/{key.id}/revoke", data=token).status_code == 404
    assert system.put("plumb-2", system.good()).status_code == 201


def read(system: System, path: str = "", key: str | None = None) -> TestResponse:
    """Read with the key."""
    token = system.key if key is None else key
    return system.client.get(f"/api/v1/listings{path}", headers={"Authorization": f"Bearer {token}"})


@pytest.mark.parametrize("written", ["P101/27", "P101%2F27"])
def test_a_reference_with_a_slash_is_written_read_and_withdrawn(system: System, written: str) -> None:
    assert system.put(written, system.good()).status_code == 201
    assert read(system, f"/{written}").get_json()["reference"] == "P101/27"
    assert system.send("DELETE", written).status_code == 200
    listing = system.listing("P101/27")
    assert listing is not None
    assert listing.state is LifeState.WITHDRAWN


def test_what_was_written_is_read_again_word_by_word(system: System) -> None:
    said = system.good(title="Plumbing")
    system.put("plumb-2", said)
    answer = read(system, "/plumb-2")
    assert answer.status_code == 200
    told = answer.get_json()
    assert (told["reference"], told["title"], told["state"]) == ("plumb-2", "Plumbing", "published")
    assert (told["version"], told["shown_version"], told["reasons"]) == (1, 1, "")
    same = system.put("plumb-2", told["content"])
    assert (same.status_code, same.get_json()["changed"]) == (200, False), "what is read can be sent"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer.headers


def test_a_listing_that_came_back_says_why(system: System) -> None:
    life.set_trusted(system.session, system.world.organisation.id or 0, trusted=False, member=None)
    system.session.commit()
    system.put("plumb-2", system.good())
    listing = system.listing("plumb-2")
    assert listing is not None
    host = make_host(system.session)
    life.send_back(system.session, listing, number=1, reviewer=host, reasons="Say where.")
    system.session.commit()
    told = read(system, "/plumb-2").get_json()
    assert (told["state"], told["reasons"], told["shown_version"]) == ("returned", "Say where.", None)


def test_all_listings_are_read_page_by_page(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pathways.api.reading_own_listings.PER_PAGE", 2)
    for reference in ("c", "a", "b"):
        system.put(reference, system.good())
    first, second, third = (read(system, f"?page={page}").get_json() for page in (1, 2, 3))
    assert [one["reference"] for one in (*first["items"], *second["items"])] == ["a", "b", "c"]
    assert (first["total"], first["page"], first["pages"], third["items"]) == (3, 1, 2, [])
    assert "content" not in first["items"][0]


@pytest.mark.parametrize("page", ["0", "-1", "x", "1.0", "9" * 30, "٣", "100001"])
def test_a_page_that_is_none_is_refused(system: System, page: str) -> None:
    answer = read(system, f"?page={page}")
    assert (answer.status_code, fields(answer)) == (422, ["page"])


def test_nobody_reads_without_a_key_or_anothers_listings(system: System) -> None:
    system.put("plumb-2", system.good())
    for path in ("", "/plumb-2"):
        assert system.client.get(f"/api/v1/listings{path}").status_code == 401
        assert read(system, path, key="x" * 43).status_code == 401
    other = make_provider_world(system.session, name="Riverbank Training")
    theirs = make_key(system.session, "Theirs", member=other.admin, secret=secret_of(system.client))
    system.session.commit()
    assert read(system, "/plumb-2", key=theirs).status_code == 404
    assert read(system, key=theirs).get_json()["items"] == []


def test_a_reference_that_is_not_there_is_not_found(system: System) -> None:
    for reference in ("nothing", "DH8 5EE", "x" * 300):
        assert read(system, f"/{reference}").status_code == 404


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"duration_months": "12"}, "duration_months"),
        ({"duration_months": True}, "duration_months"),
        ({"taught_at_college": "yes"}, "taught_at_college"),
        ({"funding_ends_on": 86_400}, "funding_ends_on"),
    ],
)
def test_a_number_is_no_text_and_no_yes_or_no(system: System, changes: dict[str, Any], field: str) -> None:
    answer = system.put("plumb-2", system.good(**changes))
    assert (answer.status_code, fields(answer)) == (422, [field])
    assert system.put("plumb-2", system.good(duration_months=12.0)).status_code == 201


def test_a_record_of_a_feed_that_is_not_the_listings_own_is_refused_by_its_key(system: System) -> None:
    good = system.good()
    theirs = {"offers": [good["offers"][0] | {"key": "row-1"}]}
    for _ in range(2):
        answer = system.put("plumb-2", good | theirs)
        assert (answer.status_code, fields(answer)) == (422, ["offers.row-1.key"])
        system.put("plumb-2", good)
    assert system.put("plumb-2", system.good(title="Renamed")).get_json()["changed"]


def test_a_colleague_at_the_same_moment_is_a_conflict_to_be_sent_again(
    system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    system.put("plumb-2", system.good())

    def meanwhile(*_args: object, **_named: object) -> None:
        raise EditedMeanwhile

    with monkeypatch.context() as at_that_moment:
        at_that_moment.setattr("pathways.api.own_listings.save_content", meanwhile)
        at_that_moment.setattr(life, "withdraw", meanwhile)
        answers = [
            system.put("plumb-2", system.good(title="Mine"), Idempotency_Key="once"),
            system.send("DELETE", "plumb-2"),
        ]
    assert [answer.status_code for answer in answers] == [409, 409]
    assert system.put("plumb-2", system.good(title="Mine"), Idempotency_Key="once").get_json()["changed"]


def test_what_is_no_json_is_told_what_to_send(system: System) -> None:
    answer = system.client.put(
        "/api/v1/listings/plumb-2", data="title=x", headers={"Authorization": f"Bearer {system.key}"}
    )
    assert (answer.status_code, answer.mimetype) == (415, "application/problem+json")
    assert "application/json" in answer.get_json()["detail"]
