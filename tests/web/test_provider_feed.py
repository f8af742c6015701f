"""The XCRI-CAP feed of one provider: an address that others may keep asking."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
from flask import Response
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.catalogue.models import Opportunity, Programme, Provider
from pathways.catalogue.vocabulary import Delivery, ListingState
from pathways.feeds.xml_events import read_elements
from pathways.front import provider_feed
from tests.factories import make_opportunity, make_programme, make_provider
from tests.harness.pages import CheckingClient, links_of


@pytest.fixture
def college(rows: Session) -> Provider:
    """A provider with one programme on offer online."""
    provider = make_provider(rows, name="Moorside & Sons")
    programme = make_programme(rows, provider=provider, title="Plumbing")
    make_opportunity(rows, programme=programme, venue=None, delivery=Delivery.ONLINE)
    rows.commit()
    return provider


def address_of(provider: Provider) -> str:
    return f"/providers/{provider.id}/{provider.slug}/xcri.xml"


def titles_in(content: bytes) -> list[str]:
    return [
        found.node.text_of("title") for found in read_elements(io.BytesIO(content), "feed.xml", {"course"})
    ]


def test_the_feed_holds_what_the_provider_offers(client: CheckingClient, college: Provider) -> None:
    response = client.get(address_of(college))
    assert response.status_code == 200
    assert response.mimetype == "application/xml"
    assert titles_in(response.data) == ["Plumbing"]


def test_its_headers_are_those_of_a_public_page(client: CheckingClient, college: Provider) -> None:
    response = client.get(address_of(college))
    assert response.headers["Cache-Control"].startswith("public, max-age=60")
    assert response.headers["ETag"].startswith('W/"')
    assert response.last_modified is not None
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in response.headers


def test_a_long_feed_is_sent_while_it_is_written(
    client: CheckingClient, college: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = client.get(address_of(college))
    monkeypatch.setattr(provider_feed, "SENT_WHOLE", 0)
    with FlaskClient(client.application, Response).get(address_of(college)) as response:
        assert response.is_streamed
        assert "Content-Length" not in response.headers
        pieces = list(response.iter_encoded())
    assert len(pieces) > 10
    assert b"".join(pieces) == whole.data
    assert response.headers["ETag"] == whole.headers["ETag"]


def test_a_feed_already_known_is_not_sent_again_until_something_changes(
    client: CheckingClient, rows: Session, college: Provider
) -> None:
    first = client.get(address_of(college))
    by_tag = {"If-None-Match": first.headers["ETag"]}
    by_day = {"If-Modified-Since": first.headers["Last-Modified"]}
    for condition in (by_tag, by_day):
        again = client.get(address_of(college), headers=condition)
        assert (again.status_code, again.data) == (304, b"")
    offer = rows.execute(
        select(Opportunity).join(Programme).where(Programme.provider_id == college.id)
    ).scalar_one()
    offer.cost_text = "£5"
    offer.updated_at = datetime.now(UTC) + timedelta(seconds=5)
    rows.commit()
    for condition in (by_tag, by_day):
        changed = client.get(address_of(college), headers=condition)
        assert changed.status_code == 200
        assert "£5" in changed.text


def test_a_new_programme_is_in_it_at_once(client: CheckingClient, rows: Session, college: Provider) -> None:
    tag = client.get(address_of(college)).headers["ETag"]
    programme = make_programme(rows, provider=college, title="Tiling")
    make_opportunity(rows, programme=programme, venue=None, delivery=Delivery.ONLINE)
    rows.commit()
    response = client.get(address_of(college), headers={"If-None-Match": tag})
    assert titles_in(response.data) == ["Plumbing", "Tiling"]


def test_head_tells_the_same_without_the_feed(client: CheckingClient, college: Provider) -> None:
    whole, head = client.get(address_of(college)), client.head(address_of(college))
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == whole.headers["ETag"]


def test_a_wrong_name_is_put_right_and_an_unknown_provider_is_not_found(
    client: CheckingClient, college: Provider
) -> None:
    wrong = client.get(f"/providers/{college.id}/other/xcri.xml")
    assert (wrong.status_code, wrong.headers["Location"]) == (301, address_of(college))
    for unknown in (999_999, 0, 10**30):
        assert client.get(f"/providers/{unknown}/x/xcri.xml").status_code == 404


def test_a_withdrawn_provider_is_gone_and_a_draft_never_was(
    client: CheckingClient, rows: Session, college: Provider
) -> None:
    for state, status in ((ListingState.WITHDRAWN, 410), (ListingState.DRAFT, 404)):
        college.state = state
        rows.commit()
        assert client.get(address_of(college)).status_code == status


def test_a_provider_that_offers_nothing_has_a_feed_without_courses(
    client: CheckingClient, rows: Session
) -> None:
    provider = make_provider(rows)
    rows.commit()
    response = client.get(address_of(provider))
    assert (response.status_code, titles_in(response.data)) == (200, [])


def test_the_page_of_the_provider_leads_to_it(client: CheckingClient, college: Provider) -> None:
    page = client.get(f"/providers/{college.id}/{college.slug}")
    assert address_of(college) in links_of(page.text)
