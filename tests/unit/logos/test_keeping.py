"""A logo is kept for its owner alone, shown while the owner is on the site, and goes with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.accounts.models import AuditEntry
from pathways.catalogue.models import Provider
from pathways.host.operations.suspending import set_suspended
from pathways.logos import operations
from pathways.logos.models import Logo, OwnerKind
from pathways.logos.operations import ChangedMeanwhile, Owner, put_logo
from pathways.logos.queries import host_logo, logo_content, provider_logo
from pathways.logos.rules.picture import Picture, make_picture
from tests.factories import make_provider
from tests.harness.listings import ProviderWorld, make_host, make_provider_world
from tests.harness.pictures import PLUM, picture

FIRST, SECOND = make_picture(picture()), make_picture(picture((200, 200), PLUM))


@pytest.fixture
def world(session: Session) -> ProviderWorld:
    return make_provider_world(session)


def put(session: Session, world: ProviderWorld, made: Picture | None, seen: str = "") -> None:
    put_logo(session, Owner(world.provider_id), made, seen=seen, member=world.editor)


def acts(session: Session) -> list[tuple[str, str, int | None, int | None]]:
    """What the log says of logos."""
    return [
        (entry.action, entry.object_kind, entry.object_id, entry.actor_id)
        for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        if "logo" in entry.action
    ]


def logos(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Logo)) or 0


def test_a_provider_has_no_logo_until_it_sends_one(session: Session, world: ProviderWorld) -> None:
    assert provider_logo(session, world.provider_id) is None
    put(session, world, FIRST)
    shown = provider_logo(session, world.provider_id)
    assert shown is not None
    assert (shown.address, shown.width, shown.height) == (f"/logos/{FIRST.digest}.png", 300, 100)
    assert logo_content(session, FIRST.digest) == FIRST.content


def test_who_kept_it_and_when_is_remembered(session: Session, world: ProviderWorld) -> None:
    before = clock.now()
    put(session, world, FIRST)
    (logo,) = session.scalars(select(Logo))
    assert logo.owner_kind is OwnerKind.PROVIDER and logo.provider_id == world.provider_id
    assert logo.changed_by == world.editor.user_id
    assert before <= logo.changed_at <= before + timedelta(minutes=1)


def test_another_picture_takes_the_place_of_the_first_at_another_address(
    session: Session, world: ProviderWorld
) -> None:
    put(session, world, FIRST)
    put(session, world, SECOND, FIRST.digest)
    shown = provider_logo(session, world.provider_id)
    assert shown is not None and (shown.width, shown.height) == (160, 160)
    assert logos(session) == 1
    assert logo_content(session, FIRST.digest) is None
    assert logo_content(session, SECOND.digest) == SECOND.content


def test_a_logo_that_is_removed_is_gone(session: Session, world: ProviderWorld) -> None:
    put(session, world, FIRST)
    put(session, world, None, FIRST.digest)
    assert provider_logo(session, world.provider_id) is None
    assert logo_content(session, FIRST.digest) is None
    assert logos(session) == 0


def test_the_log_tells_each_act_and_nothing_where_nothing_changed(
    session: Session, world: ProviderWorld
) -> None:
    who = world.editor.user_id
    put(session, world, None)
    put(session, world, FIRST)
    put(session, world, FIRST, FIRST.digest)
    put(session, world, None, FIRST.digest)
    key = world.provider_id
    assert acts(session) == [("logo-kept", "provider", key, who), ("logo-removed", "provider", key, who)]


@pytest.mark.parametrize("wanted", [SECOND, None], ids=["replace", "remove"])
@pytest.mark.parametrize("seen", ["", "of-another"])
def test_who_did_not_see_the_logo_that_is_there_changes_nothing(
    session: Session, world: ProviderWorld, wanted: Picture | None, seen: str
) -> None:
    put(session, world, FIRST)
    with pytest.raises(ChangedMeanwhile):
        put(session, world, wanted, seen)
    assert logo_content(session, FIRST.digest) == FIRST.content


def test_who_saw_a_logo_that_is_gone_is_told(session: Session, world: ProviderWorld) -> None:
    with pytest.raises(ChangedMeanwhile):
        put(session, world, SECOND, FIRST.digest)
    assert logos(session) == 0


def test_two_who_send_the_same_picture_are_both_right(session: Session, world: ProviderWorld) -> None:
    put(session, world, FIRST)
    put(session, world, FIRST, "")
    assert logos(session) == 1


def test_two_who_give_the_first_logo_at_once_do_not_both_win(
    session: Session, world: ProviderWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(session, world, FIRST)
    # As a colleague's transaction sees it that looked before the first was there.
    monkeypatch.setattr(operations, "_held", lambda *_asked: None)
    with pytest.raises(ChangedMeanwhile):
        put(session, world, SECOND)


def test_the_host_has_one_logo_of_its_own(session: Session, world: ProviderWorld) -> None:
    host = make_host(session)
    put(session, world, FIRST)
    assert host_logo(session) is None
    put_logo(session, Owner(), SECOND, seen="", member=host)
    shown = host_logo(session)
    assert shown is not None and shown.digest == SECOND.digest
    assert logo_content(session, SECOND.digest) == SECOND.content
    put_logo(session, Owner(), FIRST, seen=SECOND.digest, member=host)
    assert logos(session) == 2
    assert ("logo-kept", "site", None, host.user_id) in acts(session)


def test_providers_have_a_logo_each(session: Session, world: ProviderWorld) -> None:
    other = make_provider_world(session, name="Riverbank Training")
    put(session, world, FIRST)
    put(session, other, FIRST)
    put(session, world, None, FIRST.digest)
    assert provider_logo(session, other.provider_id) is not None
    assert logo_content(session, FIRST.digest) == FIRST.content


def test_the_logo_of_a_suspended_provider_is_not_shown_until_it_is_back(
    session: Session, world: ProviderWorld
) -> None:
    host = make_host(session)
    put(session, world, FIRST)
    set_suspended(session, world.organisation, suspended=True, member=host)
    session.flush()
    assert provider_logo(session, world.provider_id) is None
    assert logo_content(session, FIRST.digest) is None
    set_suspended(session, world.organisation, suspended=False, member=host)
    session.flush()
    assert provider_logo(session, world.provider_id) is not None
    assert logo_content(session, FIRST.digest) == FIRST.content


def test_the_same_picture_of_another_provider_stays_when_one_is_suspended(
    session: Session, world: ProviderWorld
) -> None:
    other = make_provider_world(session, name="Riverbank Training")
    put(session, world, FIRST)
    put(session, other, FIRST)
    world.organisation.suspended_at = clock.now()
    session.flush()
    assert logo_content(session, FIRST.digest) == FIRST.content


def test_a_logo_goes_with_its_provider_and_is_not_left_to_the_next(session: Session) -> None:
    provider, host = make_provider(session), make_host(session)
    put_logo(session, Owner(provider.id), FIRST, seen="", member=host)
    session.delete(session.get_one(Provider, provider.id))
    session.flush()
    session.expire_all()
    assert logos(session) == 0
