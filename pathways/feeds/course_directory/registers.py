"""What rows of the course directory are looked up in: places, regions, sectors, and what providers are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from pathways.catalogue.dated import read_rows
from pathways.catalogue.models import Provider
from pathways.catalogue.vocabulary import Area
from pathways.database import table_of
from pathways.feeds.provider_kinds import Kinds, load_kinds
from pathways.feeds.regions import Regions, load_regions
from pathways.places.gazetteer import Gazetteer
from pathways.places.loading import load_gazetteer

_PROVIDER = table_of(Provider)


@dataclass(frozen=True, slots=True)
class Registers:
    """Everything that a row is looked up in. ``names`` are providers' names by number, as others published them."""

    gazetteer: Gazetteer
    regions: Regions
    sectors: Mapping[str, tuple[Area, ...]]
    kinds: Kinds
    names: Mapping[str, str]


def load_registers(instance_dir: Path, seed_dir: Path, connection: Connection) -> Registers:
    """The registers of the seed data, with the newest postcodes and the names of the providers in the catalogue."""
    return Registers(
        load_gazetteer(instance_dir, seed_dir),
        load_regions(seed_dir),
        sector_areas(seed_dir),
        load_kinds(seed_dir),
        college_names(seed_dir) | published_names(connection),
    )


def sector_areas(seed_dir: Path) -> dict[str, tuple[Area, ...]]:
    """The career areas of the directory's fifteen sectors, by their codes and by their names in capitals."""
    found: dict[str, tuple[Area, ...]] = {}
    for row in read_rows(seed_dir / "directory_sectors.csv"):
        areas = tuple(Area(area) for area in row["areas"].split(";"))
        found[row["code"]] = found[row["name"].upper()] = areas
    return found


def college_names(seed_dir: Path) -> dict[str, str]:
    """The names of colleges by provider number, from our own reviewed list."""
    return {row["ukprn"]: row["name"] for row in read_rows(seed_dir / "taught_at_college.csv")}


def published_names(connection: Connection) -> dict[str, str]:
    """The names of the catalogue's providers by provider number; of two names the one recorded first."""
    statement = (
        select(_PROVIDER.c.ukprn, _PROVIDER.c.name)
        .where(_PROVIDER.c.ukprn.is_not(None), ~_PROVIDER.c.name.startswith(NUMBER_ONLY))
        .order_by(_PROVIDER.c.id.desc())
    )
    return {str(number): str(name) for number, name in connection.execute(statement)}


NUMBER_ONLY = "Provider "
"""What a provider is called of which nothing but its number is known, before the number."""
