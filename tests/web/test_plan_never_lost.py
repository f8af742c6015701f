"""What became of what was saved: told in words, and nothing saved is ever lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.catalogue.models import Intake, Opportunity
from pathways.catalogue.publish import publish
from pathways.catalogue.vocabulary import ListingState
from tests.harness.catalogue import SeededCatalogue, database_of, make_app, make_settings
from tests.harness.pages import CheckingClient, links_of, text_of
from tests.web.plan_pages import change, fields_of_item, save, saved_order, some_opportunities, words_of

Edit = Callable[[Session, Opportunity], None]


@pytest.fixture
def number(own_catalogue: SeededCatalogue) -> int:
    """An opportunity to save, with a start and a closing day to come."""
    database = own_catalogue.open_database()
    with database.unit_of_work() as session:
        found = some_opportunities(session, 1)[0]
        session.execute(delete(Intake).where(Intake.opportunity_id == found))
        session.add(
            Intake(opportunity_id=found, starts_on=start_day(), closes_on=start_day() - timedelta(30))
        )
    publish(database, own_catalogue.instance_dir)
    database.close()
    return found


def start_day() -> date:
    """The first of a month, some months from now."""
    today = clock.today()
    return date(today.year + 1, 6, 20)


@pytest.fixture
def planner(own_catalogue: SeededCatalogue, number: int) -> Iterator[CheckingClient]:
    """A client with one thing saved."""
    app = make_app(own_catalogue.settings)
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    save(client, number)
    change(client, number, note="My favourite", status="keen")
    yield client
    database_of(app).close()


def edit(catalogue: SeededCatalogue, number: int, how: Edit) -> None:
    """Change the catalogue and publish it."""
    database = catalogue.open_database()
    with database.unit_of_work() as session:
        how(session, session.get_one(Opportunity, number))
    publish(database, catalogue.instance_dir)
    database.close()


def plan_text(client: CheckingClient) -> str:
    return text_of(plan_html(client))


def plan_html(client: CheckingClient) -> str:
    # A process looks for a new snapshot every half second; this one looks now.
    client.application.extensions["catalogue"]._looked_at = float("-inf")
    return client.get("/plan").get_data(as_text=True)


def test_while_nothing_changed_nothing_is_said(planner: CheckingClient) -> None:
    assert "Since you saved it" not in plan_text(planner)


def test_a_closing_date_that_moved_is_told(
    planner: CheckingClient, own_catalogue: SeededCatalogue, number: int
) -> None:
    def move(session: Session, _opportunity: Opportunity) -> None:
        intake = session.scalars(select(Intake).where(Intake.opportunity_id == number)).one()
        assert intake.closes_on is not None
        intake.closes_on += timedelta(days=5)

    edit(own_catalogue, number, move)
    before, after = start_day() - timedelta(30), start_day() - timedelta(25)
    said = plan_text(planner)
    assert "Since you saved it" in said
    assert f"Closing date moved from {before.day} to {after.day} May {after.year}." in said


def test_what_closed_is_marked_and_something_like_it_is_offered(
    planner: CheckingClient, own_catalogue: SeededCatalogue, number: int
) -> None:
    def close(session: Session, _opportunity: Opportunity) -> None:
        intake = session.scalars(select(Intake).where(Intake.opportunity_id == number)).one()
        intake.starts_on, intake.closes_on = clock.today() - timedelta(1), clock.today() - timedelta(20)

    edit(own_catalogue, number, close)
    said = plan_text(planner)
    assert "Closed. The last day to apply was" in said
    assert "Open now and like it" in said


def test_what_vanished_stays_as_it_was_with_its_note(
    planner: CheckingClient, own_catalogue: SeededCatalogue, number: int
) -> None:
    def vanish(_session: Session, opportunity: Opportunity) -> None:
        opportunity.state = ListingState.WITHDRAWN
        opportunity.withdrawn_at = clock.now()

    edit(own_catalogue, number, vanish)
    said = plan_text(planner)
    html = planner.get("/plan").get_data(as_text=True)
    assert saved_order(html) == [number]
    assert "It left the list before its last day" in said
    assert "Open now and like it" in said
    fields = fields_of_item(html, number)
    assert fields.pop("was"), "the form carries what it was, in case another window takes it out"
    assert fields == {"version": "2", "status": "keen", "note": "My favourite"}
    # It can still be moved, noted and taken out.
    assert change(planner, number, note="Ask whether it runs again").status_code == 303
    assert change(planner, number, do="remove").status_code == 303


def test_what_was_deleted_for_good_stays_without_a_link_that_leads_nowhere(
    planner: CheckingClient, own_catalogue: SeededCatalogue, number: int
) -> None:
    def delete_it(session: Session, opportunity: Opportunity) -> None:
        for other in session.scalars(
            select(Opportunity).where(Opportunity.programme_id == opportunity.programme_id)
        ).all():
            session.delete(other)

    edit(own_catalogue, number, delete_it)
    html = plan_html(planner)
    assert saved_order(html) == [number]
    assert not [address for address in links_of(html) if address.endswith(f"?at={number}")]
    assert "Closed." in text_of(html)


def test_something_like_it_is_near_where_it_was(
    planner: CheckingClient, own_catalogue: SeededCatalogue, number: int
) -> None:
    def vanish(_session: Session, opportunity: Opportunity) -> None:
        opportunity.state = ListingState.WITHDRAWN

    edit(own_catalogue, number, vanish)
    offered = [
        address
        for address in links_of(plan_html(planner))
        if "?at=" in address and not address.endswith(f"?at={number}")
    ]
    assert 1 <= len(offered) <= 3
    for address in offered:
        assert planner.get(address).status_code == 200


def test_while_the_catalogue_is_being_built_the_plan_is_shown_as_it_was(
    planner: CheckingClient, own_catalogue: SeededCatalogue, number: int, tmp_path: object
) -> None:
    words = words_of(planner)
    building = make_app(
        make_settings(
            own_catalogue.instance_dir / "elsewhere", database_url=own_catalogue.settings.database_url
        )
    )
    client = building.test_client()
    assert isinstance(client, CheckingClient)
    client.post("/plan/open", data={"code": words})
    html = client.get("/plan").get_data(as_text=True)
    assert saved_order(html) == [number]
    assert "Closed" not in text_of(html)
    database_of(building).close()
