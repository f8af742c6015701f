"""Nobody gets at another provider's listings, hostile text stays text, and bad input breaks nothing."""

from __future__ import annotations

import re

import html5lib
import pytest
from sqlalchemy import select

from pathways.accounts.signed_in import Role
from pathways.catalogue.models import Provider, Venue
from pathways.catalogue.vocabulary import Route
from pathways.listings.content import ListingContent
from pathways.listings.forms.steps import OFFER_STEPS, STEPS
from pathways.listings.models import Listing, ListingVersion
from pathways.listings.operations.versions import start_listing
from tests.factories import make_opportunity, make_programme
from tests.harness.listings import ProviderWorld, content_for
from tests.harness.pages import CheckingClient
from tests.harness.staff import form_token, sign_in, sign_out
from tests.web.listings.conftest import Desk

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'-alert(1)-'",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}",
    "${7*7}",
    "javascript:alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<!--",
    "]]>",
    '<a href="javascript:alert(1)">x</a>',
    "\u202e<b>",
    '=HYPERLINK("https://evil.example")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "%(name)s %s {0}",
]


def theirs(desk: Desk, other: ProviderWorld) -> Listing:
    made = start_listing(
        desk.session,
        content_for(Route.DEGREE, title="Secret plans"),
        member=other.editor,
        provider_id=other.provider_id,
    )
    desk.session.commit()
    return made


GETS = [
    "",
    "/preview",
    "/history",
    "/history/1",
    "/borrow",
    "/places",
    *(f"/edit/{step.name}" for step in STEPS),
    *(f"/places/1/{step.name}" for step in OFFER_STEPS),
]
POSTS = [
    "/submit",
    "/withdraw",
    "/confirm",
    "/copy",
    "/restore",
    "/places",
    "/remove/1",
    "/borrow",
    "/edit/what",
]


@pytest.mark.parametrize("path", GETS)
def test_another_providers_listing_is_not_found(desk: Desk, other: ProviderWorld, path: str) -> None:
    response = desk.get(f"/listings/{theirs(desk, other).id}{path}")
    assert response.status_code == 404
    assert "Secret plans" not in response.text


@pytest.mark.parametrize("path", POSTS)
def test_another_providers_listing_cannot_be_changed(desk: Desk, other: ProviderWorld, path: str) -> None:
    listing = theirs(desk, other)
    response = desk.post(f"/listings/{listing.id}{path}", {"number": "1", "title": "Mine now"})
    assert response.status_code == 404
    again = desk.again(listing)
    assert (again.title, again.state, again.newest_version) == ("Secret plans", "draft", 1)


def test_another_providers_listings_are_in_no_list(desk: Desk, other: ProviderWorld) -> None:
    listing = theirs(desk, other)
    ours = desk.listing()
    for path in ("/listings", "/listings?q=secret", f"/listings/{ours.id}/borrow?q=secret"):
        assert "Secret plans" not in desk.get(path).text
    response = desk.post(
        "/listings/together", {"action": "roll", "id": [str(listing.id)], "years": "1", "do": "yes"}
    )
    assert response.status_code == 422
    assert desk.again(listing).newest_version == 1
    borrowed = desk.post(f"/listings/{ours.id}/borrow", {"other": str(listing.id), "texts": ["summary"]})
    assert borrowed.status_code == 422


def test_another_providers_venue_and_records_are_out_of_reach(desk: Desk, other: ProviderWorld) -> None:
    assert desk.get(f"/listings/venues/{other.venue}").status_code == 404
    form = {"name": "Mine now", "postcode": "PR1 2HE"}
    assert desk.post(f"/listings/venues/{other.venue}", form).status_code == 404
    programme = make_programme(
        desk.session, provider=desk.session.get(Provider, other.provider_id), title="Theirs"
    )
    make_opportunity(desk.session, programme=programme)
    desk.session.commit()
    assert "Theirs" not in desk.get("/listings/records").text
    assert desk.post("/listings/records", {"id": [str(programme.id)]}).status_code == 422
    listing = desk.listing(content_for(Route.DEGREE))
    page = desk.get(f"/listings/{listing.id}/places/1/where").text
    assert f'value="{other.venue}"' not in page
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen is not None
    form = {"seen": seen[1], "delivery": "venue", "venue_id": str(other.venue), "modes": ["full-time"]}
    assert desk.post(f"/listings/{listing.id}/places/1/where", form).status_code == 422
    assert desk.content(listing).venue_ids == frozenset()


