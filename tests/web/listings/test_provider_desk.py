"""Venues, the provider's own page, claiming, records of other lists and differences, as pages."""

from __future__ import annotations

import json
import re

import pytest
from sqlalchemy import select

from pathways.accounts.models import Organisation
from pathways.accounts.roles import OrganisationKind, Role
from pathways.catalogue.models import Programme, Provider, Venue
from pathways.catalogue.vocabulary import Route
from pathways.feeds.models import EditConflict, ImportRun
from pathways.listings.models import ClaimState, ProviderClaim
from pathways.listings.operations.claims import approve_claim, refuse_claim
from tests.factories import make_opportunity, make_programme, make_provider
from tests.harness.listings import content_for, make_host
from tests.harness.pages import CheckingClient, heading_of, links_of, text_of
from tests.harness.staff import form_token, make_membership, make_organisation, sign_in
from tests.web.listings.conftest import Desk

VENUE = {
    "name": "Annexe",
    "address": "1 High Street",
    "town": "",
    "postcode": "PR1 2HE",
    "getting_there": "Bus 9",
}


def venue_named(desk: Desk, name: str) -> Venue | None:
    desk.session.rollback()
    return desk.session.scalars(select(Venue).where(Venue.name == name)).first()


def point_in(html: str) -> tuple[float, float]:
    lat, lng = (re.search(rf'name="{name}" value="([-\d.]+)"', html) for name in ("lat", "lng"))
    assert lat is not None and lng is not None
    return float(lat[1]), float(lng[1])


def test_a_venue_is_added_by_its_postcode_and_can_be_chosen(desk: Desk) -> None:
    response = desk.post("/listings/venues/new", VENUE)
    assert response.headers["Location"] == "/listings/venues"
    venue = venue_named(desk, "Annexe")
    assert venue is not None and venue.postcode == "PR1 2HE"
    assert venue.lat == pytest.approx(53.75, abs=0.1)
    assert "Annexe" in text_of(desk.get("/listings/venues").text)
    listing = desk.listing(content_for(Route.DEGREE))
    assert "Annexe" in text_of(desk.get(f"/listings/{listing.id}/places/1/where").text)


def test_looking_the_postcode_up_shows_it_on_our_map_and_saves_nothing(desk: Desk) -> None:
    page = desk.post("/listings/venues/new", VENUE | {"move": "look"})
    assert page.status_code == 200
    assert "near-map" in page.text and "The pin is at 53." in text_of(page.text)
    assert venue_named(desk, "Annexe") is None


def test_the_map_of_a_venue_has_a_scale_and_says_in_words_where_the_pin_is(desk: Desk) -> None:
    page = desk.post("/listings/venues/new", VENUE | {"move": "look"}).text
    assert "10 miles" in page and "venue-map__pin" in page and "near-map__town" in page
    words = text_of(page)
    assert re.search(r"north, 2\.\d{4} west\. .*mile.* from Preston\.", words)
    assert 'formaction="/listings/venues/new#pin"' in page


@pytest.mark.parametrize(
    ("direction", "north", "east"), [("north", 1, 0), ("south", -1, 0), ("east", 0, 1), ("west", 0, -1)]
)
def test_the_pin_is_moved_by_buttons_and_then_kept(desk: Desk, direction: str, north: int, east: int) -> None:
    before = point_in(desk.post("/listings/venues/new", VENUE | {"move": "look"}).text)
    shown = {"of": "PR1 2HE", "lat": str(before[0]), "lng": str(before[1])}
    after = point_in(desk.post("/listings/venues/new", VENUE | shown | {"move": direction}).text)
    assert ((after[0] > before[0]) - (after[0] < before[0])) == north
    assert ((after[1] > before[1]) - (after[1] < before[1])) == east
    desk.post("/listings/venues/new", VENUE | {"of": "PR1 2HE", "lat": str(after[0]), "lng": str(after[1])})
    venue = venue_named(desk, "Annexe")
    assert venue is not None
    assert (venue.lat, venue.lng) == pytest.approx(after)


def test_another_postcode_takes_the_pin_with_it(desk: Desk) -> None:
    before = point_in(desk.post("/listings/venues/new", VENUE | {"move": "look"}).text)
    moved = VENUE | {"postcode": "DH8 5AA", "of": "PR1 2HE", "lat": str(before[0]), "lng": str(before[1])}
    desk.post("/listings/venues/new", moved)
    venue = venue_named(desk, "Annexe")
    assert venue is not None
    assert venue.lat == pytest.approx(54.85, abs=0.1)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": " "}, "Write a name."),
        ({"postcode": "ZZ99 9ZZ"}, "We do not know this postcode."),
        ({"postcode": ""}, "We do not know this postcode."),
        ({"postcode": "\x00"}, "We do not know this postcode."),
    ],
)
def test_a_venue_without_a_name_or_a_place_is_given_back(
    desk: Desk, changes: dict[str, str], words: str
) -> None:
    response = desk.post("/listings/venues/new", VENUE | changes)
    assert response.status_code == 422
    assert words in text_of(response.text)
    assert 'value="1 High Street"' in response.text


