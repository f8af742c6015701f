"""Discover Uni as a format of the `import` command."""

from pathways.feeds.discover_uni.reading import SetReader
from pathways.feeds.discover_uni.registers import empty_registers
from pathways.feeds.importing import FeedFormat, Reading
from pathways.feeds.sources import SourceFacts
from pathways.paths import resource_dir


def _read(reading: Reading) -> None:
    SetReader(reading, empty_registers(resource_dir("seed_data"))).read()


DISCOVER_UNI = FeedFormat(
    name="discover-uni",
    source=SourceFacts(
        slug="discover-uni",
        name="Discover Uni",
        statement=(
            "Contains Discover Uni data of the Office for Students, Jisc (HESA) and the higher education "
            "funding bodies of the United Kingdom, used under the Creative Commons Attribution 4.0 licence."
        ),
        address="https://discoveruni.gov.uk",
        whole_sets=True,
    ),
    read=_read,
)
