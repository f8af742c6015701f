"""Two of the host decide about the same thing at the same moment: one decision stands, whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from pathways.accounts.member import Member
from pathways.accounts.models import Organisation
from pathways.accounts.roles import OrganisationKind, Role
from pathways.catalogue.careers_thesaurus import set_additions
from pathways.catalogue.models import Provider
from pathways.host.live_settings import put_in_force
from pathways.host.operations.sampling import NotShown, found_right
from pathways.host.operations.site import stored_settings
from pathways.host.operations.words import CannotAdd, add_term
from pathways.host.views import claims, samples, words
from pathways.listings.models import ClaimState, Listing, ProviderClaim
from pathways.listings.operations import life
from pathways.listings.operations.claims import CannotClaim, approve_claim, claim_provider
from pathways.words.thesaurus import Kind
from tests.harness.between import somebody_else_writes
from tests.harness.catalogue import database_of
from tests.harness.listings import make_host, member_of
from tests.harness.staff import make_organisation
from tests.web.host.conftest import HostDesk
from tests.web.host.test_review_pages import claimed


@dataclass
class Colleague:
    """What a colleague does in a transaction of their own, and how it ended: None when it was kept."""

    desk: HostDesk
    act: Callable[[Session, Member], object]
    ended: list[type[Exception] | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.member = make_host(self.desk.session)
        self.desk.session.commit()

    def __call__(self) -> None:
        with database_of(self.desk.client.application).open_session(writes=True) as session:
            try:
                self.act(session, self.member)
                session.commit()
                self.ended.append(None)
            except (CannotClaim, NotShown, CannotAdd, DBAPIError) as wrong:
                session.rollback()
                self.ended.append(type(wrong))


def test_a_claim_is_not_approved_and_refused(desk: HostDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = claimed(desk)
    approve = Colleague(
        desk, lambda rows, by: approve_claim(rows, rows.get_one(ProviderClaim, claim.id), reviewer=by)
    )
    with somebody_else_writes(monkeypatch, claims, "refuse_claim", approve):
        refused = desk.post(f"/review/claims/{claim.id}", {"do": "refuse", "reply": "number"})
    organisation = desk.session.get_one(Organisation, claim.organisation_id)
    looks_after = desk.again(organisation).provider_id is not None
    assert looks_after == (desk.again(claim).state is ClaimState.APPROVED)
    came_second = "done=changed" in refused.headers["Location"]
    assert [came_second, approve.ended] in ([True, [None]], [False, [CannotClaim]])


def test_a_provider_is_given_to_one_of_two_that_ask(desk: HostDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    first = claimed(desk)
    organisation = make_organisation(desk.session, kind=OrganisationKind.PROVIDER, name="Hillside Two")
    member = member_of(desk.session, organisation, Role.PROVIDER_ADMIN)
    provider = desk.session.get_one(Provider, first.provider_id)
    second = claim_provider(desk.session, provider, member=member, ukprn=provider.ukprn)
    approve = Colleague(
        desk, lambda rows, by: approve_claim(rows, rows.get_one(ProviderClaim, second.id), reviewer=by)
    )
    with somebody_else_writes(monkeypatch, claims, "commit_and_tell", approve):
        desk.post(f"/review/claims/{first.id}", {"do": "approve"})
    owners = [desk.session.get_one(Organisation, one.organisation_id) for one in (first, second)]
    assert [desk.again(one).provider_id for one in owners] == [provider.id, None]
    assert approve.ended == [CannotClaim]


def test_a_sample_that_both_looked_at_is_noted_once(desk: HostDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    life.set_trusted(desk.session, desk.world.organisation.id or 0, trusted=True, member=None)
    sample = desk.submitted()
    look = Colleague(
        desk, lambda rows, by: found_right(rows, rows.get_one(Listing, sample.id), number=1, member=by)
    )
    with somebody_else_writes(monkeypatch, samples, "found_right", look, after=True):
        response = desk.post(f"/samples/{sample.id}", {"number": 1, "do": "right"})
    assert response.headers["Location"] == "/admin/samples?done=approved"
    assert look.ended == [NotShown]


def test_a_term_that_both_add_is_added_once(desk: HostDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    add = Colleague(
        desk, lambda rows, by: add_term(rows, term="qdrones", kind=Kind.AREA, value="health", member=by)
    )
    with somebody_else_writes(monkeypatch, words, "add_term", add, after=True):
        response = desk.post("/words", {"term": "qdrones", "meaning": "area:health", "do": "add"})
    set_additions(())
    assert response.status_code == 303
    assert add.ended == [CannotAdd]


def test_a_form_that_was_open_for_long_undoes_nothing(desk: HostDesk) -> None:
    desk.post("/site", {"site_notice": "We are closed on Monday."})
    form = {"seen_site_name": "", "seen_site_notice": "", "site_name": "Weardale Ways", "site_notice": ""}
    assert desk.post("/site", form).status_code == 303
    desk.session.rollback()
    assert stored_settings(desk.session) == {
        "site_name": "Weardale Ways",
        "site_notice": "We are closed on Monday.",
    }
    assert 'name="seen_site_notice" value="We are closed on Monday."' in desk.text("/site")
    put_in_force(desk.client.application, {})
