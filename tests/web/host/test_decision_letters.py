"""The host's decisions reach the provider by letter, with the reasons and the way to go on."""

from __future__ import annotations

import re
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


@pytest.mark.parametrize("wrong", [MailNotSent, RecipientRefused])
def test_a_decision_stands_when_no_letter_can_be_sent(
    desk: HostDesk, monkeypatch: pytest.MonkeyPatch, wrong: type[Exception]
) -> None:
    tried: list[str] = []

    class Shut:
        def send(self, letter: Letter) -> None:
            tried.append(letter.to)
            raise wrong("no")

    monkeypatch.setattr("pathways.host.views.telling.post_office", lambda _settings: Shut())
    listing, claim = desk.submitted(), claimed(desk)
    send_back(desk, listing)
    desk.post(f"/review/claims/{claim.id}", {"do": "approve"})
    assert desk.again(listing).state is LifeState.RETURNED
    assert desk.again(claim).state is ClaimState.APPROVED
    assert len(tried) == (2 if wrong is MailNotSent else 3), "a server that takes nothing is not asked again"
