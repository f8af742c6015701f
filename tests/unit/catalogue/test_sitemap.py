"""Which programmes and providers have a page, in parts of a fixed size."""

import pytest
from sqlalchemy.orm import Session

from pathways.catalogue import sitemap
from pathways.catalogue.sitemap import sitemap_page, sitemap_size
from pathways.catalogue.vocabulary import ListingState
from tests.factories import make_opportunity, make_programme, make_provider


def fill(session: Session, count: int) -> None:
    provider = make_provider(session)
    for number in range(count):
        make_opportunity(
            session, programme=make_programme(session, provider=provider, title=f"Course {number}")
        )


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
