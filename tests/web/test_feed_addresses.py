"""Pages of feed addresses: a provider proposes where its feed is, and the host allows or stops it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from pathways import clock
from pathways.accounts.member import Member
from pathways.accounts.models import AuditEntry
from pathways.feed_addresses.models import AddressState, FeedAddress, FeedKind
from pathways.feed_addresses.operations.allowing import MOST_ADDRESSES
from tests.harness.catalogue import database_of
from tests.harness.listings import ProviderWorld, make_host, make_provider_world
from tests.harness.pages import CheckingClient, text_of
from tests.harness.staff import form_token, sign_in

OWN, DESK = "/listings/feed-addresses", "/admin/feed-addresses"
FEED = "https://www.moorside.example/courses.xml"


@dataclass
class People:
    """A provider, the host, and one browser that either signs in with."""

    client: CheckingClient
    session: Session
    world: ProviderWorld
    host: Member

    def as_editor(self) -> CheckingClient:
        """The browser of somebody of the provider."""
        sign_in(self.client, user=self.world.editor.user_id)
        return self.client

    def as_host(self) -> CheckingClient:
        """The browser of somebody of the host."""
        sign_in(self.client, user=self.host.user_id)
        return self.client

    def send(self, path: str, **form: str) -> TestResponse:
        """Send a form with its token."""
        return self.client.post(path, data={"csrf_token": form_token(self.client)} | form)

    def feeds(self) -> list[FeedAddress]:
        """The addresses as the database has them now."""
        self.session.rollback()
        self.session.expire_all()
        return list(self.session.scalars(select(FeedAddress).order_by(FeedAddress.id)))  # type: ignore[arg-type]

    def propose(self, address: str = FEED, kind: str = "xcri-cap") -> FeedAddress:
        """Propose an address as the provider."""
        self.as_editor()
        assert self.send(OWN, address=address, kind=kind).status_code == 303
        return self.feeds()[-1]


@pytest.fixture
def people(client: CheckingClient) -> Iterator[People]:
    session = database_of(client.application).open_session()
    world, host = make_provider_world(session), make_host(session)
    session.commit()
    yield People(client, session, world, host)
    session.rollback()
    session.close()


def test_a_provider_proposes_an_address_and_the_host_finds_it_on_the_desk(people: People) -> None:
    people.as_editor()
    answer = people.send(
        OWN, address=f"  {FEED.upper().replace('COURSES.XML', 'courses.xml')}#top", kind="xcri-cap"
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{OWN}?done=proposed")
    (feed,) = people.feeds()
    assert (feed.address, feed.kind, feed.state) == (FEED, FeedKind.XCRI_CAP, AddressState.WAITING)
    assert feed.proposed_by == people.world.editor.user_id
    page = text_of(people.client.get(f"{OWN}?done=proposed").text)
    assert "We look at the address before we read from it." in page
    assert FEED in page
    assert "Waits for an answer" in page
    people.as_host()
    assert "Feeds to allow: 1" in text_of(people.client.get("/admin").text)
    told = text_of(people.client.get(DESK).text)
    assert "Moorside College" in told
    assert "It is not on the website that we know of them" in told


def test_the_host_allows_an_address_and_stops_it_again(people: People) -> None:
    number = people.propose().id
    people.as_host()
    for done, state in (
        ("allow", AddressState.ALLOWED),
        ("stop", AddressState.STOPPED),
        ("allow", AddressState.ALLOWED),
    ):
        answer = people.send(f"{DESK}/{number}/{done}")
        assert answer.headers["Location"] == f"{DESK}?done={state}"
        (feed,) = people.feeds()
        assert (feed.state, feed.allowed_by) == (state, people.host.user_id)
        assert feed.decided_at is not None
        assert people.client.get(f"{DESK}?done={state}").status_code == 200
    actions = people.session.scalars(
        select(AuditEntry.action).where(AuditEntry.object_kind == "feed_address")
    )
    assert sorted(actions) == sorted(
        ["feed-address-proposed", "feed-address-allowed", "feed-address-stopped", "feed-address-allowed"]
    )
    assert "Feeds to allow" not in people.client.get("/admin").text


@pytest.mark.parametrize(
    ("address", "kind", "said"),
    [
        ("", "xcri-cap", "Write the whole address"),
        ("http://www.moorside.example/", "xcri-cap", "must begin with https"),
        ("https://127.0.0.1/feed", "xcri-cap", "name of a website"),
        ("https://me:secret@www.moorside.example/", "xcri-cap", "Leave out the name and password"),
        (FEED, "", "Choose what the address gives"),
        (FEED, "course-directory", "Choose what the address gives"),
    ],
)
def test_a_wrong_address_is_given_back_with_what_to_write(
    people: People, address: str, kind: str, said: str
) -> None:
    people.as_editor()
    answer = people.send(OWN, address=address, kind=kind)
    assert answer.status_code == 422
    assert said in text_of(answer.text)
    assert people.feeds() == []
    if kind:
        assert f'value="{address}"' in answer.text


def test_an_address_is_proposed_once_and_a_few_at_most(people: People) -> None:
    people.propose()
    again = people.send(OWN, address=FEED, kind="xcri-cap")
    assert (again.status_code, "proposed this address before" in again.text) == (422, True)
    for number in range(MOST_ADDRESSES - 1):
        people.propose(f"{FEED}?{number}")
    more = people.send(OWN, address=f"{FEED}?more", kind="xcri-cap")
    assert (more.status_code, "as many addresses as you can" in more.text) == (422, True)
    assert len(people.feeds()) == MOST_ADDRESSES


def test_a_provider_takes_its_own_address_off_the_list_and_no_other(people: People) -> None:
    number = people.propose().id
    other = make_provider_world(people.session, name="Riverbank Training")
    people.session.commit()
    sign_in(people.client, user=other.editor.user_id)
    assert people.send(f"{OWN}/{number}/remove").status_code == 404
    assert FEED not in people.client.get(OWN).text
    people.as_editor()
    assert people.send(f"{OWN}/{number}/remove").headers["Location"] == f"{OWN}?done=removed"
    assert people.feeds() == []
    assert "There is none yet." in text_of(people.client.get(f"{OWN}?done=removed").text)


@pytest.mark.parametrize("path", [OWN, f"{DESK}/1/allow", f"{DESK}/1/stop", f"{OWN}/1/remove"])
def test_no_form_is_taken_without_its_token(people: People, path: str) -> None:
    feed = people.propose()
    client = people.as_host() if path.startswith(DESK) else people.as_editor()
    answer = client.post(
        path.replace("/1/", f"/{feed.id}/"), data={"address": f"{FEED}?2", "kind": "xcri-cap"}
    )
    assert answer.status_code in (400, 403)
    (left,) = people.feeds()
    assert left.state is AddressState.WAITING


def test_both_see_how_the_last_fetches_went(people: People) -> None:
    feed = people.propose()
    feed.note("3 published.", failed=False, at=clock.now())
    feed.note("The website <b>has nothing</b> at this address.", failed=True, at=clock.now())
    people.session.commit()
    own = people.client.get(OWN).text
    assert "The website &lt;b&gt;has nothing&lt;/b&gt; at this address." in own
    told = people.as_host().get(DESK).text
    assert "The website &lt;b&gt;has nothing&lt;/b&gt; at this address." in told
    assert "3 published." in told
    assert "Needs a look" in told


def test_who_has_no_provider_yet_is_sent_to_claim_one(people: People) -> None:
    people.session.merge(people.world.organisation).provider_id = None
    people.session.commit()
    people.as_editor()
    assert people.client.get(OWN).headers["Location"] == "/listings/claim"
    assert people.send(OWN, address=FEED, kind="xcri-cap").status_code == 404


def test_the_page_says_what_happens_to_a_trusted_providers_feed(people: People) -> None:
    from pathways.listings.operations import life

    assert "They look at it before it is shown." in text_of(people.as_editor().get(OWN).text)
    life.set_trusted(people.session, people.world.organisation.id or 0, trusted=True, member=None)
    people.session.commit()
    assert "What is right is shown at once." in text_of(people.client.get(OWN).text)
