"""Odd forms and hostile words at every form of the desk: nothing breaks, nothing is markup, nobody else gets in."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from pathways.accounts.models import AuditEntry, Organisation
from pathways.accounts.roles import Role
from pathways.catalogue.careers_thesaurus import set_additions
from pathways.catalogue.vocabulary import Route
from pathways.feed_addresses.models import AddressState, FeedAddress, FeedKind
from pathways.front.models import PageReport, ReportKind
from pathways.host.live_settings import put_in_force
from pathways.host.models import PublishedLook, SiteSetting, ThesaurusAddition
from pathways.listings.models import LifeState
from pathways.listings.operations import life
from pathways.listings.operations.versions import version_of
from tests.harness.listings import content_for
from tests.harness.staff import form_token, sign_in
from tests.web.host.conftest import HostDesk
from tests.web.host.test_review_pages import claimed

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "{{ 7 * 7 }}",
    "{% include '/etc/passwd' %}",
    "'; DROP TABLE listing; --",
    "</textarea><svg onload=alert(1)>",
    "&lt;b&gt;",
]
ODD: list[dict[str, Any]] = [
    {},
    {"number": "\0", "do": "\0", "more": "\0", "reply": ["\0"]},
    {"number": str(2**80), "do": "publish"},
    {"number": "-1", "do": "return", "more": "x" * 100_000},
    {"number": "1e3", "do": "right", "reply": ["dates"] * 1_000},
    {"number": ["1", "2"], "do": ["publish", "return"]},
    {
        "number": "1",
        "do": "return",
        "more": "A date\0 is wrong",
        "import_centre": "DH8\0",
        "import_miles": "9",
    },
    {"do": "refuse", "more": "Who\0 are you?", "import_centre": "x" * 9_000, "import_miles": "9" * 9_000},
    {"do": "approve", "import_districts": "D\u0131 \uff24\uff28\uff18 DH\u0668 " + "DH8 " * 9_000},
    {"term": "\ud7ff\U0001f41d", "meaning": "area:\0", "do": "add"},
    {"site_name": "\u202eabc", "site_notice": "\0\0\0", "host_contact": "\0@\0.\0"},
    {"trusted": "maybe", "suspended": "maybe", "settled": "maybe"},
]


@pytest.fixture(autouse=True)
def as_it_was(desk: HostDesk) -> object:
    yield
    set_additions(())
    put_in_force(desk.client.application, {})


def forms(desk: HostDesk) -> list[str]:
    """The address of every form of the desk, each about something that is there."""
    waiting = desk.submitted()
    life.set_trusted(desk.session, desk.world.organisation.id or 0, trusted=True, member=None)
    sample = desk.submitted()
    added = ThesaurusAddition(term="qdrones", kind="area", value="health")
    report = PageReport(kind=ReportKind.OTHER, text="Shut")
    feed = FeedAddress(
        organisation_id=desk.world.organisation.id or 0,
        address="https://feeds.example/",
        kind=FeedKind.XCRI_CAP,
        state=AddressState.WAITING,
    )
    desk.session.add_all([added, report, feed])
    desk.session.commit()
    claim = claimed(desk)
    own = desk.world.organisation.id
    return [
        f"/review/listings/{waiting.id}",
        f"/samples/{sample.id}",
        f"/providers/{own}/trust",
        f"/providers/{own}/suspend",
        f"/review/claims/{claim.id}",
        f"/reports/{report.id}",
        f"/feed-addresses/{feed.id}/allow",
        f"/feed-addresses/{feed.id}/stop",
        "/site",
        "/site/area",
        "/site/logo/remove",
        "/words",
        f"/words/{added.id}/remove",
    ]


@pytest.mark.parametrize("form", ODD, ids=range(len(ODD)))
def test_no_form_breaks_a_page(desk: HostDesk, form: dict[str, Any]) -> None:
    for path in forms(desk):
        assert desk.post(path, form).status_code in (303, 404, 413, 422), path


@pytest.mark.parametrize("path", ["/review/listings/1", "/samples/1", "/site", "/words", "/reports/1"])
def test_a_form_without_its_token_does_nothing(desk: HostDesk, path: str) -> None:
    response = desk.client.post(f"/admin{path}", data={"site_name": "Other", "do": "publish", "number": "1"})
    assert response.status_code in (400, 403)
    assert desk.session.scalars(select(SiteSetting)).all() == []


def test_a_token_of_somebody_else_does_nothing(desk: HostDesk) -> None:
    sign_in(desk.client, role=Role.HOST_ADMIN)
    foreign = form_token(desk.client)
    sign_in(desk.client, user=desk.member.user_id)
    response = desk.client.post("/admin/site", data={"site_name": "Other", "csrf_token": foreign})
    assert response.status_code in (400, 403)
    assert desk.session.scalars(select(SiteSetting)).all() == []


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.HOST_ADMIN])
def test_nobody_else_decides_anything(desk: HostDesk, role: Role) -> None:
    paths = forms(desk)
    sign_in(desk.client, role=role)
    for path in paths:
        form = {"number": "1", "do": "publish", "suspended": "yes", "site_name": "Mine", "term": "x"}
        assert desk.post(path, form).status_code == 403, path
    desk.session.rollback()
    desk.session.expire_all()
    assert desk.session.get_one(Organisation, desk.world.organisation.id).suspended_at is None
    assert desk.session.scalars(select(SiteSetting)).all() == []
    assert desk.session.scalars(select(PublishedLook)).all() == []


@pytest.mark.parametrize("words", HOSTILE)
def test_a_reason_is_shown_to_the_provider_as_it_was_written(desk: HostDesk, words: str) -> None:
    listing = desk.submitted(content_for(Route.VOCATIONAL, desk.world.venue))
    desk.post(f"/review/listings/{listing.id}", {"number": "1", "do": "return", "more": words})
    assert version_of(desk.session, desk.again(listing)).reasons == words
    sign_in(desk.client, user=desk.world.editor.user_id)
    page = desk.client.get(f"/listings/{listing.id}").get_data(as_text=True)
    assert_harmless(page, words)


@pytest.mark.parametrize("words", HOSTILE)
def test_what_a_provider_wrote_is_harmless_at_the_desk(desk: HostDesk, words: str) -> None:
    said = content_for(Route.VOCATIONAL, desk.world.venue, summary=f"{words} and more words", leads_to=words)
    listing = desk.submitted(said)
    assert_harmless(desk.text(f"/review/listings/{listing.id}"), words)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_settings_are_harmless_on_every_page(desk: HostDesk, words: str) -> None:
    form = {"site_name": words[:60], "site_area": words, "site_notice": words}
    assert desk.post("/site", form).status_code == 303
    for path in ("/admin/site", "/help", "/search?q=plumbing", "/nowhere"):
        assert_harmless(desk.client.get(path).get_data(as_text=True), words)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_terms_are_harmless(desk: HostDesk, words: str) -> None:
    form = {"term": words, "meaning": "area:health", "do": "try"}
    response = desk.post("/words", form)
    assert response.status_code in (200, 422)
    assert_harmless(response.get_data(as_text=True), words)


def assert_harmless(page: str, words: str) -> None:
    """Fail when the words became part of the page instead of text on it."""
    if "<" in words:
        assert words not in page
        assert words.lower() not in page
    if "{{" in words:
        assert "49" not in page.split("7 * 7", 1)[-1][:3]
    assert "root:x:" not in page


class TestEveryActIsNoted:
    def acts(self, desk: HostDesk) -> list[tuple[str, int | None, int | None]]:
        desk.session.rollback()
        desk.session.expire_all()
        rows = desk.session.scalars(select(AuditEntry).where(AuditEntry.actor_id == desk.member.user_id))
        return [(row.action, row.organisation_id, row.object_id) for row in rows]

    def test_publishing_and_sending_back(self, desk: HostDesk) -> None:
        first, second = desk.submitted(), desk.submitted()
        desk.post(f"/review/listings/{first.id}", {"number": 1, "do": "publish"})
        desk.post(f"/review/listings/{second.id}", {"number": 1, "do": "return", "reply": ["dates"]})
        own = desk.member.organisation_id
        assert self.acts(desk) == [
            ("listing-published", own, first.id),
            ("listing-returned", own, second.id),
        ]

    def test_trust_and_suspending(self, desk: HostDesk) -> None:
        theirs, own = desk.world.organisation.id, desk.member.organisation_id
        for act, field in (("trust", "trusted"), ("suspend", "suspended")):
            for value in ("yes", "no"):
                desk.post(f"/providers/{theirs}/{act}", {field: value})
        assert self.acts(desk) == [
            ("provider-trusted", own, theirs),
            ("provider-not-trusted", own, theirs),
            ("organisation-suspended", own, theirs),
            ("organisation-restored", own, theirs),
        ]

    def test_settings_and_terms(self, desk: HostDesk) -> None:
        desk.post("/site", {"site_name": "Weardale", "site_notice": "Closed"})
        desk.post("/words", {"term": "qzorbing", "meaning": "area:health", "do": "add"})
        desk.post("/words", {"term": "qother", "meaning": "area:health", "do": "try"})
        assert [act for act, _organisation, _object in self.acts(desk)] == [
            "set-site-name",
            "set-site-notice",
            "term-added",
        ]

    def test_what_was_refused_is_not_noted_as_done(self, desk: HostDesk) -> None:
        listing = desk.submitted()
        desk.post(f"/review/listings/{listing.id}", {"number": 9, "do": "publish"})
        desk.post(f"/review/listings/{listing.id}", {"number": 1, "do": "return"})
        desk.post("/site", {"host_contact": "no address", "site_name": "Weardale"})
        assert self.acts(desk) == []
        assert desk.again(listing).state is LifeState.SUBMITTED
