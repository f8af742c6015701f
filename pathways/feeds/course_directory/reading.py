"""The tables of the directory, each told by its header and read once as a stream."""

from collections.abc import Sequence

from pathways.feeds.broken import Broken
from pathways.feeds.course_directory import apprenticeships, where
from pathways.feeds.course_directory.columns import DirectoryRow, TableKind
from pathways.feeds.course_directory.gathering import NOT_NAMED, Gathering
from pathways.feeds.course_directory.registers import Registers
from pathways.feeds.course_directory.rules import FLAT_RULES, LARS_RULES, NON_LARS_RULES
from pathways.feeds.course_directory.tables import OpenTable, open_table
from pathways.feeds.course_directory.values import lars_code
from pathways.feeds.importing import Reading
from pathways.feeds.refusals import FileRefusedError
from pathways.feeds.standards_known import known_standards
from pathways.paths import resource_dir
from pathways.places.names import slug

TEXTS = ("who_for", "entry", "will_learn", "how_learn", "bring", "assessed", "where_next")
_ORDER = [TableKind.PROVIDERS, TableKind.VENUES, TableKind.FLAT, TableKind.COURSES, TableKind.APPRENTICESHIPS]


class DirectoryReader:
    """Reads the tables of one import into a staging area: first those that others are looked up in."""

    def __init__(self, reading: Reading, registers: Registers, encodings: Sequence[str]) -> None:
        self._reading = reading
        self._registers = registers
        self._encodings = encodings
        self._gathering = Gathering(reading.staging, registers)
        self._runs: set[str] = set()
        self._venues: dict[str, dict[str, DirectoryRow]] = {}

    def read(self) -> None:
        """Read every table. Raises FileRefusedError for a file that is none of them, or cannot be read."""
        reading = self._reading
        tables = [open_table(reading, entry.stem, self._encodings) for entry in reading.bundle.entries]
        tables.sort(key=lambda table: _ORDER.index(table.shape.kind))
        kinds = {table.shape.kind for table in tables}
        if kinds <= {TableKind.PROVIDERS, TableKind.VENUES}:
            raise FileRefusedError("There is no table of courses among the files. Bring one in with them.")
        reading.partial = TableKind.FLAT not in kinds
        reading.bundle.bytes_read = 0
        readers = {
            TableKind.PROVIDERS: self._read_providers,
            TableKind.VENUES: self._read_venues,
            TableKind.FLAT: self._read_flat,
            TableKind.COURSES: self._read_courses,
            TableKind.APPRENTICESHIPS: self._read_apprenticeships,
        }
        for table in tables:
            readers[table.shape.kind](table)
        self._gathering.finish()

    def _read_providers(self, table: OpenTable) -> None:
        for line, row in table.rows():
            if table.keeps(line, row, (where.provider_number,)):
                self._gathering.know_provider(row)

    def _read_venues(self, table: OpenTable) -> None:
        """Keep the venues of a provider, by name and by reference."""
        venues = self._venues.setdefault(table.provider_number, {})
        rules = (where.venue_row, where.postcode_rule(self._registers.gazetteer))
        for line, row in table.rows():
            if not table.keeps(line, row, rules):
                continue
            taken = [name for name in ("venue", "venue_reference") if getattr(row, name).lower() in venues]
            if taken:
                table.refuse(line, Broken(
                    taken[0], getattr(row, taken[0]), "Each venue has a name and a reference of its own",
                    "Keep one of the rows, or name them apart.",
                ))  # fmt: skip
                continue
            venues.update({row.venue.lower(): row, row.venue_reference.lower(): row})

    def _read_flat(self, table: OpenTable) -> None:
        """Read the published table of courses with their runs and venues."""
        gathering = self._gathering
        rules = (
            where.identifiers, where.provider_number, *FLAT_RULES, where.region_rule(self._registers.regions),
            where.venue_postcode_rule(self._registers.gazetteer),
        )  # fmt: skip
        for line, row in table.rows():
            if not table.keeps(line, row, rules):
                if row.course_id:
                    self._reading.staging.hold(row.course_id)
            elif row.run_id in self._runs:
                table.refuse(line, Broken(
                    "run_id", row.run_id, "A run stands in the table once", "Keep one of the rows.",
                ))  # fmt: skip
            else:
                self._runs.add(row.run_id)
                table.look_at_address(line, row)
                gathering.provider(row.ukprn, row)
                venue = gathering.venue(table, line, row.ukprn, row) if row.venue else None
                gathering.run(row.course_id, row.ukprn, row, venue)

    def _read_courses(self, table: OpenTable) -> None:
        """Read an upload of courses; its provider is the number in the name of the file."""
        number, gathering = table.provider_number, self._gathering
        provider_key, venues = number or NOT_NAMED, self._venues.get(number)
        rules = (
            *(LARS_RULES if "lars" in table.shape.columns else NON_LARS_RULES),
            where.region_rule(self._registers.regions),
            *(() if venues is None else (where.known_venue_rule(venues),)),
        )
        above = DirectoryRow()
        for line, given in table.rows():
            row = with_text_of(above, given) if table.shape.inherits_text else given
            above = row
            key = course_key(provider_key, row)
            if not table.keeps(line, row, rules):
                self._reading.staging.hold(key)
                continue
            table.look_at_address(line, row)
            gathering.provider(provider_key, DirectoryRow(ukprn=number))
            venue = None
            if named := row.venue or row.venue_reference:
                at = (venues or {}).get(named.lower(), DirectoryRow(venue=named))
                venue = gathering.venue(table, line, provider_key, at)
            gathering.run(key, provider_key, row, venue)

    def _read_apprenticeships(self, table: OpenTable) -> None:
        """Read an upload of apprenticeships of 2020."""
        number, gathering = table.provider_number, self._gathering
        provider_key, venues = number or NOT_NAMED, self._venues.get(number, {})
        staging, regions = self._reading.staging, self._registers.regions
        standards = apprenticeships.standards_by_code(
            staging.connection, known_standards(resource_dir("seed_data"))
        )
        rules = apprenticeships.rules(regions, standards, venues)
        for line, row in table.rows():
            if table.keeps(line, row, rules):
                table.look_at_address(line, row)
                gathering.provider(provider_key, DirectoryRow(ukprn=number))
                at = venues.get(row.venue.lower())
                venue = gathering.venue(table, line, provider_key, at) if at else None
                apprenticeships.stage(
                    staging, provider_key, row, standards[row.standard_code], venue, regions
                )


def with_text_of(above: DirectoryRow, row: DirectoryRow) -> DirectoryRow:
    """A row of an upload of 2020 with the texts of the row above, where it has none and is of the same aim."""
    if row.lars != above.lars or any(getattr(row, name) for name in TEXTS):
        return row
    return row._replace(**{name: getattr(above, name) for name in TEXTS})


def course_key(provider_key: str, row: DirectoryRow) -> str:
    """The key of an uploaded course: its rows share provider, aim (or type and level) and name."""
    aim = lars_code(row.lars) or f"{slug(row.course_type)[:20]}-{slug(row.level)[:10]}"
    return f"{provider_key}:{aim}:{slug(row.name)[:120]}"
