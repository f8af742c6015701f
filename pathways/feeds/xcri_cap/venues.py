"""Where courses are taught: the address of a venue or a provider, in the shapes of 1.2 and 1.1."""

import re

from pathways.feeds.plain_structure import one_line, structure_of
from pathways.feeds.records import VenueRecord
from pathways.feeds.whereabouts import AddressBook, Whereabouts
from pathways.feeds.xcri_cap.complaints import Complaints
from pathways.feeds.xcri_cap.keys import identifier_of, short_key
from pathways.feeds.xcri_cap.refined import refined, refinement
from pathways.feeds.xml_nodes import XmlNode
from pathways.places.names import slug
from pathways.places.postcodes import cut_postcodes_to_sector, parse_postcode

_NUMBER = re.compile(r"^[-+]?\d{1,3}(?:\.\d{1,20})?$")
_VIRTUAL = re.compile(r"^\s*p\.?\s?o\.?\s*box\b", re.IGNORECASE)
_PARTS = ("street", "address", "town", "postcode", "lat", "long")


def addressed(node: XmlNode | None) -> XmlNode | None:
    """The element with the address of a venue or provider: its location, or (in 1.1) itself; None without one."""
    if node is None:
        return None
    inner = node.first("provider") if node.key == "venue" else None
    for candidate in (inner.first("location") if inner else None, inner, node.first("location"), node):
        if candidate is not None and candidate.named(*_PARTS):
            return candidate
    return None


def venue_of(
    venue: XmlNode, provider_key: str, provider_name: str, book: AddressBook, complaints: Complaints
) -> VenueRecord | None:
    """The venue of a presentation, or of a provider itself; None when it has neither a name nor an address."""
    inner = venue.first("provider") or venue
    place = addressed(venue)
    name = one_line(inner.text_of("title"), 200)
    if place is None and (not name or venue.key == "provider"):
        return None
    where = whereabouts_of(place, book, complaints) if place is not None else Whereabouts()
    lines = _lines_of(place) if place is not None else []
    town = one_line(place.text_of("town"), 100) if place is not None else ""
    if venue.key == "provider" and not where.postcode_district and not lines:
        return None
    name = name or town or where.town or provider_name
    lines = [line for line in lines if line.casefold() not in (town.casefold(), name.casefold())]
    told = identifier_of(inner) if inner is not venue or venue.key == "venue" else ""
    key = told or slug(f"{name} {where.postcode or town}") or "site"
    getting_there = [structure_of(one) for one in refined(inner.named("description"), "gettingthere")]
    authority = next((one.text for one in refined(place.named("address"), "authority")), "") if place else ""
    district = next((one.text for one in refined(place.named("address"), "district")), "") if place else ""
    return VenueRecord(
        key=short_key(provider_key, key),
        provider_key=provider_key,
        name=name,
        nation=where.nation,
        address=one_line(", ".join(lines), 300),
        town=town or where.town,
        postcode=where.postcode,
        postcode_district=district if book.knows(f"{district} 1AA") else where.postcode_district,
        lad_code=authority if re.fullmatch(r"[ENSW]\d{8}", authority) else where.lad_code,
        lat=where.lat,
        lng=where.lng,
        getting_there=" ".join(getting_there),
    )


def whereabouts_of(place: XmlNode, book: AddressBook, complaints: Complaints) -> Whereabouts:
    """Where an address is. A postcode or point that cannot be right is reported, and the address kept without."""
    written = place.text_of("postcode")
    if written and not book.knows(written):
        complaints.note(place.first("postcode") or place, "postcode", written,
                        "A postcode is one of the United Kingdom", "Look the postcode up and correct it.")  # fmt: skip
    lat, lng = (_degrees(place, name) for name in ("lat", "long"))
    if lat is not None and lng is not None and not book.is_on_land(lat, lng):
        other_way = book.is_on_land(lng, lat)
        complaints.note(place, "lat, long", f"{lat}, {lng}", "A venue's point is on land in the United Kingdom",
                        "Latitude and longitude seem to have changed places." if other_way
                        else "Look the venue up on a map and correct its point.")  # fmt: skip
        lat = lng = None
    elif lat is not None and lng is not None and not book.agree(lat, lng, written):
        complaints.note(place, "lat, long", f"{lat}, {lng}", "A venue's point is in or beside its postcode's district",
                        "Correct the point or the postcode; until then it stands where its postcode is.")  # fmt: skip
    return book.find(written if book.knows(written) else "", lat, lng)


def _degrees(place: XmlNode, name: str) -> float | None:
    nodes = [*place.named(name), *(one for one in place.named("address") if refinement(one) == name)]
    return next((float(node.text) for node in nodes if _NUMBER.match(node.text)), None)


def _lines_of(place: XmlNode) -> list[str]:
    """Street and locality: no postcode, no numbers of a map, no box at a post office, nothing twice."""
    lines: dict[str, None] = {}
    for node in place.named("street", "address"):
        if refinement(node) in ("lat", "long", "authority", "district"):
            continue
        for part in structure_of(node).replace("\n", ",").split(","):
            line = part.strip()
            if line and not _VIRTUAL.match(line) and parse_postcode(line) is None:
                lines.setdefault(cut_postcodes_to_sector(line))
    return list(lines)
