"""The programmes and providers that have a page, in numbered parts of fixed size, each with its last change.

What is made up to show how the site works is left out, unless the whole catalogue is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Select, Subquery, exists, func, literal, select, union_all
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.catalogue.models import Opportunity, Programme, Provider, Source
from pathways.catalogue.vocabulary import ListingState

PAGE_SIZE = 10_000
"""Addresses in one part. The protocol allows 50,000 in 50 MB; a part of this size stays below 2 MB."""

_PUBLISHED = ListingState.PUBLISHED
_MADE_UP = select(col(Source.id)).where(col(Source.is_demonstration))


@dataclass(frozen=True, slots=True)
class SitemapRow:
    """One page: what it is of, its number, its name in the address and when what it shows last changed (UTC)."""

    kind: Literal["programme", "provider"]
    id: int
    slug: str
    changed_at: datetime


def is_all_demonstration(session: Session) -> bool:
    """Whether every provider that is shown is made up, as in a service that somebody tries out."""
    real = exists().where(
        col(Provider.state) == _PUBLISHED,
        col(Provider.is_demonstration).is_(False),
        col(Provider.source_id).not_in(_MADE_UP),
    )
    return not session.scalar(select(real))


def sitemap_size(session: Session) -> int:
    """How many pages of programmes and providers there are to be listed."""
    return session.scalar(select(func.count()).select_from(_pages(session))) or 0


def sitemap_page(session: Session, part: int) -> tuple[SitemapRow, ...]:
    """The pages in part ``part`` (from 1), providers before programmes, by id. Empty past the end."""
    pages = _pages(session)
    rows = session.execute(
        select(pages.c.kind, pages.c.id, pages.c.slug)
        .order_by(pages.c.kind.desc(), pages.c.id)
        .limit(PAGE_SIZE)
        .offset((part - 1) * PAGE_SIZE)
    ).all()
    changed = {
        "provider": _providers_changed(session, [row.id for row in rows if row.kind == "provider"]),
        "programme": _programmes_changed(session, [row.id for row in rows if row.kind == "programme"]),
    }
    return tuple(
        SitemapRow(kind, identifier, slug, changed[kind][identifier]) for kind, identifier, slug in rows
    )


def _pages(session: Session) -> Subquery:
    providers: Select[*tuple[Any, ...]] = select(
        literal("provider").label("kind"), col(Provider.id).label("id"), col(Provider.slug).label("slug")
    ).where(col(Provider.state) == _PUBLISHED)
    programmes: Select[*tuple[Any, ...]] = (
        select(
            literal("programme").label("kind"),
            col(Programme.id).label("id"),
            col(Programme.slug).label("slug"),
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
    if not is_all_demonstration(session):
        real_provider = (
            col(Provider.is_demonstration).is_(False),
            col(Provider.source_id).not_in(_MADE_UP),
        )
        providers = providers.where(*real_provider)
        programmes = programmes.where(
            *real_provider,
            col(Programme.is_demonstration).is_(False),
            col(Programme.source_id).not_in(_MADE_UP),
        )
    return union_all(providers, programmes).subquery()


def _providers_changed(session: Session, ids: Sequence[int]) -> dict[int, datetime]:
    if not ids:
        return {}
    rows = session.execute(
        select(col(Provider.id), col(Provider.updated_at)).where(col(Provider.id).between(ids[0], ids[-1]))
    )
    return {identifier: moment for identifier, moment in rows if identifier is not None}


def _programmes_changed(session: Session, ids: Sequence[int]) -> dict[int, datetime]:
    """When each programme, its provider or one of its offers last changed; an offer taken down is a change too."""
    if not ids:
        return {}
    rows = session.execute(
        select(
            col(Programme.id),
            col(Programme.updated_at),
            col(Provider.updated_at),
            func.max(col(Opportunity.updated_at)),
        )
        .join(Provider, col(Provider.id) == col(Programme.provider_id))
        .join(Opportunity, col(Opportunity.programme_id) == col(Programme.id))
        .where(col(Programme.id).between(ids[0], ids[-1]))
        .group_by(col(Programme.id), col(Provider.id))
    )
    return {identifier: max(moments) for identifier, *moments in rows if identifier is not None}
