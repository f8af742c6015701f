"""The programmes and providers that have a page, in numbered parts of fixed size."""

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Select, exists, func, literal, select, union_all
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.catalogue.models import Opportunity, Programme, Provider
from pathways.catalogue.vocabulary import ListingState

PAGE_SIZE = 20_000
"""Addresses in one part; the sitemap protocol allows 50,000."""


@dataclass(frozen=True, slots=True)
class SitemapRow:
    """One page: what it is of, its number and its name in the address."""

    kind: Literal["programme", "provider"]
    id: int
    slug: str


_PUBLISHED = ListingState.PUBLISHED
_PROGRAMMES: Select[*tuple[Any, ...]] = (
    select(
        literal("programme").label("kind"), col(Programme.id).label("id"), col(Programme.slug).label("slug")
    )
    .join(Provider, col(Provider.id) == col(Programme.provider_id))
    .where(
        col(Programme.state) == _PUBLISHED,
        col(Provider.state) == _PUBLISHED,
        exists().where(
            col(Opportunity.programme_id) == col(Programme.id), col(Opportunity.state) == _PUBLISHED
        ),
    )
)
_PROVIDERS: Select[*tuple[Any, ...]] = select(
    literal("provider").label("kind"), col(Provider.id).label("id"), col(Provider.slug).label("slug")
).where(col(Provider.state) == _PUBLISHED)
_PAGES = union_all(_PROVIDERS, _PROGRAMMES).subquery()


def sitemap_size(session: Session) -> int:
    """How many pages of programmes and providers there are."""
    return session.scalar(select(func.count()).select_from(_PAGES)) or 0


def sitemap_page(session: Session, part: int) -> tuple[SitemapRow, ...]:
    """The pages in part ``part`` (from 1), providers before programmes, by id. Empty past the end."""
    rows = session.execute(
        select(_PAGES.c.kind, _PAGES.c.id, _PAGES.c.slug)
        .order_by(_PAGES.c.kind.desc(), _PAGES.c.id)
        .limit(PAGE_SIZE)
        .offset((part - 1) * PAGE_SIZE)
    )
    return tuple(SitemapRow(kind, identifier, slug) for kind, identifier, slug in rows)
