"""What a staged set would change: each record against the live row with its key, by fingerprint."""

from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Connection, ScalarSelect, Select, case, exists, func, or_, select, true, update
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
    """What an import does, by kind of record.

    ``confirmed``: records of another day that are the same today. ``edited``: records left as they were edited here,
    though their source now says something else of them.
    """

    kinds: dict[str, KindCounts] = field(default_factory=lambda: {kind.name: KindCounts() for kind in KINDS})
    confirmed: int = 0
    edited: dict[str, int] = field(default_factory=lambda: {kind.name: 0 for kind in KINDS})

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
    """Write the verdict (added, changed, same, edited) and the live row's id beside each staged record, and count.

    A withdrawn row that comes back counts as changed. A row that was edited here is never changed: it is edited
    when its source says something else than it last did, and else the same.
    """
    counts = Counts()
    for kind in KINDS:
        _find_rows(connection, kind, source_id)
        for verdict, number in connection.execute(
            select(kind.staged.c.verdict, func.count()).group_by(kind.staged.c.verdict)
        ):
            if verdict == "edited":
                counts.edited[kind.name] = number
            else:
                setattr(counts.kinds[kind.name], verdict, number)
        if withdraw_missing and source_id is not None and "state" in kind.live.c:
            missing = select(func.count()).select_from(kind.live).where(vanished(kind, source_id))
            counts.kinds[kind.name].withdrawn = connection.execute(missing).scalar_one()
    return counts


def _find_rows(connection: Connection, kind: Kind, source_id: int | None) -> None:
    staged, live = kind.staged, kind.live
    compared = or_(staged.c.verdict != "added", staged.c.row_id.is_not(None))
    nowhere = dict.fromkeys(column for column, _ in kind.points_to.values())
    connection.execute(update(staged).values(verdict="added", row_id=None, **nowhere).where(compared))
    if source_id is None:
        return
    as_given: ColumnElement[bool] = live.c.digest == staged.c.digest
    edited = live.c.edited_at.is_not(None)
    shown = live.c.state == ListingState.PUBLISHED if "state" in live.c else true()
    verdict = case((as_given & or_(edited, shown), "same"), (edited, "edited"), else_="changed")
    connection.execute(
        update(staged)
        .values(row_id=live.c.id, verdict=verdict)
        .where(live.c.source_id == source_id, live.c.source_key == staged.c.key)
    )


def vanished(kind: Kind, source_id: int) -> ColumnElement[bool]:
    """The condition on a live row that its source publishes it no more and nothing here keeps it.

    A refused row would explain its absence; one that was edited here stays, with the programme and the provider that
    it needs.
    """
    live = kind.live
    gone = not_given(kind, source_id) & live.c.edited_at.is_(None)
    programmes, opportunities = PROGRAMME.live, OPPORTUNITY.live
    held = _held(source_id)
    needed = (
        select(opportunities.c.programme_id)
        .where(opportunities.c.source_id == source_id, opportunities.c.edited_at.is_not(None))
        .scalar_subquery()
    )
    if kind is PROGRAMME:
        return gone & live.c.id.not_in(held) & live.c.id.not_in(needed)
    if kind is OPPORTUNITY:
        return gone & live.c.programme_id.not_in(held)
    if kind is PROVIDER:
        of_those = select(programmes.c.provider_id).where(
            or_(programmes.c.id.in_(held), programmes.c.id.in_(needed))
        )
        edited = select(programmes.c.provider_id).where(
            programmes.c.source_id == source_id, programmes.c.edited_at.is_not(None)
        )
        return gone & live.c.id.not_in(of_those) & live.c.id.not_in(edited)
    return gone


def not_given(kind: Kind, source_id: int) -> ColumnElement[bool]:
    """The condition on a live row that it is published and the staged set does not hold it."""
    live, staged = kind.live, kind.staged
    return (
        (live.c.source_id == source_id)
        & (live.c.state == ListingState.PUBLISHED)
        & ~exists().where(staged.c.key == live.c.source_key)
    )


def _held(source_id: int) -> ScalarSelect[int]:
    programmes = PROGRAMME.live
    return (
        select(programmes.c.id)
        .join(HELD, HELD.c.programme_key == programmes.c.source_key)
        .where(programmes.c.source_id == source_id)
        .scalar_subquery()
    )


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