@pytest.mark.parametrize(
    "pin", [("nan", "0"), ("inf", "1"), ("0", "0"), ("x", "y"), ("54", ""), ("9e99", "9e99")]
)
def test_a_pin_that_is_nowhere_is_left_out(desk: Desk, pin: tuple[str, str]) -> None:
    response = desk.post("/listings/venues/new", VENUE | {"of": "PR1 2HE", "lat": pin[0], "lng": pin[1]})
    assert response.status_code == 303
    venue = venue_named(desk, "Annexe")
    assert venue is not None and venue.lat == pytest.approx(53.75, abs=0.1)


def test_a_venue_is_changed(desk: Desk) -> None:
    address = f"/listings/venues/{desk.world.venue}"
    assert "Another list brought this." in text_of(desk.get(address).text)
    assert desk.post(address, VENUE | {"name": "New name"}).status_code == 303
    assert venue_named(desk, "New name") is not None
    assert "Another list brought this." not in text_of(desk.get(address).text)


PROFILE = {
    "about": "We are a college.",
    "careers": "Many jobs.",
    "learning_here": "Small groups.",
    "answers": "Yes, there are buses.",
    "support": "Ask us.",
    "website": "https://college.example",
    "email": "office@college.example",
    "telephone": "01207 000000",
}


def seen_in(html: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', html)
    assert found is not None
    return found[1]


def test_the_profile_is_saved_and_stands_on_the_providers_page(desk: Desk) -> None:
    seen = seen_in(desk.get("/listings/profile").text)
    response = desk.post("/listings/profile", PROFILE | {"seen": seen})
    assert response.status_code == 303
    assert "Saved." in text_of(desk.get(response.headers["Location"]).text)
    public = text_of(desk.get(f"/providers/{desk.world.provider_id}", follow_redirects=True).text)
    for words in ("We are a college.", "Many jobs.", "Small groups.", "Yes, there are buses."):
        assert words in public


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"website": "javascript:alert(1)"}, "website"),
        ({"website": "http://college.example"}, "website"),
        ({"email": "no address"}, "email"),
        ({"email": "two words@college.example"}, "email"),
        ({"about": "x" * 5_001}, "about"),
        ({"telephone": "1" * 41}, "telephone"),
    ],
)
def test_a_profile_with_a_mistake_is_given_back(desk: Desk, changes: dict[str, str], name: str) -> None:
    seen = seen_in(desk.get("/listings/profile").text)
    response = desk.post("/listings/profile", PROFILE | changes | {"seen": seen})
    assert response.status_code == 422
    assert f'id="{name}-error"' in response.text
    assert "Many jobs." in response.text
    desk.session.rollback()
    assert desk.session.get_one(Provider, desk.world.provider_id).about == ""


def test_two_who_change_the_profile_at_once_are_noticed(desk: Desk) -> None:
    seen = seen_in(desk.get("/listings/profile").text)
    desk.post("/listings/profile", PROFILE | {"seen": seen})
    response = desk.post("/listings/profile", PROFILE | {"about": "Mine", "seen": seen})
    assert response.status_code == 409
    words = text_of(response.text)
    assert "We are a college." in words and "Mine" in words
    again = desk.post("/listings/profile", PROFILE | {"about": "Mine", "seen": seen_in(response.text)})
    assert again.status_code == 303


def newcomer(desk: Desk, role: Role = Role.PROVIDER_ADMIN) -> CheckingClient:
    """Somebody of a provider's organisation that looks after no provider yet, signed in."""
    organisation = make_organisation(desk.session, kind=OrganisationKind.PROVIDER, name="Newcomer")
    membership = make_membership(desk.session, role=role, organisation=organisation)
    desk.session.commit()
    sign_in(desk.client, user=membership.user_id)
    return desk.client


def claim_of(desk: Desk) -> ProviderClaim:
    desk.session.rollback()
    return desk.session.scalars(select(ProviderClaim).order_by(ProviderClaim.id.desc())).first()


def test_who_has_no_provider_is_asked_to_find_theirs(desk: Desk) -> None:
    client = newcomer(desk)
    for path in ("/listings", "/listings/new", "/listings/records"):
        assert client.get(path).headers["Location"] == "/listings/claim"
    for path in ("/listings/venues", "/listings/profile", "/listings/conflicts"):
        assert client.get(path).status_code == 404


