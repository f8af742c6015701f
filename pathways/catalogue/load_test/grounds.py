"""Where the synthetic catalogue is: providers of very different size, with venues in real districts around them."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pathways.catalogue.vocabulary import ProviderKind

OPPORTUNITIES_A_PROVIDER = 110
OPPORTUNITIES_A_VENUE = 25
_SPREAD_DEGREES = 0.15
_JITTER_DEGREES = 0.02
_KINDS = tuple(kind.value for kind in ProviderKind)
_WITHOUT_POINT = 0.005
_NAMES = (
    "Alder",
    "Beck",
    "Carr",
    "Dene",
    "Elm",
    "Fell",
    "Gill",
    "Holt",
    "Ings",
    "Kirk",
    "Lea",
    "Moss",
    "Nab",
    "Oak",
)
_ENDINGS = ("College", "Training", "Academy", "Skills Centre", "Sixth Form", "Institute")


@dataclass(frozen=True, slots=True)
class District:
    """A real postcode district: centroid in degrees, town, local authority and nation."""

    code: str
    lat: float
    lng: float
    town: str
    lad_code: str
    nation: str


def read_districts(seed_dir: Path) -> list[District]:
    """The districts of `seed_data/districts.csv`."""
    with (seed_dir / "districts.csv").open(encoding="utf-8", newline="") as file:
        return [
            District(
                row["district"],
                float(row["lat"]),
                float(row["lng"]),
                row["town"],
                row["lad_code"],
                row["nation"],
            )
            for row in csv.DictReader(file)
        ]


class Grounds:
    """Providers with Zipf-like sizes, each with a home district, and venues in the districts around it."""

    def __init__(self, districts: list[District], opportunities: int, random: np.random.Generator) -> None:
        self.districts = districts
        self._random = random
        count = max(1, opportunities // OPPORTUNITIES_A_PROVIDER)
        sizes = 1.0 / np.arange(2, count + 2) ** 0.7
        self.sizes = sizes / sizes.sum()
        self.home = random.integers(0, len(districts), count)
        venues = np.maximum(1, np.rint(self.sizes * opportunities / OPPORTUNITIES_A_VENUE)).astype(int)
        self.venue_provider = np.repeat(np.arange(count), venues)
        self.first_venue = np.concatenate(([0], np.cumsum(venues)))

    def providers(self, first_id: int) -> Iterator[dict[str, Any]]:
        """The rows of the provider table, but for their source and time."""
        for number, home in enumerate(self.home.tolist()):
            district = self.districts[home]
            name = f"{_NAMES[number % len(_NAMES)]} {district.town} {_ENDINGS[number % len(_ENDINGS)]} {number + 1}"
            yield {
                "id": first_id + number,
                "source_key": f"provider-{number}",
                "name": name,
                "slug": f"load-test-provider-{number}",
                "kind": _KINDS[number % len(_KINDS)],
                "nation": district.nation,
            }

    def venues(self, first_id: int, first_provider: int) -> Iterator[dict[str, Any]]:
        """The rows of the venue table, but for source and time: near the provider's home, a few without a point."""
        for number, provider in enumerate(self.venue_provider.tolist()):
            district = self._near(self.districts[int(self.home[provider])])
            north, east = self._random.normal(0, _JITTER_DEGREES, 2).tolist()
            lat, lng = district.lat + north, district.lng + east
            placed = self._random.random() >= _WITHOUT_POINT
            yield {
                "id": first_id + number,
                "provider_id": first_provider + provider,
                "source_key": f"venue-{number}",
                "name": f"Site {number - int(self.first_venue[provider]) + 1}",
                "town": district.town,
                "postcode_district": district.code,
                "lad_code": district.lad_code,
                "nation": district.nation,
                "lat": round(min(max(lat, 49.9), 60.9), 4) if placed else None,
                "lng": round(min(max(lng, -7.9), 1.7), 4) if placed else None,
            }

    def _near(self, home: District) -> District:
        """A district drawn from those around ``home``; that one itself when two hundred draws meet no other."""
        drawn: list[int] = self._random.integers(0, len(self.districts), 200).tolist()
        for other in (self.districts[at] for at in drawn):
            if (
                abs(other.lat - home.lat) < _SPREAD_DEGREES
                and abs(other.lng - home.lng) < 2 * _SPREAD_DEGREES
            ):
                return other
        return home
