"""Where a vacancy's work is: a venue for each of its addresses, named after the employer."""

from collections.abc import Iterator
from hashlib import blake2b

from pathways.feeds.names import shown_name
from pathways.feeds.plain_structure import one_line
from pathways.feeds.points import Flaw, Ground
from pathways.feeds.records import VenueRecord
from pathways.feeds.vacancies.shapes import AddressRow
from pathways.feeds.vacancies.vacancy import Vacancy
from pathways.places.postcodes import cut_postcodes_to_sector

NAMELESS = "Place of work"
_MARK_BYTES = 8


def venues_of(
    vacancy: Vacancy, provider_key: str, ground: Ground
) -> Iterator[tuple[VenueRecord, Flaw | None]]:
    """The venue of each address, each address once, and what is wrong with where it says that it is."""
    seen = set()
    for address in vacancy.addresses:
        mark = mark_of(address)
        if mark not in seen:
            seen.add(mark)
            yield _venue(
                vacancy, address, f"{provider_key}@{mark}:{_mark(vacancy.employer)}", provider_key, ground
            )


def mark_of(address: AddressRow) -> str:
    """A short mark of an address, the same in whatever case and spacing; no address can be read from it."""
    point = (address.latitude, address.longitude) if not address.lines and not address.postcode else ""
    return _mark(f"{' '.join(address.lines)} {address.postcode} {point}")


def _venue(
    vacancy: Vacancy, address: AddressRow, key: str, provider_key: str, ground: Ground
) -> tuple[VenueRecord, Flaw | None]:
    spot, flaw = ground.spot(address.latitude, address.longitude, address.postcode)
    town = next(filter(None, map(ground.town_named, reversed(address.lines))), spot.town)
    lines = [line for line in address.lines if line.casefold() != town.casefold()]
    if not town and lines:
        town = lines.pop()
    return VenueRecord(
        key=key,
        provider_key=provider_key,
        name=shown_name(vacancy.employer) or NAMELESS,
        nation=spot.nation,
        address=one_line(cut_postcodes_to_sector(", ".join(dict.fromkeys(map(shown_name, lines)))), 300),
        town=one_line(shown_name(town), 100),
        # The district only: the rest of a postcode can be somebody's own door.
        postcode_district=spot.district,
        lad_code=spot.lad_code,
        lat=spot.lat,
        lng=spot.lng,
    ), flaw


def _mark(text: str) -> str:
    plain = "".join(character for character in text.casefold() if character.isalnum() or character in ".-")
    return blake2b(plain.encode(), digest_size=_MARK_BYTES).hexdigest()
