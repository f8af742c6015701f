"""Opportunities that several sources list, found anew after anything changed: which are the same, and which is shown.

Providers that only one source has are not looked at, so the work follows what sources share and not the catalogue.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, String, delete, insert, select, type_coerce
from sqlalchemy.orm import Session

from pathways.catalogue.changes import record_change
from pathways.catalogue.models import Intake, Opportunity, Programme, Provider, SameOffer, Source, Venue
from pathways.catalogue.vocabulary import MODE_COLUMNS, ListingState
from pathways.database import table_of
from pathways.feeds.grouping import groups_of, same_pairs
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
    now = dict(_shown_of_each(connection))
    before: dict[int, int] = {
        row.opportunity_id: row.shown_id
        for row in connection.execute(select(_SAME.c.opportunity_id, _SAME.c.shown_id))
    }
    connection.commit()
    changed = {key for key in now.keys() | before.keys() if now.get(key) != before.get(key)}
    if changed:
        keys = sorted(changed)
        for start in range(0, len(keys), _BATCH):
            part = keys[start : start + _BATCH]
            connection.execute(delete(_SAME).where(_SAME.c.opportunity_id.in_(part)))
            found = [{"opportunity_id": key, "shown_id": now[key]} for key in part if key in now]
            if found:
                connection.execute(insert(_SAME), found)
        # The one that is shown names all sources: it changes with each of the others.
        touched = changed | {side[key] for key in changed for side in (now, before) if key in side}
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            record_change(session, touched if len(touched) <= MOST_NAMED else None)
            session.commit()
        connection.commit()
    return sum(key != shown for key, shown in now.items())


def _shown_of_each(connection: Connection) -> Iterator[tuple[int, int]]:
    """Each opportunity that is listed twice, with the one that is shown for it."""
    for providers in _shared_providers(connection):
        standing: dict[int, tuple[Any, ...]] = {}
        of_provider: dict[object, list[Listing]] = defaultdict(list)
        for identity, listing, order in _listings(connection, providers):
            of_provider[identity].append(listing)
            standing[listing.id] = order
        for listings in of_provider.values():
            source_of = {listing.id: listing.source_id for listing in listings}
            for group in groups_of(same_pairs(listings), source_of):
                shown = min(group, key=lambda key: standing[key])
                yield from ((key, shown) for key in group)


def _shared_providers(connection: Connection) -> Iterator[dict[int, object]]:
    """Rows of providers that more than one source has, by what they share; so many providers at a time.

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
        identity = row.ukprn or (next(iter(known)) if len(known) == 1 else name)
        shared[identity].append(row)
    several = [(identity, own) for identity, own in shared.items() if len({row.source_id for row in own}) > 1]
    for start in range(0, len(several), _PROVIDERS_AT_ONCE):
        some = several[start : start + _PROVIDERS_AT_ONCE]
        yield {row.id: identity for identity, own in some for row in own}


def _listings(
    connection: Connection, providers: dict[int, object]
) -> Iterator[tuple[object, Listing, tuple[Any, ...]]]:
    """What these providers offer, each with its order: the first of those that are the same is shown.

    First what was edited here, then what says when it starts, then what was checked last, then the oldest.
    """
    of_theirs = (
        select(_OPPORTUNITY.c.id)
        .join(_PROGRAMME, _PROGRAMME.c.id == _OPPORTUNITY.c.programme_id)
        .where(_PROGRAMME.c.provider_id.in_(providers))
    )
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
