"""Postcodes as places: districts, sectors and lettered unions, and what a typed postcode comes to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pathways.places.arrays import NO_COORDINATES, TERMINATED, PostcodeArrays, SectorRow
from pathways.places.place import NATION_OF_CODE, Place, Problem, Resolution
from pathways.places.postcodes import (
    OUTSIDE_GREAT_BRITAIN,
    Postcode,
    area_of,
    find_districts,
    find_joined_sectors,
    find_postcodes,
    find_sectors,
    parse_postcode,
    parse_sector,
)
from pathways.places.seed import District


@dataclass(frozen=True)
class PostcodePlaces:
    """The districts that come with the product, and the imported arrays that make them finer."""

    districts: dict[str, District]
    unions: dict[str, Place]
    arrays: PostcodeArrays | None

    def place(self, place_id: str) -> Place | None:
        """The place of `PR1`, `SW1` or `PR1-2`, written just so.

        A sector nobody knows (no sectors imported, or since abolished) is answered with its district.
        """
        outward, gap, digit = place_id.partition("-")
        if not gap:
            return self.district(outward) or self.unions.get(outward)
        if len(digit) != 1 or not digit.isascii() or not digit.isdigit():
            return None
        return self.sector(outward, digit) or self.district(outward)

    def district(self, outward: str) -> Place | None:
        """A district by its code, also one that only the imported arrays know."""
        if outward in self.districts:
            return self.districts[outward].place
        rows = (
            self.arrays.sectors_of(outward)
            if self.arrays and outward.isascii() and 1 < len(outward) < 5
            else []
        )
        authority = next((row.lad_code for row in rows if row.lad_code), None)
        if not rows or authority is None or authority[0] not in NATION_OF_CODE:
            return None
        lat = sum(row.lat for row in rows) / len(rows)
        lng = sum(row.lng for row in rows) / len(rows)
        return Place(outward, outward, "district", lat, lng, outward, authority, NATION_OF_CODE[authority[0]])

    def sector(self, outward: str, digit: str) -> Place | None:
        """A sector, None if none are imported or this one is not among them."""
        row = (
            self.arrays.sector(outward, digit)
            if self.arrays and outward.isascii() and len(outward) < 5
            else None
        )
        return self._sector_place(row) if row else None

    def read(self, text: str) -> Resolution | None:
        """What a text that holds a postcode, a sector or a district comes to; None if it holds none.

        Other words beside it are passed over: `SW1 London` is SW1.
        """
        return next(self._readings(text), None)

    def _readings(self, text: str) -> Iterator[Resolution]:
        """Every way to read a text as a postcode or a part of one, the finest first."""
        yield from (self._postcode(postcode) for _, _, postcode in find_postcodes(text))
        for outward, digit in find_sectors(text):
            if self.district(outward) or area_of(outward) in OUTSIDE_GREAT_BRITAIN:
                yield self._sector(outward, digit)
        yield from (Resolution(place=known) for known in map(self.place, find_districts(text)) if known)
        alone = text.strip()
        for outward, digit in find_joined_sectors(alone):
            if len(alone) == len(outward) + 1 and self.district(outward):
                yield self._sector(outward, digit)
        for outward in find_districts(alone):
            if area_of(outward) in OUTSIDE_GREAT_BRITAIN:
                yield Resolution(problem="outside-great-britain")
            elif len(alone) == len(outward):
                yield Resolution(problem="unknown")

    def exact(self, text: str) -> tuple[float, float] | None:
        """Latitude and longitude of one full, living postcode; None if it is not known that finely."""
        postcode = parse_postcode(text)
        if postcode is None or self.arrays is None:
            return None
        return self.arrays.unit_point(postcode.outward, postcode.digit, postcode.unit)

    def beginning(self, text: str, limit: int) -> list[Place]:
        """Districts, unions and sectors that a half-typed postcode may become, nearest to it first."""
        if postcode := parse_postcode(text):
            return [place for place in [self.place(f"{postcode.outward}-{postcode.digit}")] if place]
        if sector := parse_sector(text):
            return [place for place in [self.place("-".join(sector))] if place]
        typed = text.strip().upper()
        if not any(outward == typed for outward in find_districts(typed)):
            return []
        exact = [place for place in (self.place(typed),) if place]
        longer = [
            place
            for codes in (self.unions, self.districts)
            for code in codes
            if code.startswith(typed) and code != typed
            for place in [self.place(code)]
            if place
        ]
        inside = (
            [self._sector_place(row) for row in self.arrays.sectors_of(typed)]
            if self.arrays and exact
            else []
        )
        # The parts of what was typed come before its neighbours: PR1 2 is in PR1, PR11 only looks like it.
        letters = [place for place in longer if place.id[len(typed) :].isalpha()]
        return (exact + letters + [place for place in longer if place not in letters] + inside)[:limit]

    def _postcode(self, postcode: Postcode) -> Resolution:
        if postcode.area in OUTSIDE_GREAT_BRITAIN:
            return Resolution(problem="outside-great-britain")
        district = self.district(postcode.outward)
        if district is None:
            return Resolution(problem="unknown")
        if self.arrays is None:
            return Resolution(place=district)
        sector = self.sector(postcode.outward, postcode.digit)
        problem: Problem | None = None if sector else "unknown"
        if self.arrays.has_units:
            state = self.arrays.unit_state(postcode.outward, postcode.digit, postcode.unit)
            problem = "unknown" if state is None else _PROBLEM_OF_STATE.get(state, problem)
        return (
            Resolution(problem=problem, instead=sector or district) if problem else Resolution(place=sector)
        )

    def _sector(self, outward: str, digit: str) -> Resolution:
        if area_of(outward) in OUTSIDE_GREAT_BRITAIN:
            return Resolution(problem="outside-great-britain")
        district = self.district(outward)
        if self.arrays is None:
            return Resolution(place=district)
        sector = self.sector(outward, digit)
        return Resolution(place=sector) if sector else Resolution(problem="unknown", instead=district)

    def _sector_place(self, row: SectorRow) -> Place:
        seed = self.districts.get(row.outward)
        code = f"{row.outward} {row.digit}"
        authority = row.lad_code or (seed.place.lad_code if seed else None)
        nation = NATION_OF_CODE.get(authority[0]) if authority else None
        return Place(
            f"{row.outward}-{row.digit}",
            f"{seed.town} ({code})" if seed else code,
            "sector",
            row.lat,
            row.lng,
            row.outward,
            authority,
            nation or (seed.place.nation if seed else "england"),
        )


_PROBLEM_OF_STATE: dict[int, Problem] = {TERMINATED: "terminated", NO_COORDINATES: "no-coordinates"}
