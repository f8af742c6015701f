"""The review queue: listings and claims that wait, decided with reasons; samples; trust."""

from __future__ import annotations

import html

import pytest
from sqlalchemy import select

from pathways.accounts.models import AuditEntry, Organisation
from pathways.accounts.roles import OrganisationKind, Role
from pathways.catalogue.models import Provider
from pathways.catalogue.vocabulary import ProviderKind, Route
from pathways.host.models import PublishedLook
from pathways.host.rules.replies import CLAIM_REPLIES, LISTING_REPLIES
from pathways.listings.models import ClaimState, LifeState, Listing, ProviderClaim, VersionState
from pathways.listings.operations import life
from pathways.listings.operations.claims import claim_new, claim_provider
from pathways.listings.operations.versions import newest_content, save_content, version_of
from tests.factories import make_provider, make_source
from tests.harness.listings import content_for, member_of, offer_for
from tests.harness.pages import text_of
from tests.harness.staff import make_organisation
from tests.web.host.conftest import HostDesk

UKPRN = 10_000_042


def review(listing: Listing) -> str:
    return f"/review/listings/{listing.id}"


def changed(desk: HostDesk, listing: Listing, **changes: object) -> None:
    """Have a listing that is shown wait with changes."""
    content = newest_content(desk.session, listing).model_copy(update=changes)
    save_content(desk.session, listing, content, member=desk.world.editor)
    life.submit(desk.session, listing, member=desk.world.editor, facts=desk.world.facts, day=desk.today)
    desk.session.commit()


def claimed(desk: HostDesk, *, known: bool = True, ukprn: int | None = UKPRN) -> ProviderClaim:
    """A claim that waits: to a provider that a list brought, or to a new one."""
    organisation = make_organisation(desk.session, kind=OrganisationKind.PROVIDER, name="Hillside Training")
    member = member_of(desk.session, organisation, Role.PROVIDER_ADMIN)
    if known:
        source = make_source(desk.session, slug="register", name="Register of training")
        provider = make_provider(
            desk.session,
            source_id=source.id,
            name="Hillside Training Ltd",
            ukprn=UKPRN,
            website="https://staff.example/",
        )
        claim = claim_provider(desk.session, provider, member=member, ukprn=ukprn)
    else:
        claim = claim_new(
            desk.session,
            member=member,
            name="Hillside Training",
            kind=ProviderKind.TRAINING_PROVIDER,
            website="https://hillside.example/",
            ukprn=ukprn,
        )
    desk.session.commit()
    return claim


class TestQueue:
    def test_nothing_waits(self, desk: HostDesk) -> None:
        assert "Nothing waits for you." in desk.text("/review")

    def test_everything_that_waits_is_a_link(self, desk: HostDesk) -> None:
        listing, claim = desk.submitted(), claimed(desk)
        page = desk.text("/review")
        assert f'href="/admin/review/listings/{listing.id}"' in page
        assert f'href="/admin/review/claims/{claim.id}"' in page
        assert "2 things wait, oldest first." in page

    def test_the_desk_counts_it(self, desk: HostDesk) -> None:
        desk.submitted()
        assert "To look at: 1" in desk.text("")

    def test_what_somebody_typed_never_is_markup(self, desk: HostDesk) -> None:
        nasty = "<script>alert(1)</script>"
        listing = desk.submitted(
            content_for(Route.VOCATIONAL, desk.world.venue, title=nasty, summary=nasty * 3)
        )
        for path in ("/review", review(listing)):
            page = desk.text(path)
            assert nasty not in page
            assert html.escape(nasty) in page


