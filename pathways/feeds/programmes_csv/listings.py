"""A row's values as records: a provider, a programme with its areas and entry, and what is on offer at one place."""

from dataclasses import dataclass, field
from typing import Any

from pathways.catalogue.vocabulary import MODE_COLUMNS, Delivery, Nation
from pathways.feeds.keys import LONGEST_KEY, bounded_key
from pathways.feeds.programmes_csv.columns import COLUMNS, Part
from pathways.feeds.programmes_csv.rules import Values
from pathways.feeds.records import (
    AreaRecord,
    DistrictRecord,
    EntryRecord,
    IntakeRecord,
    OpportunityRecord,
    ProgrammeRecord,
    ProviderRecord,
    VenueRecord,
)
from pathways.feeds.title_areas import areas_of_title
from pathways.places.gazetteer import Gazetteer
from pathways.places.names import slug
from pathways.places.place import Place
from pathways.places.postcodes import Postcode, parse_postcode


@dataclass(slots=True)
class Offer:
    """A programme on offer at one place, with its starts and the districts that it serves."""

    record: OpportunityRecord
    venue: VenueRecord | None
    starts: list[IntakeRecord] = field(default_factory=list)
    districts: list[DistrictRecord] = field(default_factory=list)


@dataclass(slots=True)
class Listing:
    """All that one reference stands for."""

    provider: ProviderRecord
    programme: ProgrammeRecord
    areas: list[AreaRecord]
    entry: EntryRecord
    offers: dict[str, Offer] = field(default_factory=dict)


def fields_of(part: Part, values: Values) -> dict[str, Any]:
    """The fields of one record, by the columns that fill them."""
    return {column.field: values[column.name] for column in COLUMNS if column.part is part}


def listing_of(values: Values) -> Listing:
    """The programme of a row, with nothing on offer as yet."""
    key, provider_key = values["reference"], provider_key_of(values)
    own = fields_of(Part.PROVIDER, values)
    areas = values["areas"] or areas_of_title(values["title"])
    return Listing(
        ProviderRecord(
            key=provider_key, slug=slug(own["name"])[:120] or "provider", nation=values["nation"], **own
        ),
        ProgrammeRecord(
            key=key,
            provider_key=provider_key,
            slug=slug(values["title"])[:120] or "course",
            **fields_of(Part.PROGRAMME, values),
        ),
        [AreaRecord(key, area, is_main=place == 0) for place, area in enumerate(areas)],
        EntryRecord(key, **fields_of(Part.ENTRY, values)),
    )


def provider_key_of(values: Values) -> str:
    """The key of a row's provider: its own reference, else its number, else its name."""
    return (
        values["provider"]
        or str(values["provider_ukprn"] or "")
        or slug(values["provider_name"])[:LONGEST_KEY]
    )


def offer_of(values: Values, codes: list[str], gazetteer: Gazetteer) -> Offer:
    """What is on offer by a row; ``codes`` are the districts that it names. Its starts come later."""
    venue = venue_of(values, gazetteer) if values["venue_name"] else None
    at_venue = values["delivery"] is Delivery.VENUE
    where = venue.key if venue else ",".join(codes) or values["delivery"].value
    modes = "-".join(mode.value for mode in sorted(values["modes"]))
    key = values["offer"] or bounded_key(f"{values['reference']}@{where}/{modes}")
    week: dict[str, Any] = {name: mode in values["modes"] for mode, name in MODE_COLUMNS.items()}
    record = OpportunityRecord(
        key=key,
        programme_key=values["reference"],
        venue_key=venue.key if venue else None,
        place_not_given=at_venue and venue is None,
        mode_not_stated=not values["modes"],
        **week,
        **fields_of(Part.OFFER, values),
    )
    return Offer(record, venue, districts=[DistrictRecord(key, code) for code in codes])


def venue_of(values: Values, gazetteer: Gazetteer) -> VenueRecord:
    """The venue of a row: where it says that it is, else where its postcode is, unless it is not to be on the map."""
    own = fields_of(Part.VENUE, values)
    given = own.pop("postcode")
    postcode, place = where_is(given, gazetteer)
    provider_key = provider_key_of(values)
    if values["venue_on_map"] and own["lat"] is None and place is not None:
        own |= {"lat": place.lat, "lng": place.lng}
    own["lad_code"] = own["lad_code"] or (place.lad_code if place else None) or ""
    return VenueRecord(
        key=values["venue"] or bounded_key(f"{provider_key}@{given.upper()}@{own['name'].lower()}"),
        provider_key=provider_key,
        nation=Nation(place.nation) if place else values["nation"],
        postcode=str(postcode or ""),
        postcode_district=postcode.outward if postcode else given.upper(),
        **own,
    )


def where_is(given: str, gazetteer: Gazetteer) -> tuple[Postcode | None, Place | None]:
    """A full postcode or a district in its parts, and the place that is known of it."""
    postcode = parse_postcode(given)
    if postcode is not None:
        return postcode, gazetteer.lookup(f"{postcode.outward}-{postcode.digit}")
    place = gazetteer.lookup(given.upper()) if given else None
    return None, place if place is not None and place.kind == "district" else None
