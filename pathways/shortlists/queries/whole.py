"""One list with every column of every row that hangs on it, for a subject-access request."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col

from pathways.shortlists.models import Shortlist, ShortlistItem, ShortlistResponse, ShortlistShare

_MEANS_NOTHING = frozenset({"token_hash", "nonce", "facts"})
"""Columns that open something or are worked out from others."""


def everything_in(session: Session, found: Shortlist) -> dict[str, Any]:
    """All that is held in a list, as plain JSON. Secrets of links are left out: they would open it."""
    items = list(
        session.scalars(
            select(ShortlistItem)
            .where(col(ShortlistItem.shortlist_id) == found.id)
            .order_by(col(ShortlistItem.position), col(ShortlistItem.id))
        )
    )
    answers = {
        answer.item_id: answer
        for answer in session.scalars(
            select(ShortlistResponse).where(col(ShortlistResponse.item_id).in_([item.id for item in items]))
        )
    }
    shares = session.scalars(
        select(ShortlistShare)
        .where(col(ShortlistShare.shortlist_id) == found.id)
        .order_by(col(ShortlistShare.id))
    )
    return {
        "list": _plain(found),
        "items": [
            {**_plain(item), "response": _plain(answers[item.id or 0]) if item.id in answers else None}
            for item in items
        ],
        "links": [_plain(share) for share in shares],
    }


def _plain(row: SQLModel) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else value
        for name, value in row.model_dump().items()
        if name not in _MEANS_NOTHING
    }
