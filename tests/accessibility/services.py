"""The service in each condition that a person may meet it in, on a port of its own."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.catalogue.models import Intake, Opportunity, Outcome, Programme, Provider, Venue
from pathways.catalogue.vocabulary import Delivery, ListingState, Route
from tests.accessibility.desks import make_desk
from tests.accessibility.sample_plans import plans_for
from tests.accessibility.staff_people import staff_names
from tests.accessibility.states import Service, State
from tests.harness.alerts import make_alert, make_due_alert, token_of
from tests.harness.catalogue import (
    SeededCatalogue,
    copied_catalogue,
    database_of,
    make_app,
    make_settings,
)
from tests.harness.serving import WithoutScripts, listening

Addresses = dict[tuple[Service, bool], str]
"""Where each condition of the service listens, with scripts and without, each without a slash at the end."""


@dataclass(frozen=True)
class Services:
    """One application for each condition, and the records that addresses name."""

    apps: dict[Service, Flask]
    names: dict[str, str]

    def filled(self, state: State) -> State:
        """A state with its records filled into its addresses, form and cookies, a session of staff among them."""
        names = self.names | {"csrf": self.names.get(f"csrf_{state.cookie}", "")}
        cookies = {name: value.format(**names) for name, value in state.cookies.items()}
        session = "staff" if state.signed_in else f"cookie_{state.cookie}" if state.cookie else ""
        return replace(
            state,
            path=state.path.format(**names),
            start=state.start.format(**names),
            form={name: value.format(**names) for name, value in state.form.items()},
            cookies=cookies | ({"staff": names[session]} if session else {}),
        )


@pytest.fixture(scope="session")
def services(tmp_path_factory: pytest.TempPathFactory) -> Services:
    """Every condition of the service, over a copy of the seeded catalogue in which some records have gone."""
    seeded = copied_catalogue("sqlite", tmp_path_factory.mktemp("services") / "ready", tmp_path_factory)
    names = names_in(seeded)
    empty = tmp_path_factory.mktemp("building")
    shutil.copy(seeded.instance_dir / "pathways.db", empty / "pathways.db")
    away = tmp_path_factory.mktemp("no-database")
    shutil.copytree(
        seeded.instance_dir, away, dirs_exist_ok=True, ignore=shutil.ignore_patterns("pathways.db*")
    )
    grow_old(away)
    apps: dict[Service, Flask] = {
        "ready": make_app(seeded.settings.model_copy(update={"oidc_issuer": "https://login.example"})),
        "building": make_app(make_settings(empty)),
        "no-database": make_app(
            make_settings(away, database_url=f"sqlite:///{away / 'gone' / 'pathways.db'}")
        ),
    }
    ready = apps["ready"]
    key = seeded.settings.secret_key.get_secret_value()
    with database_of(ready).unit_of_work() as session:
        names |= make_desk(session, ready.extensions["catalogue"].snapshot(), key)
    return Services(apps, names | staff_names(ready))


def grow_old(instance_dir: Path) -> None:
    """Say in every part of a snapshot that its lists were read long ago."""
    for manifest in (instance_dir / "snapshot").glob("*/manifest.json"):
        told = json.loads(manifest.read_text(encoding="utf-8"))
        for source in told["facts"]["sources"]:
            source["last_imported_at"] = "2025-01-01T08:00:00+00:00"
        manifest.write_text(json.dumps(told), encoding="utf-8")


@pytest.fixture(scope="session")
def addresses(services: Services) -> Iterator[Addresses]:
    """Every condition of the service, listening."""
    with ExitStack() as open_ports:
        found: Addresses = {}
        for name, app in services.apps.items():
            found[name, True] = open_ports.enter_context(listening(app))
            found[name, False] = open_ports.enter_context(listening(WithoutScripts(app)))
        yield found


def names_in(seeded: SeededCatalogue) -> dict[str, str]:
    """Records for the states: `{programme}` is `12/plumbing`. One programme and one provider are withdrawn for it."""
    database = seeded.open_database()
    with database.unit_of_work() as session:
        names = _names(session)
        names |= plans_for(session, int(names["opportunity"]))
    database.close()
    return names


def _names(session: Session) -> dict[str, str]:
    programme, opportunity = _first(session)
    provider = session.get_one(Provider, programme.provider_id)
    withdrawn, _ = _first(session, Programme.id != programme.id)
    withdrawn.state = ListingState.WITHDRAWN
    gone = (
        session.execute(select(Provider).where(Provider.id != provider.id).order_by(Provider.id.desc()))
        .scalars()
        .first()
    )
    assert gone is not None
    gone.state = ListingState.WITHDRAWN
    closed, _ = _first(session, Programme.id.not_in([programme.id, withdrawn.id]))
    for intake in session.execute(
        select(Intake)
        .join(Opportunity, Opportunity.id == Intake.opportunity_id)
        .where(Opportunity.programme_id == closed.id)
    ).scalars():
        intake.is_flexible, intake.start_text = False, ""
        intake.starts_on, intake.closes_on, intake.opens_on = date(2025, 9, 1), date(2025, 8, 1), None
    kinds = {
        "apprenticeship": Programme.route == Route.APPRENTICESHIP,
        "degree": Programme.route == Route.DEGREE,
        "supported_internship": Programme.route == Route.SUPPORTED_INTERNSHIP,
        "with_outcomes": Programme.id.in_(select(Outcome.programme_id)),
        "online": Opportunity.delivery == Delivery.ONLINE,
        "no_coordinates": Opportunity.venue_id.in_(select(Venue.id).where(Venue.lat.is_(None))),
    }
    return {
        "programme": f"{programme.id}/{programme.slug}",
        "programme_id": str(programme.id),
        "opportunity": str(opportunity),
        "provider": f"{provider.id}/{provider.slug}",
        "provider_id": str(provider.id),
        "withdrawn": f"{withdrawn.id}/{withdrawn.slug}",
        "withdrawn_provider": f"{gone.id}/{gone.slug}",
        "closed": f"{closed.id}/{closed.slug}",
        "confirm_token": token_of(make_alert(session), "confirm"),
        "stop_token": token_of(make_due_alert(session), "stop"),
    } | {
        name: value
        for kind, condition in kinds.items()
        for name, value in _named(kind, *_first(session, condition)).items()
    }


def _named(kind: str, programme: Programme, opportunity: int) -> dict[str, str]:
    return {kind: _slugged(programme), f"{kind}_offer": str(opportunity)}


def _slugged(programme: Programme) -> str:
    return f"{programme.id}/{programme.slug}"


def _first(session: Session, *conditions: Any) -> tuple[Programme, int]:
    """The first published programme that fits, with one of its opportunities."""
    found = (
        select(Programme, Opportunity.id)
        .join(Opportunity, Opportunity.programme_id == Programme.id)
        .where(
            Programme.state == ListingState.PUBLISHED,
            Opportunity.state == ListingState.PUBLISHED,
            *conditions,
        )
        .order_by(Programme.id, Opportunity.id)
    )
    row = session.execute(found).first()
    assert row is not None, f"the seeded catalogue has no programme with {conditions}"
    return row[0], row[1]
