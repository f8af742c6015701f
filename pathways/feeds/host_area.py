"""Keeping to the host's area: what is taught at a venue elsewhere is not brought in.

Works on what is staged, so that it holds for every format. What is online, national or across an area stays: it can be
had from home.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, select

from pathways.catalogue.vocabulary import Delivery
from pathways.feeds.kinds import INSIDE, LEFT_OUT, OPPORTUNITY, PARTS, PROGRAMME, PROVIDER, VENUE
from pathways.feeds.staging import write_rows
from pathways.places.distance import miles_between

_OFFERS, _PROGRAMMES, _PROVIDERS, _VENUES = (
    kind.staged for kind in (OPPORTUNITY, PROGRAMME, PROVIDER, VENUE)
)


@dataclass(frozen=True, slots=True)
class HostArea:
    """Postcode districts, a circle of so many miles around a point (WGS84 degrees), or both: then either is enough."""

    districts: frozenset[str] = frozenset()
    centre: tuple[float, float] | None = None
    miles: float = 0.0

    def holds(self, district: str, lat: float | None, lng: float | None) -> bool:
        """Whether a place is within. One of which neither district nor point is known is not."""
        if district in self.districts:
            return True
        if self.centre is None or lat is None or lng is None:
            return False
        return miles_between(*self.centre, lat, lng) <= self.miles


def leave_out_far_away(connection: Connection, area: HostArea) -> int:
    """Take out of what is staged the opportunities at venues that are not known to be in the area, and count them.

    With them go programmes that have no other opportunity, venues at which nothing is left, and providers with nothing
    left at all. Commits.
    """
    rows = connection.execute(
        select(_VENUES.c.key, _VENUES.c.postcode_district, _VENUES.c.lat, _VENUES.c.lng)
    ).all()
    write_rows(connection, INSIDE, [(key,) for key, *place in rows if area.holds(*place)])
    far = (_OFFERS.c.delivery == Delivery.VENUE.value) & (
        _OFFERS.c.venue_key.is_(None) | _OFFERS.c.venue_key.not_in(select(INSIDE.c.venue_key))
    )
    number = connection.execute(select(func.count()).select_from(_OFFERS).where(far)).scalar_one()
    if number:
        _leave_out(connection, "programme", select(_OFFERS.c.programme_key).where(far).distinct())
        _leave_out(
            connection, "venue", select(_OFFERS.c.venue_key).where(far, _OFFERS.c.venue_key.is_not(None))
        )
        _delete(connection, OPPORTUNITY, far)
        programmes = _PROGRAMMES.c.key.in_(_named("programme")) & _PROGRAMMES.c.key.not_in(
            select(_OFFERS.c.programme_key)
        )
        _leave_out(connection, "provider", select(_PROGRAMMES.c.provider_key).where(programmes))
        _delete(connection, PROGRAMME, programmes)
        _delete(
            connection,
            VENUE,
            _VENUES.c.key.in_(_named("venue"))
            & _VENUES.c.key.not_in(select(_OFFERS.c.venue_key).where(_OFFERS.c.venue_key.is_not(None))),
        )
        alone = _PROVIDERS.c.key.in_(_named("provider")) & _PROVIDERS.c.key.not_in(
            select(_PROGRAMMES.c.provider_key)
        )
        connection.execute(
            delete(_VENUES).where(_VENUES.c.provider_key.in_(select(_PROVIDERS.c.key).where(alone)))
        )
        _delete(connection, PROVIDER, alone)
    connection.commit()
    return number


def _named(kind: str) -> Any:
    return select(LEFT_OUT.c.key).where(LEFT_OUT.c.kind == kind)


def _leave_out(connection: Connection, kind: str, keys: Any) -> None:
    """Note the keys of records that may have nothing left."""
    found: Iterable[str] = set(connection.execute(keys).scalars())
    write_rows(connection, LEFT_OUT, [(kind, key) for key in found])


def _delete(connection: Connection, kind: Any, condition: Any) -> None:
    """Take records out of what is staged, with their parts."""
    staged = kind.staged
    for part in PARTS:
        if part.whole is kind:
            gone = part.staged.c[part.key_field].in_(select(staged.c.key).where(condition))
            connection.execute(delete(part.staged).where(gone))
    connection.execute(delete(staged).where(condition))