@pytest.mark.parametrize("role", [Role.ADVISER, Role.ADVISER_LEAD, Role.HOST_ADMIN], ids=str)
def test_other_roles_do_not_get_in(desk: Desk, role: Role) -> None:
    listing = desk.listing()
    sign_in(desk.client, role=role)
    for path in ("/listings", f"/listings/{listing.id}", "/listings/venues", "/listings/profile"):
        assert desk.get(path).status_code == 403
    assert desk.post(f"/listings/{listing.id}/withdraw").status_code == 403


def test_nobody_gets_in_without_signing_in(desk: Desk) -> None:
    listing = desk.listing()
    sign_out(desk.client)
    for path in ("/listings", f"/listings/{listing.id}", f"/listings/{listing.id}/preview"):
        response = desk.client.get(path)
        assert response.status_code == 303
        assert response.headers["Location"].startswith("/staff/sign-in")


def test_pages_of_listings_are_kept_nowhere(desk: Desk) -> None:
    for path in ("/listings", f"/listings/{desk.listing().id}"):
        assert desk.get(path).headers["Cache-Control"] == "private, no-store"


def hostile_content(text: str, venue: int) -> ListingContent:
    """A listing with the text in every field that takes any."""
    said = content_for(Route.HIGHER_TECHNICAL, venue).model_dump()
    programme = {
        name: text
        for name, field in ListingContent.model_fields.items()
        if field.annotation is str and name != "subject_area"
    }
    entry = {"age_exceptions": text, "required_subjects": text, "text": text}
    offer = said["offers"][0] | dict.fromkeys(
        (
            "week_text",
            "employer_name",
            "employer_about",
            "cost_text",
            "pay_text",
            "how_to_apply",
            "contact_text",
            "open_days",
        ),
        text,
    )
    offer["starts"] = [{"starts_on": "2027-09-06", "start_text": text}]
    return ListingContent.model_validate(
        said | programme | {"entry": said["entry"] | entry, "offers": [offer]}
    )


