"""Regions and sub-regions by name, and the local authorities that each is made of."""

from dataclasses import dataclass
from pathlib import Path

from pathways.catalogue.dated import read_rows

SUB_REGIONS_FILE = "sub_regions.csv"


@dataclass(frozen=True, slots=True)
class Regions:
    """Local authority codes by the name, in small letters, of each sub-region and each region."""

    sub_regions: dict[str, tuple[str, ...]]
    regions: dict[str, tuple[str, ...]]

    def authorities(self, names: list[str]) -> list[str]:
        """The local authorities of these names, each once and in order. Raises KeyError for a name not known."""
        codes: dict[str, None] = {}
        for name in names:
            folded = name.lower()
            codes.update(dict.fromkeys(self.sub_regions.get(folded) or self.regions[folded]))
        return sorted(codes)

    def unknown(self, names: list[str], regions_too: bool) -> list[str]:
        """Those names that are no sub-region (nor, where that may be, a region)."""
        return [
            name
            for name in names
            if name.lower() not in self.sub_regions and not (regions_too and name.lower() in self.regions)
        ]

    def names_between_commas(self, text: str) -> list[str]:
        """The names in a list with commas between, some of which hold a comma: "Bristol, City of"."""
        parts = [part.strip() for part in text.split(",")]
        names, at = [], 0
        while at < len(parts):
            pair = ", ".join(parts[at : at + 2])
            triple = ", ".join(parts[at : at + 3])
            name = next((one for one in (triple, pair) if one.lower() in self.sub_regions), parts[at])
            at += 1 + name.count(", ")
            if name:
                names.append(name)
        return names


def names_between_semicolons(text: str) -> list[str]:
    """The names in a list with semicolons between."""
    return [part.strip() for part in text.split(";") if part.strip()]


def load_regions(seed_dir: Path) -> Regions:
    """Read ``sub_regions.csv`` of the seed data. Raises OSError when it cannot be read."""
    sub_regions: dict[str, tuple[str, ...]] = {}
    regions: dict[str, tuple[str, ...]] = {}
    for row in read_rows(seed_dir / SUB_REGIONS_FILE):
        codes = tuple(row["lad_codes"].split())
        sub_regions[row["name"].lower()] = codes
        regions[row["region"].lower()] = (*regions.get(row["region"].lower(), ()), *codes)
    return Regions(sub_regions, regions)
