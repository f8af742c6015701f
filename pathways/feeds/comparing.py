"""What a staged set would change: each record against the live row with its key, by fingerprint."""

from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, case, exists, func, select, update
from sqlalchemy.sql.elements import ColumnElement

from pathways.catalogue.vocabulary import ListingState
from pathways.feeds.kinds import HELD, KINDS, OPPORTUNITY, PROGRAMME, PROVIDER, Kind


@dataclass(slots=True)
class KindCounts:
    """How many records of one kind were added, changed, left the same, and withdrawn."""

    added: int = 0
    changed: int = 0
    same: int = 0
    withdrawn: int = 0


@dataclass(slots=True)
class Counts:
    """What an import does, by kind of record. ``confirmed``: records of another day that are the same today."""

    kinds: dict[str, KindCounts] = field(default_factory=lambda: {kind.name: KindCounts() for kind in KINDS})
    confirmed: int = 0

    @property
    def changes(self) -> int:
        """How many records it touches in all."""
        return sum(counts.added + counts.changed + counts.withdrawn for counts in self.kinds.values())

    def as_dict(self) -> dict[str, dict[str, int]]:
        """Plain values for a report."""
        return {name: asdict(counts) for name, counts in self.kinds.items()}


@dataclass(frozen=True, slots=True)
class Offer:
    """How many opportunities are published, in all and by route."""

    total: int
    routes: dict[str, int]


def compare(connection: Connection, source_id: int | None, withdraw_missing: bool) -> Counts:
    """Write the verdict (added, changed, same) and the live row's id beside each staged record, and count.

    A withdrawn row that comes back counts as changed.
    """
    counts = Counts()
    for kind in KINDS:
        _find_rows(connection, kind, source_id)
        for verdict, number in connection.execute(
            select(kind.staged.c.verdict, func.count()).group_by(kind.staged.c.verdict)
        ):
            setattr(counts.kinds[kind.name], verdict, number)
        if withdraw_missing and source_id is not None and "state" in kind.live.c:
            missing = select(func.count()).select_from(kind.live).where(vanished(kind, source_id))
            counts.kinds[kind.name].withdrawn = connection.execute(missing).scalar_one()
    return counts


def _find_rows(connection: Connection, kind: Kind, source_id: int | None) -> None:
    staged, live = kind.staged, kind.live
    connection.execute(update(staged).values(verdict="added", row_id=None))
    if source_id is None:
        return
    unchanged: ColumnElement[bool] = live.c.digest == staged.c.digest
    if "state" in live.c:
        unchanged = unchanged & (live.c.state == ListingState.PUBLISHED)
    connection.execute(
        update(staged)
        .values(row_id=live.c.id, verdict=case((unchanged, "same"), else_="changed"))
        .where(live.c.source_id == source_id, live.c.source_key == staged.c.key)
    )


def vanished(kind: Kind, source_id: int) -> ColumnElement[bool]:
    """The condition on a live row that its source publishes it no more; a refused row would explain that."""
    live, staged = kind.live, kind.staged
    gone = (
        (live.c.source_id == source_id)
        & (live.c.state == ListingState.PUBLISHED)
        & ~exists().where(staged.c.key == live.c.source_key)
    )
    held = (
        select(PROGRAMME.live.c.id)
        .join(HELD, HELD.c.programme_key == PROGRAMME.live.c.source_key)
        .where(PROGRAMME.live.c.source_id == source_id)
    )
    if kind is PROGRAMME:
        return gone & live.c.id.not_in(held)
    if kind is OPPORTUNITY:
        return gone & live.c.programme_id.not_in(held)
    if kind is PROVIDER:
        kept = select(PROGRAMME.live.c.provider_id).where(PROGRAMME.live.c.id.in_(held))
        return gone & live.c.id.not_in(kept)
    return gone


def published_offer(connection: Connection, source_id: int | None) -> Offer:
    """What the source offers now, before the import."""
    if source_id is None:
        return Offer(0, {})
    programmes, opportunities = PROGRAMME.live, OPPORTUNITY.live
    statement = (
        select(programmes.c.route, func.count())
        .join(opportunities, opportunities.c.programme_id == programmes.c.id)
        .where(opportunities.c.source_id == source_id, opportunities.c.state == ListingState.PUBLISHED)
        .group_by(programmes.c.route)
    )
    return _offer(connection, statement)


def staged_offer(connection: Connection) -> Offer:
    """What the staged set offers."""
    programmes, opportunities = PROGRAMME.staged, OPPORTUNITY.staged
    statement = (
        select(programmes.c.route, func.count())
        .join(opportunities, opportunities.c.programme_key == programmes.c.key)
        .group_by(programmes.c.route)
    )
    return _offer(connection, statement)


def _offer(connection: Connection, statement: Select[*tuple[Any, ...]]) -> Offer:
    routes = {str(row[0]): int(row[1]) for row in connection.execute(statement)}
    return Offer(sum(routes.values()), routes)
