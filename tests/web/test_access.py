"""Every address is in the access table, and answers as the table says."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from pathways import clock
from pathways.accounts.models import Invitation, Membership, Organisation, Passkey, SessionStep
from pathways.accounts.roles import Role
from pathways.accounts.sessions import open_session
from pathways.catalogue.models import Opportunity, Programme, Provider
from pathways.catalogue.vocabulary import Route
from pathways.listings.operations.versions import start_listing
from pathways.paths import resource_dir
from pathways.shortlists.operations.items import add_items, list_items
from pathways.shortlists.operations.lists import make_lists
from pathways.shortlists.operations.sharing import make_share
from pathways.shortlists.rules.details import ListDetails
from pathways.shortlists.rules.new_item import NewItem
from pathways.shortlists.rules.whose import Whose
from tests.factories import make_provider, make_venue
from tests.harness.catalogue import SeededCatalogue, database_of, make_app, make_settings
from tests.harness.listings import content_for, member_of
from tests.harness.pages import RAISE, CheckingClient
from tests.harness.staff import StaffWorld, form_token, make_staff_world, session_rows, sign_in
from tests.web.access_table import FROM_ANYWHERE, ONLY_IN_DEVELOPMENT, PEOPLE, SETS_A_COOKIE, TABLE, Row

ALWAYS = {"HEAD", "OPTIONS"}
EVERY_METHOD = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")


@pytest.fixture(scope="module")
def names(seeded_catalogue: SeededCatalogue) -> dict[str, str]:
    """Records and files for the examples."""
    database = seeded_catalogue.open_database()
    with database.open_session() as session:
        programme = (
            session.execute(select(Programme).join(Opportunity).order_by(Programme.id)).scalars().first()
        )
        opportunity = session.scalars(select(Opportunity.id).order_by(Opportunity.id)).first()
        provider = session.execute(select(Provider).order_by(Provider.id)).scalars().first()
    database.close()
    assert programme is not None and provider is not None
    built = json.loads((resource_dir("static") / "build" / "manifest.json").read_text())
    return {
        # Somebody unknown is told nothing of what there is: any number will do for them.
        **dict.fromkeys(
            "school membership invitation session passkey list item adviser listing venue".split(), "1"
        ),
        "provider_organisation": "1",
        "programme_id": str(programme.id),
        "programme": f"{programme.id}/{programme.slug}",
        "provider_id": str(provider.id),
        "provider": f"{provider.id}/{provider.slug}",
        "opportunity": str(opportunity),
        "stylesheet": next(name for name in map(str, built.values()) if name.endswith(".css")),
    }


def rules_of(app: Flask) -> set[tuple[str, str]]:
    """Every rule and method of an application, but what tests added to it."""
    return {
        (rule.rule, method)
        for rule in app.url_map.iter_rules()
        if not rule.rule.startswith(RAISE)
        for method in (rule.methods or set()) - ALWAYS
    }


def call(
    client: CheckingClient, row: Row, names: dict[str, str], headers: dict[str, str] | None = None
) -> TestResponse:
    """Make the call of a row."""
    address = row.example.format(**names)
    if row.json is not None:
        return client.open(address, method=row.method, json=row.json, headers=headers)
    form = {name: value.format(**names) for name, value in row.form.items()}
    return client.open(address, method=row.method, data=form or None, headers=headers)


def test_every_route_stands_in_the_table(app: Flask) -> None:
    assert rules_of(app) == {(row.rule, row.method) for row in TABLE}


def test_production_lacks_what_is_for_development_only(tmp_path: Path) -> None:
    production = make_app(make_settings(tmp_path / "instance", env="production", secret_key="k" * 48))
    expected = {(row.rule, row.method) for row in TABLE if row.rule not in ONLY_IN_DEVELOPMENT}
    assert rules_of(production) == expected


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_anybody_gets_what_the_table_says(client: CheckingClient, names: dict[str, str], row: Row) -> None:
    assert call(client, row, names).status_code == row.anybody


@pytest.mark.parametrize("person", PEOPLE)
def test_each_kind_of_person_gets_what_the_table_says(
    client: CheckingClient, names: dict[str, str], person: str
) -> None:
    """Every route as somebody of each kind, with a live session and the token of the form."""
    with database_of(client.application).unit_of_work() as session:
        world = make_staff_world(session)
        things = things_of(session, world)
    user = {
        "adviser": world.advisers[0],
        "colleague": world.advisers[1],
        "other_adviser": world.other_advisers[0],
        "other_colleague": world.other_advisers[1],
        "editor": world.editor,
        "other_editor": world.other_editor,
        "lead": world.lead,
        "provider_admin": world.provider_admin,
        "host": world.host_admin,
    }[person]
    wrong = {}
    for row in TABLE:
        client.delete_cookie("plan")
        if row.seen is not None or row.method == "POST" or client.get_cookie("staff") is None:
            sign_in(client, user=user)
        token = {"X-CSRFToken": form_token(client)} if row.method == "POST" else {}
        got = call(client, row, names | things, headers=token).status_code
        if got != row.status_for(person):
            wrong[str(row)] = f"{got} and not {row.status_for(person)}"
    assert wrong == {}


def things_of(session: Session, world: StaffWorld) -> dict[str, str]:
    """What the examples name: a colleague of the first adviser, their session and passkey, and an invitation."""
    colleague = world.advisers[1]
    membership = session.execute(select(Membership.id).where(Membership.user_id == colleague)).scalar_one()
    invitation = Invitation(
        token_hash="t" * 64,
        email="asked@school.example",
        role=Role.ADVISER,
        organisation_id=world.school,
        expires_at=clock.now() + timedelta(days=7),
    )
    passkey = Passkey(user_id=colleague, credential_id=b"1", public_key=b"2", name="Phone", transports=[])
    open_session(session, step=SessionStep.SIGNED_IN, key="k" * 40, user_id=colleague)
    session.add_all([invitation, passkey])
    session.flush()
    (theirs,) = session_rows(session, colleague)
    return {
        "school": str(world.school),
        "membership": str(membership),
        "invitation": str(invitation.id),
        "session": str(theirs.id),
        "passkey": str(passkey.id),
        "provider_organisation": str(world.provider),
        **a_shared_list(session, world),
        **listing_of(session, world),
    }


def a_shared_list(session: Session, world: StaffWorld) -> dict[str, str]:
    """A list of the first adviser's with one item and a link."""
    whose = Whose(world.school, world.advisers[0])
    (made,) = make_lists(session, whose, ListDetails("11B-01", year_group=11))
    add_items(session, made, [NewItem(101, 7, {"card": {"title": "Plumbing"}, "starts": []}, "t-level")])
    make_share(session, made, "k" * 40)
    (item,) = list_items(session, made)
    return {"list": str(made.id), "item": str(item.id), "adviser": str(whose.user_id)}