def test_a_provider_is_found_and_asked_for(desk: Desk) -> None:
    wanted = make_provider(desk.session, name="Hillside College", ukprn=10_000_007)
    desk.session.commit()
    client = newcomer(desk)
    assert "Hillside College" in text_of(client.get("/listings/claim?q=hillside").text)
    assert "Hillside College" in text_of(client.get("/listings/claim?q=10000007").text)
    form = {"csrf_token": form_token(client), "provider": str(wanted.id), "ukprn": "1000 0007"}
    assert client.post("/listings/claim", data=form).status_code == 303
    words = text_of(client.get("/listings/claim").text)
    assert "You have asked to look after Hillside College." in words
    assert "The number is right." in words
    claim = claim_of(desk)
    assert claim.ukprn_matches and not claim.email_matches
    approve_claim(desk.session, claim, reviewer=make_host(desk.session))
    desk.session.commit()
    assert heading_of(client.get("/listings").text) == "Your listings"
    assert client.get("/listings/claim").headers["Location"] == "/listings"


def test_a_mistake_in_asking_loses_nothing_of_what_was_found(desk: Desk) -> None:
    make_provider(desk.session, name="Hillside College", ukprn=10_000_007)
    desk.session.commit()
    client = newcomer(desk)
    form = {"csrf_token": form_token(client), "q": "hillside", "ukprn": "10000007"}
    page = client.post("/listings/claim", data=form)
    words = text_of(page.text)
    assert page.status_code == 422
    assert "Choose one from the list." in words and "Hillside College" in words
    assert 'name="q" type="search" maxlength="100" value="hillside"' in page.text


def test_who_looks_for_their_page_in_vain_is_told_so_and_can_sign_out(desk: Desk) -> None:
    words = text_of(newcomer(desk).get("/listings/claim?q=zzzz").text)
    assert "We find nobody of that name or number." in words
    assert "Sign out" in words


def test_a_refusal_is_told_with_its_reasons(desk: Desk) -> None:
    wanted = make_provider(desk.session, name="Hillside College", ukprn=10_000_007)
    desk.session.commit()
    client = newcomer(desk)
    form = {"csrf_token": form_token(client), "provider": str(wanted.id), "ukprn": "10000007"}
    client.post("/listings/claim", data=form)
    refuse_claim(desk.session, claim_of(desk), reviewer=make_host(desk.session), reasons="Write from work.")
    desk.session.commit()
    assert "Write from work." in text_of(client.get("/listings/claim").text)
    assert client.post("/listings/claim", data=form).status_code == 303


def test_a_provider_that_is_in_no_list_can_be_asked_for(desk: Desk) -> None:
    client = newcomer(desk)
    form = {
        "csrf_token": form_token(client),
        "provider": "new",
        "name": "New Training",
        "kind": "training-provider",
        "website": "new.example",
    }
    assert client.post("/listings/claim", data=form).status_code == 303
    claim = claim_of(desk)
    assert (claim.name, claim.website, claim.provider_id) == ("New Training", "https://new.example", None)
    assert claim.state is ClaimState.ASKED


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"provider": ""}, "Choose one from the list."),
        ({"provider": "0", "ukprn": "10000007"}, "Choose one from the list."),
        ({"provider": "9" * 30, "ukprn": "10000007"}, "Choose one from the list."),
        ({"provider": "new", "ukprn": "123"}, "Write the number: eight digits that begin with 1."),
        ({"provider": "new", "name": ""}, "Write the name."),
        ({"provider": "new", "kind": "circus"}, "Choose one."),
        ({"provider": "new", "website": "javascript:alert(1)"}, "Write the address of your site."),
    ],
)
def test_a_claim_with_a_mistake_is_given_back(desk: Desk, changes: dict[str, str], words: str) -> None:
    client = newcomer(desk)
    form = {"name": "New Training", "kind": "college", "website": "https://new.example", "ukprn": ""}
    response = client.post("/listings/claim", data={"csrf_token": form_token(client)} | form | changes)
    assert response.status_code == 422
    assert words in text_of(response.text)
    assert claim_of(desk) is None


def test_what_somebody_else_looks_after_is_not_given(desk: Desk) -> None:
    client = newcomer(desk)
    form = {"csrf_token": form_token(client), "provider": str(desk.world.provider_id), "ukprn": "10000007"}
    response = client.post("/listings/claim", data=form)
    assert response.status_code == 422
    assert "Another account looks after this already" in text_of(response.text)


def test_only_the_admin_asks(desk: Desk) -> None:
    client = newcomer(desk, Role.PROVIDER_EDITOR)
    assert "The admin of your account can ask for the page." in text_of(client.get("/listings/claim").text)
    form = {"csrf_token": form_token(client), "provider": "new"}
    assert client.post("/listings/claim", data=form).status_code == 403


