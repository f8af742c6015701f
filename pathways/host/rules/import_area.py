"""Which area imports keep to, as the host writes it: a place and miles around it, postcode districts, or both."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pathways.places.postcodes import cut_postcodes_to_sector

MOST_MILES, MOST_DISTRICTS = 200, 200
LONGEST_OF_AREA: Mapping[str, int] = {"import_centre": 80, "import_miles": 3, "import_districts": 500}
"""The settings, and how many letters each may have. All empty: imports bring in what the lists hold."""

_DISTRICT = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?", re.ASCII)
_BETWEEN = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class ImportArea:
    """What was written: a place in words with miles around it, and postcode districts such as `DH8`."""

    centre: str = ""
    miles: int = 0
    districts: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.centre or self.districts)

    def stored(self) -> dict[str, str]:
        """As it is kept among the settings."""
        return {
            "import_centre": self.centre,
            "import_miles": str(self.miles) if self.centre else "",
            "import_districts": " ".join(self.districts),
        }


def read_import_area(typed: Mapping[str, str]) -> tuple[ImportArea, dict[str, str]]:
    """The area that was written, and what is wrong with it, as a code by the name of the setting."""
    wrong: dict[str, str] = {}
    centre = " ".join(cut_postcodes_to_sector(typed.get("import_centre", "")).split())
    miles = typed.get("import_miles", "").strip()
    number = int(miles) if miles.isascii() and miles.isdigit() and len(miles) <= 3 else 0
    if len(centre) > LONGEST_OF_AREA["import_centre"]:
        wrong["import_centre"] = "long"
    if (centre or miles) and not 1 <= number <= MOST_MILES:
        wrong["import_miles"] = "miles"
    if miles and not centre:
        wrong["import_centre"] = "centre"
    words = [word for word in _BETWEEN.split(typed.get("import_districts", "").upper()) if word]
    districts = tuple(dict.fromkeys(words))
    if len(districts) > MOST_DISTRICTS or any(not _DISTRICT.fullmatch(word) for word in districts):
        wrong["import_districts"] = "districts"
    return ImportArea(centre, number, districts), wrong
