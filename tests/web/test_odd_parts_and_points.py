"""Parts of the sitemap and points in the sequence of changes that nobody was given, and names that are no markup."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from sqlalchemy.orm import Session

from pathways.catalogue.changes import record_change
from pathways.catalogue.models import Opportunity
from pathways.catalogue.vocabulary import ListingState
from tests.factories import make_opportunity, make_programme, make_provider
from tests.harness.pages import CheckingClient

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
CHANGES = "/api/v1/opportunities/changes"


@pytest.mark.parametrize("part", ["-1", "1.5", "x", "", "٣", "1e3", "10000", "99999999999999999999"])
def test_part_of_the_sitemap_that_is_no_number_or_past_the_end_is_not_there(
    client: CheckingClient, part: str
) -> None:
    assert client.get(f"/sitemap-{part}.xml").status_code == 404


def test_part_of_pages_that_stand_is_the_same_however_often_it_is_asked(client: CheckingClient) -> None:
    first, second = (client.get("/sitemap-0.xml") for _ in range(2))
    assert first.text == second.text
    addresses = [node.text for node in ET.fromstring(first.text).iter(LOC)]
    assert len(addresses) == len(set(addresses)) > 20


@pytest.mark.parametrize("name", ["</script>", "a & b <c>", "مدرسة", "🐶"])
def test_sitemap_of_an_oddly_named_provider_can_be_read(
    client: CheckingClient, rows: Session, name: str
) -> None:
    provider = make_provider(rows, name=name, slug="odd-name")
    make_opportunity(rows, programme=make_programme(rows, provider=provider, title=name, slug="odd-title"))
    rows.commit()
    listed = {node.text for node in ET.fromstring(client.get("/sitemap-1.xml").text).iter(LOC)}
    assert any((address or "").endswith(f"/providers/{provider.id}/odd-name") for address in listed)


@pytest.mark.parametrize("since", ["", "-1", "1,2", "0x1", " ", "null", "1;", "</script>"])
def test_point_that_is_no_number_is_refused_by_name(client: CheckingClient, since: str) -> None:
    response = client.get(CHANGES, query_string={"since": since})
    assert response.status_code == 422
    assert [error["field"] for error in response.get_json()["errors"]] == ["since"]


def test_past_the_last_change_the_point_stays_where_it_was(client: CheckingClient) -> None:
    answer = client.get(f"{CHANGES}?since=2147483647").get_json()
    assert (answer["changes"], answer["next"], answer["more"]) == ([], 2147483647, False)


def test_only_what_is_there_has_an_address_among_the_changes(client: CheckingClient, rows: Session) -> None:
    last = client.get(CHANGES).get_json()["next"]
    shown, gone = make_opportunity(rows), make_opportunity(rows)
    rows.get_one(Opportunity, gone.id).state = ListingState.WITHDRAWN
    record_change(rows, [shown.id, gone.id, 2_000_000_000])
    record_change(rows, None)
    rows.commit()
    told = client.get(f"{CHANGES}?since={last}").get_json()["changes"]
    found = {change["opportunity_id"]: (change["state"], change["url"] is not None) for change in told}
    assert found[shown.id] == ("published", True)
    assert found[gone.id] == found[2_000_000_000] == ("withdrawn", False)
    assert found[None] == ("unknown", False)
