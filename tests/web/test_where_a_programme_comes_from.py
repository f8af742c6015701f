"""The foot of a programme's page: who says so, since when, and how sure we are."""

from datetime import timedelta

from sqlalchemy.orm import Session

from pathways import clock
from pathways.catalogue.models import Programme
from tests.factories import make_opportunity, make_programme, make_provider, make_source
from tests.harness.pages import CheckingClient, text_of


def foot_of(client: CheckingClient, rows: Session, **changes: object) -> str:
    """The foot of the page of a programme that is on offer, with ``changes`` to its record."""
    source = make_source(rows, slug="county-list", name="The county list")
    provider = make_provider(rows, source_id=source.id)
    programme: Programme = make_programme(rows, provider=provider, title="Basket making", **changes)
    make_opportunity(rows, programme=programme)
    rows.commit()
    page = client.get(f"/programmes/{programme.id}/{programme.slug}")
    assert page.status_code == 200
    return text_of(page.text).split("Where this comes from")[1]


def test_a_record_names_its_source_and_the_day_it_carries_there(
    client: CheckingClient, rows: Session
) -> None:
    foot = foot_of(client, rows, source_dated_on=clock.today() - timedelta(days=400))
    assert "Source: The county list." in foot
    assert "They dated it" in foot


def test_a_day_that_the_source_does_not_give_is_not_invented(client: CheckingClient, rows: Session) -> None:
    foot = foot_of(client, rows)
    assert "They dated it" not in foot
    assert "We do not know when it was last checked." in foot


def test_a_record_checked_of_late_says_when(client: CheckingClient, rows: Session) -> None:
    assert "Last checked on" in foot_of(client, rows, checked_on=clock.today() - timedelta(days=3))


def test_a_record_checked_long_ago_warns(client: CheckingClient, rows: Session) -> None:
    foot = foot_of(client, rows, checked_on=clock.today() - timedelta(days=900))
    assert "Not checked since" in foot
    assert "ask before you rely on it" in foot
