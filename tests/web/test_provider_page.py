"""The page of one provider."""

import pytest
from sqlalchemy.orm import Session

from pathways.catalogue.vocabulary import ListingState
from tests.factories import PRESTON, make_provider, make_venue
from tests.harness.pages import CheckingClient, links_of, text_of

SECTIONS = (
    "Who we are and what we offer",
    "The careers it leads to",
    "What learning here is like",
    "Answers to questions",
)


def provider_found(client: CheckingClient) -> str:
    """The address of a provider with something on offer near Consett."""
    results = client.get("/search?near=consett").text
    programme = next(link for link in links_of(results) if link.startswith("/programmes/"))
    page = client.get(programme).text
    return next(link for link in links_of(page) if link.startswith("/providers/"))


def test_the_four_things_a_provider_may_say_stand_in_order(client: CheckingClient) -> None:
    text = text_of(client.get(provider_found(client)).text)
    places = [text.index(section) for section in SECTIONS]
    assert places == sorted(places)


def test_what_it_offers_is_listed_by_route_with_the_way_to_all(client: CheckingClient) -> None:
    page = client.get(provider_found(client)).text
    assert "What you could do here" in text_of(page)
    assert [link for link in links_of(page) if link.startswith("/programmes/")]
    whole = [link for link in links_of(page) if link.startswith("/search?") and "provider=" in link]
    for link in whole:
        listed = client.get(link)
        assert listed.status_code == 200


def test_venues_come_nearest_first_from_a_chosen_place(client: CheckingClient, rows: Session) -> None:
    provider = make_provider(rows, name="Two Sites College")
    make_venue(rows, provider=provider, name="Alder site")
    make_venue(rows, provider=provider, name="Birch site", lat=PRESTON[0], lng=PRESTON[1], town="Preston")
    make_venue(rows, provider=provider, name="Cedar site", lat=None, lng=None)
    rows.commit()
    address = f"/providers/{provider.id}/{provider.slug}"
    plain = text_of(client.get(address).text)
    assert plain.index("Alder site") < plain.index("Birch site")
    near = text_of(client.get(address + "?near=preston").text)
    assert near.index("Birch site") < near.index("Alder site") < near.index("Cedar site")
    assert "Nothing is open here that we know of" in near


def test_typed_place_is_exchanged(client: CheckingClient, rows: Session) -> None:
    provider = make_provider(rows)
    make_venue(rows, provider=provider)
    rows.commit()
    address = f"/providers/{provider.id}/{provider.slug}"
    response = client.post(address, data={"near": "preston"})
    assert (response.status_code, response.location) == (303, f"{address}?near=preston")
    asked = client.post(address, data={"near": "Richmond"})
    assert asked.status_code == 422
    assert "Which Richmond?" in text_of(asked.text)


def test_what_is_not_known_is_said_to_be_missing(client: CheckingClient, rows: Session) -> None:
    provider = make_provider(rows, name="Quiet College")
    rows.commit()
    text = text_of(client.get(f"/providers/{provider.id}/{provider.slug}").text)
    assert text.count("They have not told us yet.") == len(SECTIONS)
    assert "We know of no address." in text
    assert "They have not given us a way to reach them." in text


def test_contact_and_number_are_shown(client: CheckingClient, rows: Session) -> None:
    provider = make_provider(
        rows,
        name="Open College",
        ukprn=10_000_123,
        website="https://college.example/",
        telephone="01234 567890",
    )
    rows.commit()
    page = client.get(f"/providers/{provider.id}/{provider.slug}").text
    assert links_of(page)["https://college.example/"] == "Their own website"
    assert "Provider number (UKPRN): 10000123." in text_of(page)


def test_wrong_name_is_put_right(client: CheckingClient, rows: Session) -> None:
    provider = make_provider(rows)
    rows.commit()
    response = client.get(f"/providers/{provider.id}/else?near=preston")
    assert response.status_code == 301
    assert response.location.endswith(f"/providers/{provider.id}/{provider.slug}?near=preston")


@pytest.mark.parametrize("number", ["0", "99999999", "9" * 30])
def test_unknown_provider_is_not_found(client: CheckingClient, number: str) -> None:
    assert client.get(f"/providers/{number}/x").status_code == 404


def test_withdrawn_provider_says_what_it_was_and_a_draft_is_not_found(
    client: CheckingClient, rows: Session
) -> None:
    gone = make_provider(
        rows, name="Gone College", about="A college by the sea.", state=ListingState.WITHDRAWN
    )
    draft = make_provider(rows, state=ListingState.DRAFT)
    rows.commit()
    response = client.get(f"/providers/{gone.id}/{gone.slug}")
    assert response.status_code == 410
    assert "A college by the sea." in text_of(response.text)
    assert client.get(f"/providers/{draft.id}/{draft.slug}").status_code == 404


def test_demonstration_provider_is_marked(client: CheckingClient) -> None:
    assert "Made up to show how this site works." in text_of(client.get(provider_found(client)).text)
