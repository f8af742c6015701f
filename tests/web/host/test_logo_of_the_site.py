"""The host's logo stands beside the name of the site on every page, in place of our drawing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from pathways.accounts.models import AuditEntry
from pathways.accounts.signed_in import Role
from pathways.host.keeping_up import keep_up_once
from pathways.host.live_settings import put_in_force
from pathways.logos.models import Logo
from pathways.logos.rules.picture import MOST_BYTES, make_picture
from tests.harness.pages import text_of
from tests.harness.pictures import PLUM, picture, send_picture
from tests.harness.staff import sign_in
from tests.web.host.conftest import HostDesk

FIRST, SECOND = picture((800, 320)), picture((90, 90), PLUM)
SHOWN = f'<img class="site-name__logo" src="/logos/{make_picture(FIRST).digest}.png" width="400" height="160" alt="">'


@pytest.fixture(autouse=True)
def drawing_again(desk: HostDesk) -> Iterator[None]:
    """Leave the application as it was."""
    yield
    put_in_force(desk.client.application, {})


def send(desk: HostDesk, body: bytes, seen: str = "") -> TestResponse:
    return send_picture(desk.client, "/admin/site/logo", body, seen=seen)


def logos(desk: HostDesk) -> list[str]:
    desk.session.rollback()
    return list(desk.session.scalars(select(Logo.digest)))


def digest(body: bytes) -> str:
    return make_picture(body).digest


def test_a_site_without_a_logo_shows_our_drawing(desk: HostDesk) -> None:
    html = desk.client.get("/help").text
    assert 'class="logo-mark"' in html and "site-name__logo" not in html


def test_the_logo_is_on_every_page_at_once(desk: HostDesk) -> None:
    assert "/admin/site/logo" in desk.text("/site")
    response = send(desk, FIRST)
    assert response.status_code == 303
    assert "Saved. This is how it looks." in text_of(desk.client.get(response.headers["Location"]).text)
    for path in ("/", "/help", "/admin/site", "/nowhere"):
        html = desk.client.get(path).text
        assert SHOWN in html and 'class="logo-mark"' not in html
    assert desk.client.get(f"/logos/{digest(FIRST)}.png").status_code == 200


def test_other_processes_read_it_within_seconds(desk: HostDesk) -> None:
    app = desk.client.application
    send(desk, FIRST)
    put_in_force(app, {})
    assert SHOWN not in desk.client.get("/help").text
    assert keep_up_once(app)
    assert SHOWN in desk.client.get("/help").text


def test_it_is_replaced_and_removed(desk: HostDesk) -> None:
    send(desk, FIRST)
    assert send(desk, SECOND, digest(FIRST)).status_code == 303
    assert digest(SECOND) in desk.client.get("/help").text
    assert desk.post("/site/logo/remove", {"seen": digest(SECOND)}).status_code == 303
    assert 'class="logo-mark"' in desk.client.get("/help").text
    assert logos(desk) == []
    desk.session.rollback()
    acts = desk.session.scalars(select(AuditEntry.action).where(AuditEntry.object_kind == "site")).all()
    assert acts == ["logo-kept", "logo-kept", "logo-removed"]


def test_two_of_the_host_at_once_are_noticed(desk: HostDesk) -> None:
    send(desk, FIRST)
    late = send(desk, SECOND)
    assert late.status_code == 409
    assert "A colleague changed the logo meanwhile" in text_of(late.text)
    assert logos(desk) == [digest(FIRST)]


@pytest.mark.parametrize(
    ("body", "status"), [(b"", 422), (b"<svg/>", 422), (FIRST[:60], 422), (b"\0" * 3 * MOST_BYTES, 413)]
)
def test_what_is_no_logo_is_refused(desk: HostDesk, body: bytes, status: int) -> None:
    response = send(desk, body)
    assert response.status_code == status
    assert "We could not take this file" in text_of(response.text)
    assert logos(desk) == []


@pytest.mark.parametrize("role", [Role.PROVIDER_ADMIN, Role.ADVISER, Role.ADVISER_LEAD])
def test_only_the_host_changes_it(desk: HostDesk, role: Role) -> None:
    sign_in(desk.client, role=role)
    assert desk.get("/site/logo").status_code == 403
    assert send(desk, FIRST).status_code == 403
    assert desk.post("/site/logo/remove", {"seen": ""}).status_code == 403
    assert logos(desk) == []
