"""The venue of a row: where its postcode is, or the point that the row gives when that can be right."""

from pathways.catalogue.vocabulary import Nation
from pathways.feeds.course_directory.columns import DirectoryRow
from pathways.feeds.course_directory.where import place_of
from pathways.feeds.districts import is_near
from pathways.feeds.keys import bounded_key
from pathways.feeds.records import VenueRecord
from pathways.places.gazetteer import Gazetteer
from pathways.places.postcodes import parse_postcode

BRITAIN = (49.0, 61.5, -9.0, 2.5)
"""Least and greatest latitude, least and greatest longitude, in degrees."""
NOWHERE = (0.0, 0.0)
"""A point that is no point, or far away: it is never believed, and reported."""


def venue_key(provider_key: str, row: DirectoryRow) -> str:
    """The key of a row's venue: a provider's venues are told apart by name and postcode."""
    key = f"{provider_key}@{row.postcode.replace(' ', '').upper()}@{' '.join(row.venue.split()).lower()}"
    return bounded_key(key)


def venue_record(provider_key: str, row: DirectoryRow, gazetteer: Gazetteer) -> tuple[VenueRecord, bool]:
    """The venue of a row, and whether its own point is believed; without a known postcode it has no place."""
    postcode = parse_postcode(row.postcode)
    place = place_of(postcode, gazetteer) if postcode else None
    given = _point(row)
    believed = given is None or (place is not None and is_near(*given, place.lat, place.lng))
    point = given if given and believed else (place.lat, place.lng) if place else None
    record = VenueRecord(
        key=venue_key(provider_key, row),
        provider_key=provider_key,
        name=row.venue[:200],
        nation=Nation(place.nation) if place else Nation.ENGLAND,
        address=", ".join(part for part in (row.address_1, row.address_2, row.county) if part)[:300],
        town=row.town[:100],
        postcode=str(postcode or ""),
        postcode_district=postcode.outward if postcode else "",
        lad_code=(place.lad_code or "") if place else "",
        lat=point[0] if point else None,
        lng=point[1] if point else None,
    )
    return record, believed


def _point(row: DirectoryRow) -> tuple[float, float] | None:
    if not row.lat and not row.lng:
        return None
    try:
        lat, lng = float(row.lat), float(row.lng)
    except ValueError:
        return NOWHERE
    south, north, west, east = BRITAIN
    return (lat, lng) if south <= lat <= north and west <= lng <= east else NOWHERE
