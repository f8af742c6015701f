"""The host's decisions reach the provider by letter, with the reasons and the way to go on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pathways.accounts.models import StaffUser
from pathways.accounts.roles import Role
from pathways.host.rules.replies import CLAIM_REPLIES, LISTING_REPLIES
from pathways.listings.models import ClaimState, LifeState, Listing
from pathways.listings.operations import life
from pathways.listings.operations.versions import newest_content, save_content
from pathways.mail import Letter, MailNotSent, RecipientRefused
from tests.harness.listings import member_of
from tests.harness.pages import text_of
from tests.harness.staff_ways import letters_of
from tests.web.host.conftest import HostDesk
from tests.web.host.test_review_pages import claimed, review

REPLY = next(iter(LISTING_REPLIES))
WAY = re.compile(r"https?://[^/\s]+(/listings(?:/\S+)?)\s*$", re.MULTILINE)


@pytest.fixture(autouse=True)
def _empty_outbox(desk: HostDesk) -> None:
    folder = Path(desk.client.application.extensions["settings"].instance_dir) / "outbox"
    for letter in folder.glob("*.eml"):
        letter.unlink()


def address(desk: HostDesk, user_id: int) -> str:
    return desk.session.get_one(StaffUser, user_id).email


def send_in_again(desk: HostDesk, listing: Listing) -> None:
    """The provider goes on from what was sent back."""
    content = newest_content(desk.session, desk.again(listing))
    save_content(desk.session, listing, content, member=desk.world.editor)
    life.submit(desk.session, listing, member=desk.world.editor, facts=desk.world.facts, day=desk.today)
    desk.session.commit()


def send_back(desk: HostDesk, listing: Listing, more: str = "") -> None:
    form = {"number": listing.newest_version, "do": "return", "reply": REPLY, "more": more}
    assert desk.post(review(listing), form).status_code == 303


def flat(text: str) -> str:
    return " ".join(text.split())


def test_a_listing_that_was_sent_back_is_told_of_with_its_reasons(desk: HostDesk) -> None:
    listing = desk.submitted()
    send_back(desk, listing, "The date is last year's.")
    letters = letters_of(desk.client)
    assert {to for to, _, _ in letters} == {
        address(desk, desk.world.admin.user_id),
        address(desk, desk.world.editor.user_id),
    }, "an admin, and whoever asked"
    for _, subject, text in letters:
        assert subject == "A programme of yours needs a change"
        assert f"We sent “{listing.title}” back to you." in flat(text)
        assert flat(str(LISTING_REPLIES[REPLY])) in flat(text)
        assert "The date is last year's." in flat(text)
        assert WAY.findall(text) == [f"/listings/{listing.id}"]
        assert max(map(len, text.splitlines())) <= 72


def test_what_leaves_the_site_after_a_sample_is_told_of(desk: HostDesk) -> None:
    life.set_trusted(desk.session, desk.world.organisation.id or 0, trusted=True, member=None)
    listing = desk.submitted()
    form = {"number": 1, "do": "return", "reply": REPLY}
    assert desk.post(f"/samples/{listing.id}", form).status_code == 303
    assert f"We took “{listing.title}” off the site." in flat(letters_of(desk.client)[0][2])


def test_what_is_published_writes_no_letter(desk: HostDesk) -> None:
    listing = desk.submitted()
    desk.post(review(listing), {"number": 1, "do": "publish"})
    assert desk.again(listing).state is LifeState.PUBLISHED
    assert letters_of(desk.client) == []


def test_a_decision_that_came_too_late_writes_no_letter(desk: HostDesk) -> None:
    listing = desk.submitted()
    changed = newest_content(desk.session, listing).model_copy(update={"title": "Other"})
    save_content(desk.session, listing, changed, member=desk.world.editor)
    desk.session.commit()
    send_back(desk, listing)
    desk.post(review(listing), {"number": 1, "do": "return"})
    assert letters_of(desk.client) == []


def test_an_approved_claim_is_told_of(desk: HostDesk) -> None:
    claim = claimed(desk)
    desk.post(f"/review/claims/{claim.id}", {"do": "approve"})
    ((to, subject, text),) = letters_of(desk.client)
    assert (to, subject) == (address(desk, claim.asked_by or 0), "You can list your programmes now")
    assert "You look after Hillside Training Ltd from now on." in flat(text)
    assert WAY.findall(text) == ["/listings"]


def test_a_refused_claim_is_told_of_with_its_reasons(desk: HostDesk) -> None:
    claim = claimed(desk, known=False)
    reply, words = next(iter(CLAIM_REPLIES.items()))
    desk.post(f"/review/claims/{claim.id}", {"do": "refuse", "reply": reply})
    ((_, subject, text),) = letters_of(desk.client)
    assert subject == "We could not let you look after that provider"
    assert flat(str(words)) in flat(text) and "You asked to look after Hillside Training." in flat(text)
    assert WAY.findall(text) == ["/listings/claim"]


def test_who_left_gets_no_letter_and_editors_do_where_there_is_no_admin(desk: HostDesk) -> None:
    listing = desk.submitted()
    for member in (desk.world.admin, desk.world.editor):
        desk.session.get_one(StaffUser, member.user_id).active = False
    left = member_of(desk.session, desk.world.organisation, Role.PROVIDER_EDITOR)
    desk.session.commit()
    send_back(desk, listing)
    assert [to for to, _, _ in letters_of(desk.client)] == [address(desk, left.user_id)]


@dataclass
class MailServer:
    """A mail server that takes no letter, or none for an address, until it is mended."""

    wrong: type[MailNotSent] | None = MailNotSent
    tried: list[str] = field(default_factory=list)

    def send(self, letter: Letter) -> None:
        self.tried.append(letter.to)
        if self.wrong is not None:
            raise self.wrong("no")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> MailServer:
    made = MailServer()
    monkeypatch.setattr("pathways.host.views.telling.post_office", lambda _settings: made)
    return made


@pytest.mark.parametrize("wrong", [MailNotSent, RecipientRefused])
def test_a_decision_stands_when_no_letter_can_be_sent(
    desk: HostDesk, server: MailServer, wrong: type[MailNotSent]
) -> None:
    server.wrong = wrong
    listing, claim = desk.submitted(), claimed(desk)
    send_back(desk, listing)
    desk.post(f"/review/claims/{claim.id}", {"do": "approve"})
    assert desk.again(listing).state is LifeState.RETURNED
    assert desk.again(claim).state is ClaimState.APPROVED
    tries = 2 if wrong is MailNotSent else 3
    assert len(server.tried) == tries, "a server that takes nothing is not asked again"


class TestALetterThatReachedNobody:
    def test_is_said_where_the_decision_was_made(self, desk: HostDesk, server: MailServer) -> None:
        listing, claim = desk.submitted(), claimed(desk)
        form = {"number": 1, "do": "return", "reply": REPLY}
        page = text_of(desk.client.get(desk.post(review(listing), form).headers["Location"]).text)
        assert "Sent back. But no letter told them. Send it again" in page
        answer = desk.post(f"/review/claims/{claim.id}", {"do": "approve"})
        page = desk.client.get(answer.headers["Location"]).text
        assert "Done. But no letter told them." in text_of(page)
        assert f'action="/admin/review/listings/{listing.id}/letter"' in page
        assert f'action="/admin/review/claims/{claim.id}/letter"' in page
        assert "Letters that reached nobody: 2" in desk.text("")

    def test_is_sent_again_with_the_same_words(self, desk: HostDesk, server: MailServer) -> None:
        listing = desk.submitted()
        send_back(desk, listing, "The date is last year's.")
        again = f"{review(listing)}/letter"
        assert desk.post(again).headers["Location"] == "/admin/review?done=not-told"
        server.wrong, server.tried = None, []
        assert desk.post(again).headers["Location"] == "/admin/review?done=told"
        assert set(server.tried) == {
            address(desk, desk.world.admin.user_id),
            address(desk, desk.world.editor.user_id),
        }
        page = desk.text("/review?done=told")
        assert "The letter is sent." in page and "Letters that reached nobody" not in page

    def test_says_the_reasons_and_whether_it_was_shown(
        self, desk: HostDesk, server: MailServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        life.set_trusted(desk.session, desk.world.organisation.id or 0, trusted=True, member=None)
        listing = desk.submitted()
        answer = desk.post(f"/samples/{listing.id}", {"number": 1, "do": "return", "reply": REPLY})
        assert answer.headers["Location"] == "/admin/samples?done=returned-untold"
        monkeypatch.undo()
        assert desk.post(f"{review(listing)}/letter").status_code == 303
        text = flat(letters_of(desk.client)[0][2])
        assert f"We took “{listing.title}” off the site." in text
        assert flat(str(LISTING_REPLIES[REPLY])) in text

    def test_tells_of_a_claim_that_was_refused(
        self, desk: HostDesk, server: MailServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        claim = claimed(desk, known=False)
        desk.post(f"/review/claims/{claim.id}", {"do": "refuse", "more": "We do not know you."})
        monkeypatch.undo()
        desk.post(f"/review/claims/{claim.id}/letter")
        assert "We do not know you." in flat(letters_of(desk.client)[0][2])

    def test_is_no_matter_any_more_once_the_provider_went_on(
        self, desk: HostDesk, server: MailServer
    ) -> None:
        listing = desk.submitted()
        send_back(desk, listing)
        send_in_again(desk, listing)
        assert "Letters that reached nobody" not in desk.text("/review")
        answer = desk.post(f"{review(listing)}/letter")
        assert answer.headers["Location"] == "/admin/review?done=changed"

    def test_is_of_the_newest_decision(self, desk: HostDesk, server: MailServer) -> None:
        listing = desk.submitted()
        send_back(desk, listing)
        send_in_again(desk, listing)
        server.wrong = None
        send_back(desk, listing)
        assert "Letters that reached nobody" not in desk.text("/review")

    def test_waits_where_nobody_can_be_written_to(self, desk: HostDesk) -> None:
        listing = desk.submitted()
        for member in (desk.world.admin, desk.world.editor):
            desk.session.get_one(StaffUser, member.user_id).active = False
        desk.session.commit()
        send_back(desk, listing)
        assert "Letters that reached nobody" in desk.text("/review")