def test_records_of_other_lists_are_taken_over(desk: Desk) -> None:
    programme = make_programme(desk.session, provider=desk.world.provider, title="HND Computing")
    make_opportunity(desk.session, programme=programme, venue=desk.world.venues[0])
    desk.session.commit()
    page = text_of(desk.get("/listings/records").text)
    assert "HND Computing" in page
    assert "The next time we read the other list, it changes nothing of yours." in page
    response = desk.post("/listings/records", {"id": [str(programme.id), "999999", "x", "9" * 40]})
    assert "You look after 1 more programme now." in text_of(response.text)
    assert "HND Computing" not in text_of(desk.get("/listings/records").text)
    assert "HND Computing" in text_of(desk.get("/listings").text)
    desk.session.expire_all()
    assert desk.session.get_one(Programme, programme.id).edited_at is not None


def test_taking_over_nothing_says_so(desk: Desk) -> None:
    assert desk.post("/listings/records").status_code == 422


def conflict_about(desk: Desk, kind: str, row_id: int, **theirs: object) -> EditConflict:
    run = ImportRun(source_id=desk.world.provider.source_id, format="made")
    desk.session.add(run)
    desk.session.flush()
    said = json.dumps(theirs) if theirs else ""
    conflict = EditConflict(kind=kind, row_id=row_id, run_id=run.id, base_digest="a", digest="b", theirs=said)
    desk.session.add(conflict)
    desk.session.commit()
    return conflict


def test_differences_are_shown_beside_each_other_and_settled(desk: Desk) -> None:
    listing = desk.published()
    conflict = conflict_about(desk, "programme", listing.programme_id or 0, title="T Level in Science")
    page = text_of(desk.get("/listings/conflicts").text)
    assert "T Level in Health" in page and "T Level in Science" in page
    response = desk.post(f"/listings/conflicts/{conflict.id}", {"choice": "theirs"})
    assert response.headers["Location"] == f"/listings/{listing.id}"
    assert desk.content(listing).title == "T Level in Science"
    assert "There is no difference to settle." in text_of(desk.get("/listings/conflicts").text)


def test_keeping_ours_leaves_everything_as_it_is(desk: Desk) -> None:
    listing = desk.published()
    conflict = conflict_about(desk, "programme", listing.programme_id or 0, title="T Level in Science")
    response = desk.post(f"/listings/conflicts/{conflict.id}", {"choice": "ours"})
    assert response.headers["Location"] == "/listings/conflicts"
    assert desk.content(listing).title == "T Level in Health"
    assert desk.post(f"/listings/conflicts/{conflict.id}", {"choice": "ours"}).status_code == 404


def test_what_they_list_no_more_is_said_and_can_be_taken_off(desk: Desk) -> None:
    listing = desk.published()
    conflict = conflict_about(desk, "programme", listing.programme_id or 0)
    assert "The other list does not have it any more." in text_of(desk.get("/listings/conflicts").text)
    desk.post(f"/listings/conflicts/{conflict.id}", {"choice": "theirs"})
    assert desk.get(f"/programmes/{listing.programme_id}", follow_redirects=True).status_code == 410


def test_a_provider_that_they_list_no_more_can_only_be_kept(desk: Desk) -> None:
    conflict = conflict_about(desk, "provider", desk.world.provider_id)
    page = text_of(desk.get("/listings/conflicts").text)
    assert "Yours stays as it is." in page and "Keep yours" in page
    assert "Take it off as well" not in page
    desk.post(f"/listings/conflicts/{conflict.id}", {"choice": "theirs"})
    assert "Keep yours" in text_of(desk.get("/listings/conflicts").text), "nothing was settled"


@pytest.mark.parametrize(("choice", "status"), [("", 422), ("both", 422), ("ours", 303)])
def test_a_choice_has_to_be_one(desk: Desk, choice: str, status: int) -> None:
    conflict = conflict_about(desk, "venue", desk.world.venue, name="Their name")
    assert "Their name" in text_of(desk.get("/listings/conflicts").text)
    assert desk.post(f"/listings/conflicts/{conflict.id}", {"choice": choice}).status_code == status


def test_the_desk_leads_everywhere(desk: Desk) -> None:
    links = links_of(desk.get("/listings").text)
    for path in ("venues", "records", "conflicts", "profile"):
        assert desk.get(f"/listings/{path}").status_code == 200
        assert f"/listings/{path}" in links


def test_an_organisation_whose_provider_is_gone_is_asked_again(desk: Desk) -> None:
    desk.session.get_one(Organisation, desk.world.organisation.id).provider_id = None
    desk.session.commit()
    assert desk.get("/listings").headers["Location"] == "/listings/claim"


def test_the_account_of_a_provider_leads_to_its_listings_and_no_other_does(desk: Desk) -> None:
    assert links_of(desk.get("/staff").text)["/listings"] == "Your listings"
    sign_in(desk.client, role=Role.ADVISER)
    assert "/listings" not in links_of(desk.get("/staff").text)