def assert_nothing_runs(html: str, text: str) -> None:
    """Nothing of a hostile text has become markup."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        assert not [
            name for name in node.attrib if isinstance(name, str) and name.lower().startswith("on")
        ], text
        for name in ("href", "src", "action", "formaction"):
            value = (node.get(name) or "").strip().lower()
            assert not value.startswith(("javascript:", "data:text", "vbscript:")), text
        if node.tag == "script":
            assert node.get("src") or (node.get("type") or "").endswith("json"), text
        if node.tag == "img":
            assert node.get("src") != "x", text
    assert "49" not in re.findall(r"\b49\b", html) or "7 * 7" in html


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_field_stays_text_on_every_page(desk: Desk, text: str) -> None:
    desk.trust()
    listing = desk.listing(hostile_content(text, desk.world.venue))
    assert desk.post(f"/listings/{listing.id}/submit").status_code == 303
    for path in GETS:
        assert_nothing_runs(desk.get(f"/listings/{listing.id}{path}").text, text)
    for path in ("/listings", f"/programmes/{desk.again(listing).programme_id}"):
        assert_nothing_runs(desk.get(path, follow_redirects=True).text, text)
    shown = desk.get(f"/programmes/{desk.again(listing).programme_id}", follow_redirects=True)
    assert shown.status_code == 200


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_venues_and_profiles_stays_text(desk: Desk, text: str) -> None:
    venue = {"name": text, "address": text, "town": text, "postcode": "PR1 2HE", "getting_there": text}
    assert desk.post("/listings/venues/new", venue).status_code == 303
    page = desk.get("/listings/profile").text
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen is not None
    profile = dict.fromkeys(("about", "careers", "learning_here", "answers", "support"), text)
    form = profile | {"seen": seen[1], "website": "", "email": "", "telephone": text[:40]}
    assert desk.post("/listings/profile", form).status_code == 303
    desk.session.rollback()
    made = desk.session.scalars(select(Venue).order_by(Venue.id.desc())).first()
    assert made is not None
    for path in (
        "/listings/venues",
        f"/listings/venues/{made.id}",
        "/listings/profile",
        f"/providers/{desk.world.provider_id}",
    ):
        assert_nothing_runs(desk.get(path, follow_redirects=True).text, text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_given_back_while_the_database_is_away_stays_text(desk: Desk, text: str) -> None:
    connection = desk.session.get_bind()
    with connection.begin() as act:
        act.exec_driver_sql("ALTER TABLE staff_session RENAME TO staff_session_away")
    response = desk.client.post("/listings/new", data={"title": text, text[:30]: text})
    assert response.status_code == 503
    assert_nothing_runs(response.text, text)
    with connection.begin() as act:
        act.exec_driver_sql("ALTER TABLE staff_session_away RENAME TO staff_session")


def test_a_postcode_in_any_text_is_cut_before_it_is_kept(desk: Desk) -> None:
    listing = desk.listing(hostile_content("Come to SW1A 1AA", desk.world.venue))
    kept = desk.session.scalars(
        select(ListingVersion.content).where(ListingVersion.listing_id == listing.id)
    ).one()
    assert "1AA" not in kept
    assert "SW1A 1" in kept


IDS = ["0", "-1", "999999", str(2**31), str(2**63), str(2**200), "x", "1.5", "%00", "1%2F2"]
NOT_THERE = (400, 404)
"""An address with a NUL in it is refused before anybody looks."""


@pytest.mark.parametrize("number", IDS)
def test_a_number_of_no_listing_is_not_found(desk: Desk, number: str) -> None:
    for path in ("", "/preview", "/history", "/edit/what", "/places", "/places/1/where"):
        assert desk.get(f"/listings/{number}{path}").status_code in NOT_THERE
    assert desk.post(f"/listings/{number}/submit").status_code in NOT_THERE


@pytest.mark.parametrize("number", IDS)
def test_a_number_of_no_venue_or_difference_is_not_found(desk: Desk, number: str) -> None:
    assert desk.get(f"/listings/venues/{number}").status_code in NOT_THERE
    assert desk.post(f"/listings/conflicts/{number}", {"choice": "ours"}).status_code in NOT_THERE


ODD = [
    "\x00",
    "😀" * 300,
    "\ud800",
    "9" * 400,
    "<>",
    "a\r\nb",
    " " * 5_000,
    "é" * 6_000,
    "-1",
    "NaN",
    "../../etc",
]


@pytest.mark.parametrize("odd", ODD, ids=lambda text: ascii(text)[:20])
def test_odd_values_in_any_field_break_nothing(desk: Desk, odd: str) -> None:
    listing = desk.listing()
    value = odd.encode("utf-8", "surrogatepass")
    for step in STEPS:
        form = {field.name: value for field in step.on(Route.T_LEVEL)} | {"seen": value, "later": "yes"}
        assert desk.post(f"/listings/{listing.id}/edit/{step.name}", form).status_code in (
            303,
            400,
            409,
            413,
            422,
        )
    for step in OFFER_STEPS:
        form = {field.name: value for field in step.on(Route.T_LEVEL)} | {
            "starts_on-0": value,
            "is_flexible-7": value,
        }
        response = desk.post(f"/listings/{listing.id}/places/1/{step.name}", form)
        assert response.status_code in (303, 400, 409, 413, 422)
    for path in ("new", "together", "venues/new", "profile", "records"):
        form = dict.fromkeys(
            ("title", "route", "id", "action", "years", "name", "postcode", "about", "lat", "lng"), value
        )
        assert desk.post(f"/listings/{path}", form).status_code in (200, 303, 400, 409, 413, 422)


def test_forms_from_another_site_are_refused(desk: Desk) -> None:
    listing = desk.listing()
    foreign = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
    for path in (f"/listings/{listing.id}/withdraw", "/listings/new", f"/listings/{listing.id}/edit/what"):
        assert desk.post(path, headers=foreign).status_code == 403


def test_a_member_who_is_removed_is_out_on_the_next_request(desk: Desk, client: CheckingClient) -> None:
    from pathways import clock
    from pathways.accounts.models import Membership

    assert desk.get("/listings").status_code == 200
    membership = desk.session.scalars(
        select(Membership).where(Membership.user_id == desk.world.editor.user_id)
    ).one()
    token = form_token(client)
    membership.removed_at = clock.now()
    desk.session.commit()
    assert desk.get("/listings").status_code == 403
    assert desk.client.post("/listings/new", data={"csrf_token": token}).status_code == 403
