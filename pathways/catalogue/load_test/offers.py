"""What the synthetic catalogue offers: programmes and opportunities in likely proportions, row by row."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from pathways.catalogue.load_test.grounds import Grounds
from pathways.catalogue.load_test.wording import Wording
from pathways.catalogue.vocabulary import MODE_COLUMNS, Area

ROUTE_SHARES: dict[str, tuple[float, tuple[str | None, ...], str]] = {
    "apprenticeship": (0.22, ("2", "3", "3", "4", "5"), "paid"),
    "foundation-apprenticeship": (0.02, ("2",), "paid"),
    "degree-apprenticeship": (0.04, ("6", "6", "7"), "paid"),
    "t-level": (0.05, ("3",), "free"),
    "a-level": (0.12, ("3",), "free"),
    "v-level": (0.01, ("3",), "free"),
    "vocational": (0.22, ("entry", "1", "2", "2", "3"), "free"),
    "higher-technical": (0.04, ("4", "5"), "loan"),
    "foundation-degree": (0.03, ("5",), "loan"),
    "degree": (0.14, ("6", "6", "6", None), "loan"),
    "bootcamp": (0.03, (None, "3", "4"), "free"),
    "supported-internship": (0.01, (None,), "free"),
    "essential-skills": (0.07, ("entry", "1", "2"), "free"),
}
"""How common each route is, its levels, and which way the money usually goes."""

PROGRAMME_SHARE = 3
"""Opportunities a programme has on average."""

_AREAS = tuple(area.value for area in Area)
_DELIVERIES = ("venue", "online", "area", "national")
_DELIVERY_LIMITS = (0.96, 0.98, 0.995)
_BATCH = 2000

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class FirstIds:
    """The first free id of each table."""

    provider: int
    venue: int
    programme: int
    opportunity: int


class Offers:
    """Makes programmes with their opportunities, intakes and districts, batch after batch."""

    def __init__(
        self, grounds: Grounds, wording: Wording, random: np.random.Generator, first: FirstIds, today: date
    ) -> None:
        self._grounds, self._wording, self._random = grounds, wording, random
        self._first, self._today = first, today
        self._routes = tuple(ROUTE_SHARES)
        shares = np.array([share for share, _, _ in ROUTE_SHARES.values()])
        self._route_limits = np.cumsum(shares / shares.sum())
        self._provider_limits = np.cumsum(grounds.sizes)

    def batches(self, opportunities: int) -> Iterator[Rows]:
        """Rows by table name, until there are ``opportunities`` opportunities."""
        made = programmes = 0
        while made < opportunities:
            rows: Rows = {
                name: [] for name in ("programme", "programme_area", "opportunity", "intake", "district")
            }
            for chances in self._random.random((_BATCH, 8)).tolist():
                if made >= opportunities:
                    break
                count = min(1 + int(chances[0] * (2 * PROGRAMME_SHARE - 1)), opportunities - made)
                self._programme(rows, programmes, made, count, chances)
                made += count
                programmes += 1
            yield rows

    def _programme(self, rows: Rows, number: int, made: int, count: int, chances: list[float]) -> None:
        key = self._first.programme + number
        provider = int(np.searchsorted(self._provider_limits, chances[1]))
        route = self._routes[int(np.searchsorted(self._route_limits, chances[2]))]
        _, levels, money = ROUTE_SHARES[route]
        district = self._grounds.districts[int(self._grounds.home[provider])]
        title, area = self._wording.title(route, chances[3])
        rows["programme"].append(
            {
                "id": key,
                "provider_id": self._first.provider + provider,
                "source_key": f"programme-{number}",
                "title": title[:255],
                "slug": f"load-test-{number}",
                "route": route,
                "level": levels[int(chances[4] * len(levels))],
                "nation": district.nation,
                "occupation": self._wording.occupation(chances[5])[:200],
                "summary": self._wording.some_words(20 + int(chances[6] * 25)),
                "you_will_learn": self._wording.some_words(8 + int(chances[7] * 12)),
                "duration_months": 1 + int(chances[6] * 47),
                "duration_text": f"{1 + int(chances[6] * 47)} months",
            }
        )
        main = _AREAS.index(area)
        for at in {main, (main + 7) % len(_AREAS)} if chances[4] < 0.15 else {main}:
            rows["programme_area"].append({"programme_id": key, "area": _AREAS[at], "is_main": at == main})
        for offered in range(count):
            self._opportunity(rows, made + offered, key, provider, money)

    def _opportunity(self, rows: Rows, number: int, programme: int, provider: int, money: str) -> None:
        key = self._first.opportunity + number
        chances = self._random.random(8).tolist()
        first, end = self._grounds.first_venue[provider : provider + 2].tolist()
        delivery = _DELIVERIES[sum(chances[0] > limit for limit in _DELIVERY_LIMITS)]
        paid = money == "paid"
        main_mode = 3 if paid and chances[1] < 0.7 else int(chances[1] ** 2 * 4)
        row = {
            "id": key,
            "programme_id": programme,
            "venue_id": self._first.venue + first + int(chances[2] * (end - first))
            if delivery == "venue"
            else None,
            "source_key": f"opportunity-{number}",
            "delivery": delivery,
            "money": "fee" if not paid and chances[3] < 0.1 else money,
            "employer_name": f"Employer {number % 5003}" if paid and chances[4] < 0.5 else "",
            "pay_basis": "stated" if paid and chances[4] < 0.5 else None,
            "pay_hourly_low": 800 + int(chances[5] * 700) if paid and chances[4] < 0.5 else None,
            "pay_hourly_high": 1500 if paid and chances[4] < 0.5 else None,
        }
        for at, mode in enumerate(MODE_COLUMNS.values()):
            row[mode] = at == main_mode or (at == 1 and chances[6] < 0.08)
        rows["opportunity"].append(row)
        if delivery == "area":
            home, districts = int(self._grounds.home[provider]), self._grounds.districts
            served = {
                districts[(home + step * 3) % len(districts)].lad_code
                for step in range(1 + int(chances[7] * 4))
            }
            rows["district"].extend(
                {"opportunity_id": key, "lad_code": code} for code in sorted(served) if code
            )
        self._intakes(rows["intake"], key, chances)

    def _intakes(self, rows: list[dict[str, Any]], key: int, chances: list[float]) -> None:
        nothing = {"starts_on": None, "closes_on": None, "is_flexible": False}
        if chances[7] < 0.06:
            rows.append({"opportunity_id": key, **nothing, "is_flexible": True})
            return
        for step in range(int(chances[6] * 3.4)):
            starts = self._today + timedelta(days=int(chances[5] * 420) - 30 + step * 120)
            closes = starts - timedelta(days=int(chances[4] * 60)) if chances[3] < 0.7 else None
            rows.append({"opportunity_id": key, **nothing, "starts_on": starts, "closes_on": closes})
