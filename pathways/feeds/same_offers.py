"""Opportunities that several sources list, found anew after anything changed: which are the same, and which is shown.

Providers of which only one source lists anything are not looked at, so the work follows what sources share and not the
catalogue. What is published here is looked at by itself, as soon as it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, String, delete, insert, select, type_coerce
from sqlalchemy.orm import Session

from pathways.catalogue.changes import record_change
from pathways.catalogue.models import Intake, Opportunity, Programme, Provider, SameOffer, Source, Venue
from pathways.catalogue.vocabulary import MODE_COLUMNS, ListingState
from pathways.database import table_of
from pathways.feeds.grouping import Pair, groups_of, pairs_around, same_pairs
from pathways.feeds.same_offer import Listing, cleaned_name
from pathways.feeds.touched import MOST_NAMED

_OPPORTUNITY, _PROGRAMME, _PROVIDER = table_of(Opportunity), table_of(Programme), table_of(Provider)
_VENUE, _INTAKE, _SOURCE, _SAME = table_of(Venue), table_of(Intake), table_of(Source), table_of(SameOffer)
_PROVIDERS_AT_ONCE = 50
_BATCH = 5_000


def find_same_offers(connection: Connection) -> int:
    """Bring the table of opportunities listed twice up to date, and tell the publisher of each that changed.

    Commits: first what was only read, then one short transaction, and none when nothing changed. Gives how many
    opportunities are not shown because another of theirs is.
    """
    now = dict(_shown_of_each(connection, _shared_providers(connection)))
    before = _shown_before(connection, None)
    connection.commit()
    if now != before:
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            _keep(session, now, before)
            session.commit()
        connection.commit()
    return sum(key != shown for key, shown in now.items())


def find_same_offers_of(session: Session, provider_id: int) -> None:
    """The same for what one provider offers, under whatever record of it. Does not commit."""
    connection = session.connection()
    providers = _same_providers(connection, provider_id)
    now = dict(_shown_of_each(connection, [providers] if providers else []))
    _keep(session, now, _shown_before(connection, _ids_of(providers or {provider_id: provider_id})))


def find_same_offers_of_programme(session: Session, programme_id: int) -> None:
    """The same for what is on offer of one programme, as quick as one listing has to be. Does not commit."""
    connection = session.connection()
    own = set(session.scalars(select(_OPPORTUNITY.c.id).where(_OPPORTUNITY.c.programme_id == programme_id)))
    provider_id = session.execute(
        select(_PROGRAMME.c.provider_id).where(_PROGRAMME.c.id == programme_id)
    ).scalar_one()
    groups = select(_SAME.c.shown_id).where(_SAME.c.opportunity_id.in_(own))
    mates = session.scalars(select(_SAME.c.opportunity_id).where(_SAME.c.shown_id.in_(groups)))
    seeds = own | set(mates)
    found = list(_listings(connection, _same_providers(connection, provider_id)))
    listings = [listing for _, listing, _ in found]
    pairs, reached = pairs_around(listings, seeds)
    now = dict(_shown_in(pairs, listings, {listing.id: order for _, listing, order in found}))
    _keep(session, now, _shown_before(connection, _SAME.c.opportunity_id.in_(seeds | reached)))


def _keep(session: Session, now: dict[int, int], before: dict[int, int]) -> None:
    """Write what changed, and tell the publisher."""
    changed = {key for key in now.keys() | before.keys() if now.get(key) != before.get(key)}
    if not changed:
        return
    keys = sorted(changed)
    for start in range(0, len(keys), _BATCH):
        part = keys[start : start + _BATCH]
        session.execute(delete(_SAME).where(_SAME.c.opportunity_id.in_(part)))
        found = [{"opportunity_id": key, "shown_id": now[key]} for key in part if key in now]
        if found:
            session.execute(insert(_SAME), found)
    # The one that is shown names all sources: it changes with each of the others.
    touched = changed | {side[key] for key in changed for side in (now, before) if key in side}
    record_change(session, touched if len(touched) <= MOST_NAMED else None)


def _shown_before(connection: Connection, wanted: Any) -> dict[int, int]:
    statement = select(_SAME.c.opportunity_id, _SAME.c.shown_id)
    rows = connection.execute(statement if wanted is None else statement.where(wanted))
    return {row.opportunity_id: row.shown_id for row in rows}


def _ids_of(providers: dict[int, object]) -> Any:
    return _SAME.c.opportunity_id.in_(_of_providers(providers))


def _of_providers(providers: dict[int, object]) -> Any:
    return (
        select(_OPPORTUNITY.c.id)
        .join(_PROGRAMME, _PROGRAMME.c.id == _OPPORTUNITY.c.programme_id)
        .where(_PROGRAMME.c.provider_id.in_(providers))
    )


def _shown_of_each(connection: Connection, batches: Iterable[dict[int, object]]) -> Iterator[tuple[int, int]]:
    """Each opportunity of these providers that is listed twice, with the one that is shown for it."""
    for providers in batches:
        standing: dict[int, tuple[Any, ...]] = {}
        of_provider: dict[object, list[Listing]] = defaultdict(list)
        for identity, listing, order in _listings(connection, providers):
            of_provider[identity].append(listing)
            standing[listing.id] = order
        for listings in of_provider.values():
            yield from _shown_in(same_pairs(listings), listings, standing)


def _shown_in(
    pairs: list[Pair], listings: list[Listing], standing: dict[int, tuple[Any, ...]]
) -> Iterator[tuple[int, int]]:
    for group in groups_of(pairs, {listing.id: listing.source_id for listing in listings}):
        shown = min(group, key=lambda key: standing[key])
        yield from ((key, shown) for key in group)


def _shared_providers(connection: Connection) -> Iterator[dict[int, object]]:
    """Rows of providers of which more than one source lists something, by what they share; so many at a time."""
    sources: dict[int, set[int]] = defaultdict(set)
    for provider_id, source_id in connection.execute(
        select(_PROGRAMME.c.provider_id, _PROGRAMME.c.source_id).distinct()
    ):
        sources[provider_id].add(source_id)
    several = [
        (identity, own)
        for identity, own in _identities(connection).items()
        if len({row.source_id for row in own}.union(*(sources[row.id] for row in own))) > 1
    ]
    for start in range(0, len(several), _PROVIDERS_AT_ONCE):
        some = several[start : start + _PROVIDERS_AT_ONCE]
        yield {row.id: identity for identity, own in some for row in own}


def _same_providers(connection: Connection, provider_id: int) -> dict[int, object]:
    """The rows of one provider, under whatever source; none for a made-up one."""
    for identity, own in _identities(connection).items():
        if any(row.id == provider_id for row in own):
            return {row.id: identity for row in own}
    return {}


def _identities(connection: Connection) -> dict[object, list[Any]]:
    """Every row of providers by what tells it from others: its number, else its name.

    A provider without a number is the one of that name that has a number, when there is only one.
    """
    rows = connection.execute(
        select(_PROVIDER.c.id, _PROVIDER.c.source_id, _PROVIDER.c.ukprn, _PROVIDER.c.name)
        .join(_SOURCE, _SOURCE.c.id == _PROVIDER.c.source_id)
        .where(_PROVIDER.c.state == ListingState.PUBLISHED, _SOURCE.c.is_demonstration.is_(False))
        .order_by(_PROVIDER.c.id)
    ).all()
    numbers: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        if row.ukprn:
            numbers[cleaned_name(row.name)].add(row.ukprn)
    shared: dict[object, list[Any]] = defaultdict(list)
    for row in rows:
        name = cleaned_name(row.name)
        known = numbers[name]
        shared[row.ukprn or (next(iter(known)) if len(known) == 1 else name)].append(row)
    return shared


def _listings(
    connection: Connection, providers: dict[int, object]
) -> Iterator[tuple[object, Listing, tuple[Any, ...]]]:
    """What these providers offer, each with its order: the first of those that are the same is shown.

    First what was edited here, then what says when it starts, then what was checked last, then the oldest.
    """
    of_theirs = _of_providers(providers)
    starts: dict[int, list[date]] = defaultdict(list)
    for key, day in connection.execute(
        select(_INTAKE.c.opportunity_id, _INTAKE.c.starts_on).where(
            _INTAKE.c.opportunity_id.in_(of_theirs), _INTAKE.c.starts_on.is_not(None)
        )
    ):
        starts[key].append(day)
    for row in connection.execute(_statement(providers)):
        modes = frozenset(mode for mode in MODE_COLUMNS.values() if getattr(row, mode))
        days = tuple(sorted(starts.get(row.id, ())))
        listing = Listing(
            row.id,
            row.source_id,
            row.ukprn,
            row.provider_name,
            row.route,
            row.level,
            row.title,
            row.standard_code,
            row.qualification_number,
            row.course_code,
            row.delivery,
            row.postcode or "",
            row.lat,
            row.lng,
            row.employer_name,
            modes,
            days,
        )
        is_edited = row.edited_at is not None or row.programme_edited_at is not None
        checked = row.checked_on.toordinal() if row.checked_on else 0
        yield providers[row.provider_id], listing, (not is_edited, not days, -checked, row.id)


def _statement(providers: dict[int, object]) -> Any:
    programme = ("title", "standard_code", "qualification_number", "course_code", "provider_id")
    own = ("id", "source_id", "employer_name", "edited_at", "checked_on", *MODE_COLUMNS.values())
    published = ListingState.PUBLISHED
    return (
        select(
            *(_OPPORTUNITY.c[name] for name in own),
            *(_PROGRAMME.c[name] for name in programme),
            _PROGRAMME.c.edited_at.label("programme_edited_at"),
            type_coerce(_PROGRAMME.c.route, String).label("route"),
            type_coerce(_PROGRAMME.c.level, String).label("level"),
            type_coerce(_OPPORTUNITY.c.delivery, String).label("delivery"),
            _PROVIDER.c.ukprn,
            _PROVIDER.c.name.label("provider_name"),
            *(_VENUE.c[name] for name in ("postcode", "lat", "lng")),
        )
        .select_from(_OPPORTUNITY)
        .join(_PROGRAMME, _PROGRAMME.c.id == _OPPORTUNITY.c.programme_id)
        .join(_PROVIDER, _PROVIDER.c.id == _PROGRAMME.c.provider_id)
        .outerjoin(_VENUE, _VENUE.c.id == _OPPORTUNITY.c.venue_id)
        .where(
            _PROGRAMME.c.provider_id.in_(providers),
            _OPPORTUNITY.c.state == published,
            _PROGRAMME.c.state == published,
        )
        .order_by(_OPPORTUNITY.c.id)
    )
