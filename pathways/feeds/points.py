"""Where a site is, from its published point and postcode together: each is a check on the other."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pathways.catalogue.vocabulary import Nation
from pathways.feeds.districts import Districts, load_districts
from pathways.places.postcodes import OUTSIDE_GREAT_BRITAIN, parse_postcode
from pathways.places.seed import District, read_districts


@dataclass(frozen=True, slots=True)
class Spot:
    """What is known of where a site is. Without ``lat`` and ``lng`` (WGS84 degrees) it is not put on a map."""

    lat: float | None = None
    lng: float | None = None
    district: str = ""
    town: str = ""
    lad_code: str = ""
    nation: Nation = Nation.ENGLAND


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a point or a postcode: the rule that it breaks, and what would put it right."""

    column: str
    value: str
    rule: str
    mend: str


class Ground:
    """Every postcode district of Great Britain, by its code and by the middle of it."""

    def __init__(self, districts: Districts, by_code: dict[str, District]) -> None:
        self._districts = districts
        self._by_code = by_code
        self._towns = {district.town.casefold(): district.town for district in by_code.values()}

    def spot(self, lat: float | None, lng: float | None, postcode: str) -> tuple[Spot, Flaw | None]:
        """Where a point (WGS84 degrees) and a postcode say that a site is, and what is wrong with either.

        A point that cannot be right, or lies far from the postcode, gives way to the middle of the postcode's
        district. A point whose two numbers stand the wrong way round is turned: no place in the United Kingdom
        has a latitude that could be a longitude.
        """
        outward, flaw = self._outward(postcode)
        if lat is None or lng is None:
            return self._middle(outward), flaw
        for north, east in ((lat, lng), (lng, lat)):
            nearest = self._districts.spot(north, east)
            if nearest is None or not self._districts.agree(north, east, outward):
                continue
            if (north, east) != (lat, lng):
                flaw = Flaw(
                    "lat, lon", f"{lat}, {lng}", "Latitude comes first", "Write them the other way round."
                )
            known = self._middle(outward)
            return Spot(
                north,
                east,
                outward or nearest.postcode_district,
                known.town or nearest.town,
                known.lad_code or nearest.lad_code,
                known.nation if outward else nearest.nation,
            ), flaw
        return self._middle(outward), self._misplaced(lat, lng, outward)

    def town_named(self, name: str) -> str:
        """The town of that name as we write it, if a district is known by it; empty for any other name."""
        return self._towns.get(name.casefold(), "")

    def _outward(self, postcode: str) -> tuple[str, Flaw | None]:
        if not postcode:
            return "", None
        read = parse_postcode(postcode)
        if read is None:
            return "", Flaw("postcode", "", "A postcode is written like PR1 2HE", "Correct the postcode.")
        if read.outward in self._by_code:
            return read.outward, None
        if read.area in OUTSIDE_GREAT_BRITAIN:
            return "", None
        return "", Flaw(
            "postcode", read.outward, "A postcode begins with a district that exists", "Correct the postcode."
        )

    def _middle(self, outward: str) -> Spot:
        found = self._by_code.get(outward)
        if found is None:
            return Spot()
        place = found.place
        return Spot(place.lat, place.lng, outward, found.town, place.lad_code or "", Nation(place.nation))

    def _misplaced(self, lat: float, lng: float, outward: str) -> Flaw:
        rule = (
            f"A point is in or beside its postcode's district, {outward}"
            if outward
            else "A point is on land in the United Kingdom"
        )
        where = f"it is shown in the middle of {outward}" if outward else "it is not put on a map"
        return Flaw(
            "lat, lon",
            f"{lat}, {lng}",
            rule,
            f"Look it up on a map and correct the point; until then {where}.",
        )


@cache
def ground(seed_dir: Path) -> Ground:
    """The ground as ``districts.csv`` of the seed data knows it, read once."""
    return Ground(load_districts(seed_dir), read_districts(seed_dir / "districts.csv"))
