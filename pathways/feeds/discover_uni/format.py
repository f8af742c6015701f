"""Discover Uni as a format of the `import` command."""

from dataclasses import replace

from pathways.feeds.discover_uni.names import ProviderNames
from pathways.feeds.discover_uni.reading import SetReader
from pathways.feeds.discover_uni.registers import empty_registers
from pathways.feeds.discover_uni.xml_form import ENDING, as_tables, xml_entries
from pathways.feeds.importing import FeedFormat, Reading
from pathways.feeds.sources import SourceFacts
from pathways.paths import resource_dir


def _read(reading: Reading) -> None:
    registers = empty_registers(resource_dir("seed_data"))
    entries = xml_entries(reading.bundle)
    if not entries:
        SetReader(reading, registers).read()
        return
    names = ProviderNames(reading.staging.connection, resource_dir("seed_data"))
    with as_tables(reading, entries, names.of) as bundle:
        SetReader(replace(reading, bundle=bundle), registers).read()


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
    endings=(".csv", ENDING),
)
