"""Our own template as a format of the `import` command."""

from pathlib import Path

from pathways.catalogue.dated import read_rows
from pathways.feeds.districts import load_districts
from pathways.feeds.importing import FeedFormat, Reading
from pathways.feeds.programmes_csv.law import load_law
from pathways.feeds.programmes_csv.reading import read_sheets
from pathways.feeds.programmes_csv.sheet import Registers
from pathways.feeds.regions import load_regions
from pathways.feeds.sources import SourceFacts
from pathways.paths import resource_dir
from pathways.places.loading import load_gazetteer
from pathways.settings import get_settings


def load_registers(instance_dir: Path, seed_dir: Path) -> Registers:
    """What rows are looked up in. Raises OSError when the seed data cannot be read."""
    return Registers(
        load_law(seed_dir),
        load_gazetteer(instance_dir, seed_dir),
        load_districts(seed_dir),
        load_regions(seed_dir),
        load_authorities(seed_dir),
    )


def load_authorities(seed_dir: Path) -> dict[str, str]:
    """The codes of local authorities, by code and by name in small letters. Raises OSError."""
    authorities: dict[str, str] = {}
    for row in read_rows(seed_dir / "local_authorities.csv"):
        authorities[row["lad_code"].lower()] = authorities[row["name"].lower()] = row["lad_code"]
    return authorities


def _read(reading: Reading) -> None:
    read_sheets(reading, load_registers(get_settings().instance_dir, resource_dir("seed_data")))


PROGRAMMES_CSV = FeedFormat(
    name="programmes-csv",
    source=SourceFacts(
        slug="programmes-csv",
        name="Providers' own listings",
        statement="",
        address="",
        whole_sets=False,
    ),
    read=_read,
)
"""A sheet adds and replaces by reference. What it does not mention stays as it is."""