class TestListing:
    def test_a_new_one_shows_all_that_it_says_in_words(self, desk: HostDesk) -> None:
        said = content_for(
            Route.HIGHER_TECHNICAL,
            desk.world.venue,
            offers=(offer_for(Route.HIGHER_TECHNICAL, desk.world.venue, money="fee", fee=612_500),),
        )
        page = text_of(desk.text(review(desk.submitted(said))))
        assert "It is new." in page
        assert "HND Computing" in page
        assert "£6,125" in page
        assert "Health" in page and "6 September 2027" in page
        assert "venue_id" not in page and "2027-09-06" not in page

    def test_a_change_shows_before_and_after_and_nothing_else(self, desk: HostDesk) -> None:
        listing = desk.published(content_for(Route.VOCATIONAL, desk.world.venue))
        changed(
            desk,
            listing,
            summary="You learn the trade in our new workshop, with people who know it well.",
            duration_months=24,
        )
        page = desk.text(review(listing))
        assert "It changes what is shown." in page
        assert "<del>own</del>" in page and "<ins>new</ins>" in page
        assert "<td>12</td><td>24</td>" in page
        assert "Fill in the form" not in page

    def test_published_it_is_shown_and_the_next_one_comes(self, desk: HostDesk) -> None:
        first, second = desk.submitted(), desk.submitted()
        response = desk.post(review(first), {"number": 1, "do": "publish"})
        assert response.headers["Location"] == f"/admin/review/listings/{second.id}?done=published"
        assert desk.again(first).state is LifeState.PUBLISHED
        assert "Published." in desk.text(f"{review(second)}?done=published")
        assert version_of(desk.session, first).reviewed_by == desk.member.user_id

    def test_after_the_last_one_the_queue_is_empty(self, desk: HostDesk) -> None:
        response = desk.post(review(desk.submitted()), {"number": 1, "do": "publish"})
        assert response.headers["Location"] == "/admin/review?done=published"

    def test_a_claim_may_be_what_comes_next(self, desk: HostDesk) -> None:
        listing, claim = desk.submitted(), claimed(desk)
        response = desk.post(review(listing), {"number": 1, "do": "publish"})
        assert response.headers["Location"] == f"/admin/review/claims/{claim.id}?done=published"

    def test_sent_back_it_carries_the_reasons(self, desk: HostDesk) -> None:
        listing = desk.submitted()
        form = {"number": 1, "do": "return", "reply": ["dates", "link"], "more": "Ask us."}
        assert desk.post(review(listing), form).status_code == 303
        version = version_of(desk.session, desk.again(listing))
        assert version.state is VersionState.RETURNED
        assert version.reasons.splitlines() == [LISTING_REPLIES["dates"], LISTING_REPLIES["link"], "Ask us."]

    def test_what_was_shown_stays_when_changes_are_sent_back(self, desk: HostDesk) -> None:
        listing = desk.published(content_for(Route.VOCATIONAL, desk.world.venue))
        changed(desk, listing, title="Roofing diploma")
        desk.post(review(listing), {"number": 2, "do": "return", "reply": ["words"]})
        assert desk.again(listing).live_version == 1

    def test_without_a_reason_it_is_not_sent_back_and_nothing_typed_is_lost(self, desk: HostDesk) -> None:
        listing = desk.submitted()
        response = desk.post(
            review(listing), {"number": 1, "do": "return", "reply": ["nonsense"], "more": " "}
        )
        assert response.status_code == 422
        assert "Tick a reason, or write one." in response.get_data(as_text=True)
        assert desk.again(listing).state is LifeState.SUBMITTED

    @pytest.mark.parametrize("number", ["2", "0", "-1", "x", "", str(2**70)])
    def test_only_the_version_that_was_read_is_published(self, desk: HostDesk, number: str) -> None:
        listing = desk.submitted()
        response = desk.post(review(listing), {"number": number, "do": "publish"})
        assert response.headers["Location"] == "/admin/review?done=changed"
        assert desk.again(listing).state is LifeState.SUBMITTED

    def test_a_listing_that_was_taken_back_meanwhile_is_not_published(self, desk: HostDesk) -> None:
        listing = desk.submitted()
        content = newest_content(desk.session, listing).model_copy(update={"summary": "Other words."})
        save_content(desk.session, listing, content, member=desk.world.editor)
        desk.session.commit()
        response = desk.post(review(listing), {"number": 1, "do": "publish"})
        assert response.headers["Location"] == "/admin/review?done=changed"
        assert desk.get(review(listing)).status_code == 303
        assert "Nothing was done." in desk.text("/review?done=changed")

    def test_pressing_twice_publishes_once(self, desk: HostDesk) -> None:
        listing = desk.submitted()
        for _ in range(2):
            desk.post(review(listing), {"number": 1, "do": "publish"})
        found = select(AuditEntry).where(AuditEntry.action == "listing-published")
        assert len(desk.session.scalars(found).all()) == 1

    def test_other_buttons_do_nothing(self, desk: HostDesk) -> None:
        listing = desk.submitted()
        assert desk.post(review(listing), {"number": 1, "do": "delete"}).status_code == 422

    @pytest.mark.parametrize("number", [0, 999_999, 2**31, 2**70])
    def test_no_listing_no_page(self, desk: HostDesk, number: int) -> None:
        assert desk.get(f"/review/listings/{number}").status_code == 404
        assert desk.post(f"/review/listings/{number}", {"do": "publish"}).status_code == 404

    def test_keys_stand_for_the_buttons(self, desk: HostDesk) -> None:
        page = desk.text(review(desk.submitted()))
        assert page.count('accesskey="p"') == page.count('accesskey="s"') == 1


