"""The small tables of the set, kept while the large ones stream by: who teaches, where, what codes mean."""

from dataclasses import dataclass, field
from pathlib import Path

from pathways.catalogue.vocabulary import Nation
from pathways.feeds.discover_uni.extras import Extras
from pathways.feeds.discover_uni.institutions import NATIONS
from pathways.feeds.discover_uni.sector import SectorTable
from pathways.feeds.discover_uni.subjects import Subjects, load_subjects
from pathways.feeds.discover_uni.tables import LocationRow
from pathways.feeds.districts import Districts, Spot, load_districts
from pathways.feeds.problems import RowProblem
from pathways.feeds.provider_kinds import Kinds, load_kinds
from pathways.feeds.records import ProviderRecord, VenueRecord


@dataclass(frozen=True, slots=True)
class Site:
    """A site of a registering body, and the point it can be shown at, if any."""

    name: str
    nation: Nation
    spot: Spot | None

    def venue_of(self, provider_key: str, site_key: str) -> VenueRecord:
        """The site as a venue of who teaches there."""
        spot = self.spot
        return VenueRecord(
            key=f"{provider_key}@{site_key}",
            provider_key=provider_key,
            name=self.name,
            nation=spot.nation if spot else self.nation,
            town=spot.town if spot else "",
            postcode_district=spot.postcode_district if spot else "",
            lad_code=spot.lad_code if spot else "",
            lat=spot.lat if spot else None,
            lng=spot.lng if spot else None,
        )


@dataclass(slots=True)
class Registers:
    """Everything that a row of a large table is looked up in."""

    kinds: Kinds
    subjects: Subjects
    districts: Districts
    providers: dict[str, ProviderRecord] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    awards: dict[str, str] = field(default_factory=dict)
    extras: Extras = field(default_factory=Extras)
    fifteen_months: SectorTable = field(default_factory=SectorTable)
    three_years: SectorTable = field(default_factory=SectorTable)
    five_years: SectorTable = field(default_factory=SectorTable)


def empty_registers(seed_dir: Path) -> Registers:
    """Registers with what comes from our own seed data."""
    return Registers(load_kinds(seed_dir), load_subjects(seed_dir), load_districts(seed_dir))


def site_key(ukprn: str, locid: str) -> str:
    """A site's key: sites belong to the registering body, and their identifiers repeat between bodies."""
    return f"{ukprn}:{locid}"


def site_of(row: LocationRow, districts: Districts) -> Site:
    """The site of a row, with its point if it can be right."""
    spot = (
        None if row.latitude is None or row.longitude is None else districts.spot(row.latitude, row.longitude)
    )
    return Site(row.locname, NATIONS[row.loccountry], spot)


def misplaced(row: LocationRow, file: str, line: int, districts: Districts) -> RowProblem | None:
    """What is wrong with a point that is given and cannot be right; None when none is given."""
    if row.latitude is None or row.longitude is None:
        return None
    mend = "Look the site up on a map and correct its latitude and longitude; until then it has no place."
    other_sign = districts.spot(row.latitude, -row.longitude)
    if other_sign is not None and other_sign.town:
        mend = f"Perhaps the sign is wrong: {-row.longitude} would be near {other_sign.town}. {mend}"
    return RowProblem(
        file, line, "LATITUDE, LONGITUDE", f"{row.latitude}, {row.longitude}",
        "A site's point is on land in the United Kingdom", mend,
    )  # fmt: skip
