"""What a test writes into the seeded catalogue is gone afterwards, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.catalogue.models import Intake, Opportunity, Programme, Provider
from pathways.catalogue.vocabulary import ListingState
from pathways.database import metadata
from tests.factories import make_opportunity, make_programme
from tests.harness.catalogue import SeededCatalogue, database_of, shared_seeded_catalogue
from tests.harness.pages import CheckingClient

Rows = dict[str, list[tuple[object, ...]]]


def all_rows(catalogue: SeededCatalogue) -> Rows:
    database = catalogue.open_database()
    with database.engine.connect() as connection:
        found = {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }
    database.close()
    return found


_before: dict[str, Rows] = {}


def adds(session: Session) -> None:
    make_opportunity(session, programme=make_programme(session, title="Only for a test"))


def changes(session: Session) -> None:
    for provider in session.scalars(select(Provider).limit(3)):
        provider.name, provider.state = "Another name", ListingState.WITHDRAWN


def removes(session: Session) -> None:
    offered = session.scalars(select(Opportunity)).first()
    assert offered is not None
    for intake in session.scalars(select(Intake).where(Intake.opportunity_id == offered.id)):
        session.delete(intake)
    session.flush()
    session.delete(offered)


def does_all_three(session: Session) -> None:
    adds(session)
    changes(session)
    removes(session)
    for programme in session.scalars(select(Programme).limit(2)):
        programme.title = "Another title"


@pytest.mark.parametrize("write", [adds, changes, removes, does_all_three, lambda session: None])
def test_a_test_writes_what_it_likes(
    client: CheckingClient, seeded_catalogue: SeededCatalogue, write: Callable[[Session], None]
) -> None:
    now = all_rows(seeded_catalogue)
    assert now == _before.setdefault(seeded_catalogue.engine_name, now), "the test before left something"
    with database_of(client.application).unit_of_work() as session:
        write(session)
    if write.__name__ != "<lambda>":
        assert all_rows(seeded_catalogue) != now


def test_what_a_browser_sends_is_not_in_the_catalogue_of_other_tests(
    live_server: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    catalogue = shared_seeded_catalogue("sqlite", tmp_path_factory)
    before = all_rows(catalogue)
    report = urlencode({"kind": "wrong-fact", "text": "The start date is wrong.", "page": "/areas/health"})
    with urlopen(f"{live_server}/report", report.encode()) as answer:
        assert "Thank you, we have it" in answer.read().decode()
    assert all_rows(catalogue) == before
