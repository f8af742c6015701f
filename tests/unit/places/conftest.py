"""Gazetteers to ask: as on a fresh clone, with a few sectors imported, and with single postcodes imported."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

import pytest

from pathways.paths import resource_dir
from pathways.places.gazetteer import Gazetteer
from pathways.places.importing import PostcodeReport, import_postcodes
from pathways.places.loading import load_gazetteer
from pathways.places.postcodes import area_of

SEED = resource_dir("seed_data")

_FEW_AREAS = {"PR", "LA", "M", "SW", "CF", "AB", "ZE"}
_few = tempfile.TemporaryDirectory(prefix="few-places-")
"""Kept while the tests run and removed with them."""


@cache
def few_places() -> Path:
    """Seed files with a few areas only: an import reads them in no time, and tells no less."""
    folder = Path(_few.name)
    for name, column in (("districts.csv", "district"), ("towns.csv", "district")):
        with (SEED / name).open(newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file)
            rows = [row for row in reader if area_of(row[column]) in _FEW_AREAS]
        with (folder / name).open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, reader.fieldnames or (), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return folder


ONSPD_HEADER = "pcd,pcd2,pcds,dointr,doterm,usertype,oseast1m,osnrth1m,osgrdind,oslaua,ctry,lat,long,imd"


def onspd_row(
    postcode: str,
    lat: str,
    lng: str,
    *,
    ended: str = "",
    authority: str = "E07000123",
    country: str = "E92000001",
    grid: str = "1",
) -> str:
    """One row as the ONS Postcode Directory writes it, quotation marks and all."""
    outward, inward = postcode.split()
    return (
        f'"{outward:<4}{inward}","{outward:<4} {inward}","{postcode}","198001","{ended}","0","0350000",'
        f'"0430000","{grid}","{authority}","{country}",{lat},{lng},"1"'
    )


def write_onspd(path: Path, rows: Iterable[str]) -> Path:
    """A small ONS Postcode Directory."""
    path.write_text("\r\n".join([ONSPD_HEADER, *rows]) + "\r\n", encoding="utf-8")
    return path


def write_sectors(path: Path, rows: Iterable[str]) -> Path:
    """A small file of sectors."""
    header = "sector,lat,lng,postcodes,p90_km,lad_code,country_code"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


PRESTON_SECTORS = (
    "PR1 0,53.75690,-2.70020,50,0.40,E07000123,E92000001",
    "PR1 2,53.75900,-2.70500,200,0.60,E07000123,E92000001",
    "PR1 3,53.75800,-2.69600,150,0.50,E07000123,E92000001",
    "PR2 8,53.79000,-2.70000,300,0.80,E07000123,E92000001",
    "SW1A 1,51.50100,-0.14100,90,0.30,E09000033,E92000001",
    "CF10 1,51.48000,-3.17500,120,0.40,W06000015,W92000004",
)

PRESTON_POSTCODES = (
    onspd_row("PR1 2HE", "53.758000", "-2.704000"),
    onspd_row("PR1 2AA", "53.760000", "-2.706000"),
    onspd_row("PR1 2ZZ", "53.759500", "-2.705500", ended="199612"),
    onspd_row("PR1 3XA", "99.999999", "0.000000", grid="9"),
    onspd_row("PR1 3AB", "53.758000", "-2.696000"),
    onspd_row("PR2 8AA", "53.790000", "-2.700000", authority="E07000126"),
    onspd_row("PR2 8AB", "53.791000", "-2.701000"),
    onspd_row("PR2 8AD", "53.792000", "-2.702000"),
)

Importer = Callable[..., PostcodeReport]


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """The gazetteer of a fresh clone: nothing imported."""
    return load_gazetteer(tmp_path_factory.mktemp("fresh"), SEED)


@pytest.fixture(scope="session")
def with_sectors(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """The gazetteer after a few sectors were imported."""
    folder = tmp_path_factory.mktemp("sectors")
    write_sectors(folder / "sectors.csv", PRESTON_SECTORS)
    import_postcodes([folder / "sectors.csv"], folder, lambda done, total: None)
    return load_gazetteer(folder, SEED)


@pytest.fixture(scope="session")
def with_units(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """The gazetteer after single postcodes were imported."""
    folder = tmp_path_factory.mktemp("units")
    write_onspd(folder / "ONSPD_SMALL_UK.csv", PRESTON_POSTCODES)
    import_postcodes([folder / "ONSPD_SMALL_UK.csv"], folder, lambda done, total: None)
    return load_gazetteer(folder, SEED)


@pytest.fixture
def bring_in(tmp_path: Path) -> Importer:
    """Import files into this test's own instance folder, quietly."""

    def bring(
        *paths: Path, instance: Path | None = None, dry_run: bool = False, force: bool = False
    ) -> PostcodeReport:
        chosen: Sequence[Path] = paths
        return import_postcodes(
            chosen,
            instance or tmp_path / "instance",
            lambda done, total: None,
            dry_run=dry_run,
            force=force,
            seed_dir=few_places(),
        )

    return bring