class TestClaim:
    def test_a_clear_case_says_so(self, desk: HostDesk) -> None:
        page = text_of(desk.text(f"/review/claims/{claimed(desk).id}"))
        assert "It is that of the record." in page
        assert "It fits the website." in page
        assert "Hillside Training Ltd (Register of training)" in page

    def test_a_wrong_number_says_so(self, desk: HostDesk) -> None:
        page = text_of(desk.text(f"/review/claims/{claimed(desk, ukprn=10_000_099).id}"))
        assert "It is not that of the record." in page

    def test_a_new_provider_is_looked_for_in_the_lists(self, desk: HostDesk) -> None:
        page = text_of(desk.text(f"/review/claims/{claimed(desk, known=False).id}"))
        assert "None of our lists has it." in page
        assert "It is new here." in page
        assert "It does not fit the website." in page

    def test_approved_it_is_theirs(self, desk: HostDesk) -> None:
        claim = claimed(desk)
        response = desk.post(f"/review/claims/{claim.id}", {"do": "approve"})
        assert response.headers["Location"] == "/admin/review?done=approved"
        organisation = desk.session.get_one(Organisation, desk.again(claim).organisation_id)
        assert organisation.provider_id == claim.provider_id
        assert (claim.state, claim.reviewed_by) == (ClaimState.APPROVED, desk.member.user_id)

    def test_a_new_provider_is_made(self, desk: HostDesk) -> None:
        claim = claimed(desk, known=False)
        desk.post(f"/review/claims/{claim.id}", {"do": "approve"})
        made = desk.session.get_one(Provider, desk.again(claim).provider_id)
        assert (made.name, made.ukprn) == ("Hillside Training", UKPRN)

    def test_refused_it_carries_the_reasons(self, desk: HostDesk) -> None:
        claim = claimed(desk)
        desk.post(f"/review/claims/{claim.id}", {"do": "refuse", "reply": ["email"]})
        assert desk.again(claim).state is ClaimState.REFUSED
        assert claim.reasons == CLAIM_REPLIES["email"]

    def test_without_a_reason_it_is_not_refused(self, desk: HostDesk) -> None:
        claim = claimed(desk)
        assert desk.post(f"/review/claims/{claim.id}", {"do": "refuse"}).status_code == 422
        assert desk.again(claim).state is ClaimState.ASKED

    def test_nobody_gets_what_another_looks_after(self, desk: HostDesk) -> None:
        claim = claimed(desk)
        desk.world.organisation.provider_id = claim.provider_id
        desk.session.commit()
        response = desk.post(f"/review/claims/{claim.id}", {"do": "approve"})
        assert response.status_code == 422
        assert "looks after this provider already" in response.get_data(as_text=True)

    def test_decided_once_is_decided(self, desk: HostDesk) -> None:
        claim = claimed(desk)
        desk.post(f"/review/claims/{claim.id}", {"do": "approve"})
        again = desk.post(f"/review/claims/{claim.id}", {"do": "refuse", "reply": ["email"]})
        assert again.headers["Location"] == "/admin/review?done=changed"
        assert desk.get(f"/review/claims/{claim.id}").status_code == 303
        assert desk.again(claim).state is ClaimState.APPROVED

    @pytest.mark.parametrize("number", [0, 999_999, 2**70])
    def test_no_claim_no_page(self, desk: HostDesk, number: int) -> None:
        assert desk.get(f"/review/claims/{number}").status_code == 404

    def test_other_buttons_do_nothing(self, desk: HostDesk) -> None:
        assert desk.post(f"/review/claims/{claimed(desk).id}", {"do": ""}).status_code == 422


