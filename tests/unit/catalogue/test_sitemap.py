"""Which programmes and providers have a page, in parts of a fixed size, and when each last changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from pathways import clock
from pathways.catalogue import sitemap
from pathways.catalogue.sitemap import is_all_demonstration, sitemap_page, sitemap_size
from pathways.catalogue.vocabulary import ListingState
from tests.factories import make_opportunity, make_programme, make_provider, make_source

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)


def fill(session: Session, count: int) -> None:
    provider = make_provider(session)
    for number in range(count):
        make_opportunity(
            session, programme=make_programme(session, provider=provider, title=f"Course {number}")
        )


def changed_at(session: Session, kind: str) -> datetime:
    return next(row.changed_at for row in sitemap_page(session, 1) if row.kind == kind)


def test_an_empty_catalogue_has_no_pages(session: Session) -> None:
    assert sitemap_size(session) == 0
    assert sitemap_page(session, 1) == ()


def test_only_what_can_be_opened_is_listed(session: Session) -> None:
    provider = make_provider(session, name="Open College")
    shown = make_programme(session, provider=provider)
    make_opportunity(session, programme=shown)
    make_opportunity(session, programme=shown)
    make_opportunity(
        session, programme=make_programme(session, provider=provider, state=ListingState.WITHDRAWN)
    )
    make_opportunity(session, programme=make_programme(session, provider=provider, state=ListingState.DRAFT))
    make_opportunity(
        session, programme=make_programme(session, provider=provider), state=ListingState.WITHDRAWN
    )
    gone = make_provider(session, name="Gone College", state=ListingState.WITHDRAWN)
    make_opportunity(session, programme=make_programme(session, provider=gone))
    rows = sitemap_page(session, 1)
    assert [(row.kind, row.id, row.slug) for row in rows] == [
        ("provider", provider.id, "open-college"),
        ("programme", shown.id, shown.slug),
    ]
    assert sitemap_size(session) == len(rows)


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_parts_hold_every_page_once(session: Session, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(sitemap, "PAGE_SIZE", size)
    fill(session, 5)
    parts = [sitemap_page(session, part) for part in range(1, 8)]
    seen = [(row.kind, row.id) for part in parts for row in part]
    assert len(seen) == len(set(seen)) == sitemap_size(session) == 6
    assert all(len(part) <= size for part in parts)


@pytest.mark.parametrize(
    "what", ["programme", "provider", "source of the provider", "source of the programme"]
)
def test_what_is_made_up_is_not_listed_beside_what_is_real(session: Session, what: str) -> None:
    fill(session, 1)
    trial = make_source(session, slug="trial", is_demonstration=True).id
    real = make_source(session).id
    provider = make_provider(
        session,
        name="Made Up College",
        is_demonstration=what == "provider",
        source_id=trial if what == "source of the provider" else real,
    )
    programme = make_programme(
        session,
        provider=provider,
        title="Made up course",
        is_demonstration=what == "programme",
        source_id=trial if what == "source of the programme" else real,
    )
    make_opportunity(session, programme=programme)
    assert not is_all_demonstration(session)
    slugs = {row.slug for row in sitemap_page(session, 1)}
    assert "made-up-course" not in slugs
    assert ("made-up-college" in slugs) is what.endswith("programme")
    assert "moorside-college" in slugs


def test_where_all_is_made_up_all_is_listed(session: Session) -> None:
    provider = make_provider(session, is_demonstration=True)
    programme = make_programme(session, provider=provider, is_demonstration=True)
    make_opportunity(session, programme=programme)
    assert is_all_demonstration(session)
    assert {row.id for row in sitemap_page(session, 1)} == {provider.id, programme.id}
    assert sitemap_size(session) == 2


@pytest.mark.parametrize("changing", ["programme", "provider", "offer", "offer taken down"])
def test_last_change_is_that_of_whatever_the_page_shows(session: Session, changing: str) -> None:
    clock.set_clock(lambda: MONDAY)
    programme = make_programme(session)
    offers = [make_opportunity(session, programme=programme) for _number in range(2)]
    assert changed_at(session, "programme") == MONDAY
    later = MONDAY + timedelta(days=3, hours=2)
    clock.set_clock(lambda: later)
    if changing == "programme":
        programme.summary = "Told better."
    elif changing == "provider":
        session.get_one(type(programme.provider), programme.provider_id).about = "Told better."
    elif changing == "offer":
        offers[1].week_text = "Told better."
    else:
        offers[1].state = ListingState.WITHDRAWN
    session.flush()
    assert changed_at(session, "programme") == later
    assert changed_at(session, "provider") == (later if changing == "provider" else MONDAY)


def test_being_checked_again_is_no_change(session: Session) -> None:
    clock.set_clock(lambda: MONDAY)
    fill(session, 1)
    clock.set_clock(lambda: MONDAY + timedelta(days=9))
    assert {row.changed_at for row in sitemap_page(session, 1)} == {MONDAY}
