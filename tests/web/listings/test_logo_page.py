"""A provider sends its logo, another, a bad one, removes it; nobody else can."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from pathways import clock
from pathways.accounts.models import AuditEntry, Organisation
from pathways.accounts.signed_in import Role
from pathways.listings.views import logo as logo_page
from pathways.logos.models import Logo
from pathways.logos.rules.picture import MOST_BYTES, make_picture
from pathways.logos.views import desk as logo_desk
from tests.harness.between import somebody_else_writes
from tests.harness.catalogue import database_of
from tests.harness.listings import ProviderWorld
from tests.harness.pages import text_of
from tests.harness.pictures import PLUM, from_a_camera, picture, png_that_says, send_picture
from tests.harness.staff import form_token, sign_in
from tests.web.listings.conftest import Desk, sign_in_admin

PAGE, REMOVE = "/listings/profile/logo", "/listings/profile/logo/remove"
FIRST, SECOND = picture(), picture((90, 90), PLUM)


def send(desk: Desk, body: bytes, seen: str = "", **more: str) -> TestResponse:
    """Send a file as the form does."""
    return send_picture(desk.client, PAGE, body, seen=seen, **more)


def kept(desk: Desk) -> list[Logo]:
    """The logos as the database has them now."""
    desk.session.rollback()
    desk.session.expire_all()
    return list(desk.session.scalars(select(Logo)))


def digest(body: bytes) -> str:
    return make_picture(body).digest


def test_a_provider_finds_the_form_from_its_profile(desk: Desk) -> None:
    assert PAGE in desk.get("/listings/profile").text
    html = desk.get(PAGE).text
    assert 'enctype="multipart/form-data"' in html
    assert "Remove the logo" not in html


def test_a_logo_that_is_sent_stands_on_the_providers_page(desk: Desk) -> None:
    response = send(desk, FIRST)
    assert response.status_code == 303
    assert "Saved. This is how it looks." in text_of(desk.get(response.headers["Location"]).text)
    public = desk.get(f"/providers/{desk.world.provider_id}", follow_redirects=True).text
    assert f'src="/logos/{digest(FIRST)}.png"' in public
    assert desk.get(f"/logos/{digest(FIRST)}.png").status_code == 200
    (logo,) = kept(desk)
    assert logo.changed_by == desk.world.editor.user_id


def test_nothing_of_the_file_itself_is_kept(desk: Desk) -> None:
    send(desk, from_a_camera(), name="home.jpg", kind="image/jpeg")
    (logo,) = kept(desk)
    assert b"Camera" not in logo.content and b"Exif" not in logo.content


def test_another_takes_its_place(desk: Desk) -> None:
    send(desk, FIRST)
    assert send(desk, SECOND, seen=digest(FIRST)).status_code == 303
    assert [logo.digest for logo in kept(desk)] == [digest(SECOND)]
    assert desk.get(f"/logos/{digest(FIRST)}.png").status_code == 404


def test_a_logo_is_removed(desk: Desk) -> None:
    send(desk, FIRST)
    html = desk.get(PAGE).text
    assert "Remove the logo" in html and digest(FIRST) in html
    response = desk.post(REMOVE, {"seen": digest(FIRST)})
    assert response.status_code == 303
    assert "Removed." in text_of(desk.get(response.headers["Location"]).text)
    assert kept(desk) == []


def test_the_log_says_who_did_it(desk: Desk) -> None:
    send(desk, FIRST)
    desk.post(REMOVE, {"seen": digest(FIRST)})
    desk.session.rollback()
    told = [
        (entry.action, entry.object_id, entry.actor_id)
        for entry in desk.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        if entry.action.startswith("logo")
    ]
    who, what = desk.world.editor.user_id, desk.world.provider_id
    assert told == [("logo-kept", what, who), ("logo-removed", what, who)]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "Choose a file first."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is not a PNG, JPEG or WebP picture."),
        (b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)", "This is not a PNG, JPEG or WebP picture."),
        (FIRST[: len(FIRST) // 2], "We could not read this picture."),
        (png_that_says(30_000, 30_000), "This picture has more than 16 million points."),
        (FIRST + b"\0" * MOST_BYTES, "This file is larger than 1 MB."),
    ],
    ids=["nothing", "svg", "gif and script", "cut off", "bomb", "a little too large"],
)
def test_a_file_that_is_no_logo_is_refused_in_words(desk: Desk, body: bytes, words: str) -> None:
    send(desk, SECOND)
    response = send(desk, body, seen=digest(SECOND))
    assert response.status_code == 422
    assert words in text_of(response.text)
    assert 'aria-invalid="true"' in response.text and 'id="file-error"' in response.text
    assert [logo.digest for logo in kept(desk)] == [digest(SECOND)]


def test_a_file_that_is_much_too_large_is_refused_before_it_is_read(desk: Desk) -> None:
    response = send(desk, FIRST + b"\0" * (3 * MOST_BYTES))
    assert response.status_code == 413
    assert "This file is larger than 1 MB." in text_of(response.text)
    assert kept(desk) == []


def test_a_file_of_just_a_megabyte_is_taken(desk: Desk) -> None:
    assert send(desk, FIRST + b"\0" * (MOST_BYTES - len(FIRST))).status_code == 303


def test_neither_name_nor_said_kind_decide(desk: Desk) -> None:
    assert send(desk, b"<script>", name="logo.png", kind="image/png").status_code == 422
    assert send(desk, FIRST, name="page.html", kind="text/html").status_code == 303
    assert desk.get(f"/logos/{digest(FIRST)}.png").headers["Content-Type"] == "image/png"


@pytest.mark.parametrize("form", [{}, {"file": "words"}])
def test_a_form_without_a_file_is_given_back(desk: Desk, form: dict[str, str]) -> None:
    response = desk.post(PAGE, form)
    assert response.status_code == 422
    assert "Choose a file first." in text_of(response.text)


def test_two_colleagues_at_once_are_noticed(desk: Desk) -> None:
    send(desk, FIRST)
    late = send(desk, SECOND, seen="")
    assert late.status_code == 409
    assert "A colleague changed the logo meanwhile" in text_of(late.text)
    assert f'src="/logos/{digest(FIRST)}.png"' in late.text
    assert [logo.digest for logo in kept(desk)] == [digest(FIRST)]
    assert desk.post(REMOVE, {"seen": digest(SECOND)}).status_code == 409
    assert len(kept(desk)) == 1


def test_removing_what_is_gone_already_is_no_mistake(desk: Desk) -> None:
    send(desk, FIRST)
    desk.post(REMOVE, {"seen": digest(FIRST)})
    assert desk.post(REMOVE, {"seen": digest(FIRST)}).status_code == 303


def test_the_admin_of_the_provider_may_change_it_too(desk: Desk) -> None:
    send(desk, FIRST)
    sign_in_admin(desk)
    assert send(desk, SECOND, seen=digest(FIRST)).status_code == 303


def test_the_editor_of_another_provider_changes_only_its_own(desk: Desk, other: ProviderWorld) -> None:
    send(desk, FIRST)
    sign_in(desk.client, user=other.editor.user_id)
    assert digest(FIRST) not in desk.get(PAGE).text
    assert send(desk, SECOND).status_code == 303
    assert desk.post(REMOVE, {"seen": digest(FIRST)}).status_code == 409
    found = {logo.provider_id: logo.digest for logo in kept(desk)}
    assert found == {desk.world.provider_id: digest(FIRST), other.provider_id: digest(SECOND)}


@pytest.mark.parametrize("role", [Role.ADVISER, Role.HOST_ADMIN])
def test_others_do_not_get_in(desk: Desk, role: Role) -> None:
    sign_in(desk.client, role=role)
    assert desk.get(PAGE).status_code == 403
    assert send(desk, FIRST).status_code == 403
    assert kept(desk) == []


def test_a_form_without_its_token_changes_nothing(desk: Desk) -> None:
    assert send(desk, FIRST, token="guessed").status_code in (400, 403)
    assert kept(desk) == []


def test_who_has_no_provider_has_no_logo(desk: Desk) -> None:
    desk.world.organisation.provider_id = None
    desk.session.commit()
    assert desk.get(PAGE).status_code == 404
    assert send(desk, FIRST).status_code == 404
    assert desk.post(REMOVE, {"seen": ""}).status_code == 404


@pytest.mark.parametrize("act", ["send", "remove"])
def test_a_suspension_that_lands_while_a_logo_is_on_its_way_stops_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    """Who asks was let in before the picture is read; whether they still may is asked where it is written."""
    send(desk, FIRST)
    organisation_id = desk.world.organisation.id

    def suspend() -> None:
        with database_of(desk.client.application).unit_of_work() as session:
            session.get_one(Organisation, organisation_id).suspended_at = clock.now()

    if act == "send":
        with somebody_else_writes(monkeypatch, logo_desk, "make_picture", suspend):
            response = send(desk, SECOND, seen=digest(FIRST))
    else:
        with somebody_else_writes(monkeypatch, logo_page, "_owner", suspend):
            response = desk.post(REMOVE, {"seen": digest(FIRST)})
    assert response.status_code == 404
    assert [logo.digest for logo in kept(desk)] == [digest(FIRST)]


def test_nobody_of_a_suspended_provider_changes_its_logo(desk: Desk) -> None:
    token = form_token(desk.client)
    desk.world.organisation.suspended_at = desk.listing().created_at
    desk.session.commit()
    assert send(desk, FIRST, token=token).status_code == 403
    assert kept(desk) == []