class TestTrustAndSamples:
    def trust(self, desk: HostDesk, trusted: str = "yes") -> None:
        path = f"/providers/{desk.world.organisation.id}/trust"
        assert desk.post(path, {"trusted": trusted}).status_code == 303

    def test_a_trusted_provider_publishes_at_once_and_is_looked_at_later(self, desk: HostDesk) -> None:
        self.trust(desk)
        listing = desk.submitted()
        assert listing.state is LifeState.PUBLISHED
        assert "Nothing waits for you." in desk.text("/review")
        assert f'href="/admin/samples/{listing.id}"' in desk.text("/samples")
        assert "One sample of what was published at once" in desk.text("/review")
        assert "Samples: 1" in desk.text("")

    def test_trust_can_be_taken_back(self, desk: HostDesk) -> None:
        self.trust(desk)
        assert "Look at theirs first" in desk.text("/providers")
        self.trust(desk, "no")
        assert desk.submitted().state is LifeState.SUBMITTED
        assert "Let them publish at once" in desk.text("/providers")

    def test_a_sample_that_is_right_goes_from_the_list(self, desk: HostDesk) -> None:
        self.trust(desk)
        listing = desk.submitted()
        assert "People can see it now." in desk.text(f"/samples/{listing.id}")
        response = desk.post(f"/samples/{listing.id}", {"number": 1, "do": "right"})
        assert response.headers["Location"] == "/admin/samples?done=approved"
        assert "There is nothing to look at." in desk.text("/samples")
        assert desk.session.get_one(PublishedLook, (listing.id, 1)).is_right

    def test_a_sample_that_is_wrong_leaves_the_site(self, desk: HostDesk) -> None:
        self.trust(desk)
        listing = desk.submitted()
        desk.post(f"/samples/{listing.id}", {"number": 1, "do": "return", "reply": ["cost"]})
        assert desk.again(listing).state is LifeState.RETURNED
        page = desk.client.get(f"/programmes/{listing.programme_id}/x", headers={"Cookie": ""})
        assert page.status_code == 410

    def test_it_does_not_leave_without_a_reason(self, desk: HostDesk) -> None:
        self.trust(desk)
        listing = desk.submitted()
        response = desk.post(f"/samples/{listing.id}", {"number": 1, "do": "return"})
        assert response.status_code == 422
        assert desk.again(listing).state is LifeState.PUBLISHED

    def test_what_changed_meanwhile_is_left_alone(self, desk: HostDesk) -> None:
        self.trust(desk)
        listing = desk.submitted()
        response = desk.post(f"/samples/{listing.id}", {"number": 7, "do": "right"})
        assert response.headers["Location"] == "/admin/samples?done=changed"

    def test_what_is_not_shown_is_no_sample(self, desk: HostDesk) -> None:
        listing = desk.submitted()
        assert desk.get(f"/samples/{listing.id}").status_code == 303
        response = desk.post(f"/samples/{listing.id}", {"number": 1, "do": "return"})
        assert response.headers["Location"] == "/admin/samples?done=changed"
        assert desk.post(f"/samples/{listing.id}", {"do": "other"}).status_code == 422

    @pytest.mark.parametrize("number", [0, 999_999, 2**70])
    def test_only_providers_are_trusted_or_suspended(self, desk: HostDesk, number: int) -> None:
        for act in ("trust", "suspend"):
            assert desk.post(f"/providers/{number}/{act}", {}).status_code == 404
            assert desk.post(f"/providers/{desk.member.organisation_id}/{act}", {}).status_code == 404