def listing_of(session: Session, world: StaffWorld) -> dict[str, str]:
    """A listing of Moorside College that is ready to be shown, with its venue; the other college has a provider too."""
    for organisation in (world.other_provider, world.provider):
        provider = make_provider(session)
        session.get_one(Organisation, organisation).provider_id = provider.id
        session.flush()
    venue = make_venue(session, provider=provider)
    member = member_of(session, session.get_one(Organisation, world.provider), Role.PROVIDER_EDITOR)
    content = content_for(Route.VOCATIONAL, venue.id)
    made = start_listing(session, content, member=member, provider_id=provider.id)
    return {"listing": str(made.id), "venue": str(venue.id)}


@pytest.mark.parametrize("row", [row for row in TABLE if row.method == "GET"], ids=str)
def test_head_answers_as_get_without_a_body(client: CheckingClient, names: dict[str, str], row: Row) -> None:
    response = client.head(row.example.format(**names))
    assert response.status_code == row.anybody
    assert response.get_data() == b""


@pytest.mark.parametrize("rule", sorted({row.rule for row in TABLE}))
def test_other_methods_are_refused_and_the_right_ones_named(
    client: CheckingClient, names: dict[str, str], rule: str
) -> None:
    rows = [row for row in TABLE if row.rule == rule]
    allowed = {row.method for row in rows} | ALWAYS
    if "GET" not in allowed:
        allowed.discard("HEAD")
    for method in EVERY_METHOD:
        if method in allowed:
            continue
        response = client.open(rows[0].example.format(**names), method=method)
        assert response.status_code == 405, f"{method} {rule}"
        assert {name.strip() for name in response.headers["Allow"].split(",")} == allowed


def test_no_public_page_ever_sets_a_cookie(client: CheckingClient, names: dict[str, str]) -> None:
    for row in TABLE:
        response = call(client, row, names)
        if row.method == "POST" and row.rule in SETS_A_COOKIE:
            assert response.headers["Set-Cookie"].startswith(("plan=", "staff=")), row.rule
            client.delete_cookie("plan")
            client.delete_cookie("staff")
        else:
            assert "Set-Cookie" not in response.headers, row.rule


def test_pages_open_to_all_are_cached_for_a_minute_and_no_longer_when_personal(
    client: CheckingClient, names: dict[str, str]
) -> None:
    for row in TABLE:
        if (
            row.method != "GET"
            or row.anybody != 200
            or not row.rule.startswith(("/search", "/programmes", "/areas"))
        ):
            continue
        address = row.example.format(**names)
        assert "max-age=60" in client.get(address).headers["Cache-Control"], row.rule
        client.set_cookie("plan", "abc")
        personal = client.get(address)
        client.delete_cookie("plan")
        assert personal.headers["Cache-Control"] == "private, no-store", row.rule


@pytest.fixture
def foreign_headers() -> dict[str, str]:
    """What a browser sends when another site posts a form here."""
    return {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}


@pytest.mark.parametrize(
    "row",
    [
        row
        for row in TABLE
        if row.method == "POST" and not row.rule.startswith("/api/") and row.rule not in FROM_ANYWHERE
    ],
    ids=str,
)
def test_forms_from_another_site_are_refused(
    client: CheckingClient, names: dict[str, str], row: Row, foreign_headers: dict[str, str]
) -> None:
    response = client.post(row.example.format(**names), data=row.form, headers=foreign_headers)
    assert response.status_code == 403
    older = {"Origin": "https://elsewhere.example"}
    assert client.post(row.example.format(**names), data=row.form, headers=older).status_code == 403
