"""Where an address is: its postcode, the point it can be shown at, and the district, town and authority around."""

from dataclasses import dataclass

from pathways.catalogue.vocabulary import Nation
from pathways.feeds.districts import Districts, load_districts
from pathways.paths import resource_dir
from pathways.places.gazetteer import Gazetteer
from pathways.places.loading import load_gazetteer
from pathways.places.postcodes import parse_postcode
from pathways.settings import get_settings


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """``postcode`` is well written, or empty; without a point nothing is put on a map."""

    postcode: str = ""
    postcode_district: str = ""
    town: str = ""
    lad_code: str = ""
    lat: float | None = None
    lng: float | None = None
    nation: Nation = Nation.ENGLAND


class AddressBook:
    """Finds addresses, by the postcodes that were imported; by their districts where none were."""

    def __init__(self, gazetteer: Gazetteer, districts: Districts) -> None:
        self._gazetteer = gazetteer
        self._districts = districts

    def knows(self, postcode: str) -> bool:
        """Whether a text is a postcode in a district that exists."""
        read = parse_postcode(postcode)
        return read is not None and self._gazetteer.lookup(read.outward) is not None

    def is_on_land(self, lat: float, lng: float) -> bool:
        """Whether a point in WGS84 degrees can be a place of teaching in the United Kingdom."""
        return self._districts.spot(lat, lng) is not None

    def agree(self, lat: float, lng: float, postcode: str) -> bool:
        """Whether a point and a postcode can tell of one place; yes for what is no postcode of a known district."""
        read = parse_postcode(postcode)
        return read is None or self._districts.agree(lat, lng, read.outward)

    def find(self, postcode: str, lat: float | None = None, lng: float | None = None) -> Whereabouts:
        """What is known of an address. A point that can be right beside the postcode goes before that of the postcode.

        Without a full postcode in the imported ones, the point is the middle of its sector or district.
        """
        read = parse_postcode(postcode)
        spot = None
        if lat is not None and lng is not None and self.agree(lat, lng, postcode):
            spot = self._districts.spot(lat, lng)
        if spot is not None:
            return Whereabouts(
                str(read) if read else "",
                read.outward if read and self.knows(postcode) else spot.postcode_district,
                spot.town,
                spot.lad_code,
                spot.lat,
                spot.lng,
                spot.nation,
            )
        if read is None:
            return Whereabouts()
        district = self._gazetteer.lookup(read.outward)
        if district is None:
            return Whereabouts(postcode=str(read))
        sector = self._gazetteer.lookup(f"{read.outward}-{read.digit}") or district
        # The address of a place of teaching is public: its point may be kept, as a learner's may not.
        exact = self._gazetteer.resolve_exact(str(read))
        middle = self._districts.spot(sector.lat, sector.lng)
        point = exact or (sector.lat, sector.lng)
        return Whereabouts(
            str(read),
            read.outward,
            middle.town if middle else "",
            sector.lad_code or "",
            point[0],
            point[1],
            Nation(sector.nation),
        )


def address_book() -> AddressBook:
    """The address book of this service, with the postcodes that it imported last."""
    seed_dir = resource_dir("seed_data")
    return AddressBook(load_gazetteer(get_settings().instance_dir, seed_dir), load_districts(seed_dir))
