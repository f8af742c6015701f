"""Rows that keep every rule, gathered into providers, venues, programmes and what is on offer."""

from functools import lru_cache

from pathways.feeds.broken import Broken
from pathways.feeds.course_directory.columns import DirectoryRow
from pathways.feeds.course_directory.courses import programme_parts, programme_record, provider_record
from pathways.feeds.course_directory.offers import Offers, terms_of
from pathways.feeds.course_directory.registers import Registers
from pathways.feeds.course_directory.tables import OpenTable
from pathways.feeds.course_directory.values import DeliveryMode, answer, day, delivery_mode
from pathways.feeds.course_directory.venues import venue_key, venue_record
from pathways.feeds.course_directory.where import region_names
from pathways.feeds.staging import Staging

NOT_NAMED = "upload"
"""The key of the provider of an upload whose file does not say whose it is."""


class Gathering:
    """Stages what rows say: a programme at its first row, what is on offer when all rows have been seen."""

    def __init__(self, staging: Staging, registers: Registers) -> None:
        self._staging = staging
        self._registers = registers
        self._offers = Offers()
        self._lengths: dict[str, str] = {}
        self._providers: dict[str, DirectoryRow] = {}
        self._authorities = lru_cache(maxsize=10_000)(self._authorities_of)

    def know_provider(self, row: DirectoryRow) -> None:
        """Keep what a table of providers says of one."""
        self._providers[row.ukprn] = row

    def provider(self, key: str, row: DirectoryRow) -> None:
        """Stage who teaches, once."""
        if ("provider", key) not in self._staging:
            known = row if row.provider_name else DirectoryRow(ukprn=row.ukprn)
            self._staging.add(provider_record(key, self._providers.get(row.ukprn, known), self._registers))

    def venue(self, table: OpenTable, line: int, provider_key: str, row: DirectoryRow) -> str:
        """Stage a venue, once, and give its key. A point that cannot be right is reported."""
        key = venue_key(provider_key, row)
        if ("venue", key) in self._staging:
            return key
        record, believed = venue_record(provider_key, row, self._registers.gazetteer)
        self._staging.add(record)
        if not believed:
            table.note(line, Broken(
                "lat", f"{row.lat}, {row.lng}", "The point of a venue is near its postcode",
                "Correct the point; until then the venue stands where its postcode is.",
            ))  # fmt: skip
        elif record.lat is None:
            table.note(line, Broken(
                "venue", row.venue, "A venue stands in the provider's table of venues",
                "Bring in the provider's venues with the courses; until then it is not on the map.",
            ))  # fmt: skip
        return key

    def run(self, key: str, provider_key: str, row: DirectoryRow, venue: str | None) -> None:
        """Take one run of a course: its programme, if this is the first, and its place, terms and start."""
        if ("programme", key) not in self._staging:
            for part in programme_parts(key, row, self._registers):
                self._staging.add_part(part)
            record = programme_record(key, provider_key, row)
            self._staging.add(record)
            self._lengths[key] = self._offers.shared(record.duration_text)
        is_local = delivery_mode(row.delivery_mode) is DeliveryMode.WORK_BASED and not answer(row.national)
        districts = self._authorities(row.run_id != "", row.region, row.sub_region) if is_local else ()
        terms = terms_of(row, key, venue, districts, self._offers)
        self._offers.add(terms, day(row.start_date) if row.start_date else None)

    def finish(self) -> None:
        """Stage everything that is on offer, each after its starts and districts."""
        for parts, record in self._offers.take(self._lengths):
            for part in parts:
                self._staging.add_part(part)
            self._staging.add(record)

    def _authorities_of(self, is_flat: bool, region: str, sub_region: str) -> tuple[str, ...]:
        regions = self._registers.regions
        row = DirectoryRow(run_id="flat" if is_flat else "", region=region, sub_region=sub_region)
        return tuple(regions.authorities(region_names(row, regions)))
