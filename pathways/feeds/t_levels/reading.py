"""Every file of a set of T Levels, read once as a stream, whichever of the shapes it has."""

from pathlib import Path

from pathways import clock
from pathways.feeds.importing import Reading
from pathways.feeds.json_items import JsonItem, read_items
from pathways.feeds.json_rows import read_row
from pathways.feeds.points import Flaw, ground
from pathways.feeds.problems import RowProblem
from pathways.feeds.provider_kinds import load_kinds
from pathways.feeds.records import Part, Record, VenueRecord
from pathways.feeds.refusals import FileRefusedError
from pathways.feeds.t_levels import catalogue_records as records
from pathways.feeds.t_levels.both_lists import Directory
from pathways.feeds.t_levels.facts import route_facts
from pathways.feeds.t_levels.shapes import DefinitionRow, ProviderRow, TLevelRow, definitions_in
from pathways.feeds.t_levels.subjects import TLevel, t_levels
from pathways.feeds.t_levels.taught import Site, Taught, from_directory, from_provider
from pathways.feeds.web_addresses import note_bad_address

WHOLE, PROVIDERS, DEFINITIONS, NAMES = "tLevels", "providers", "tLevelDefinitions", "qualifications"
LISTS = (WHOLE, PROVIDERS, DEFINITIONS)


class SetReader:
    """Reads one set into a staging area. Records are staged after all their parts."""

    def __init__(self, reading: Reading, seed_dir: Path) -> None:
        self._reading = reading
        self._known = t_levels(seed_dir)
        self._listed = {code: one for code, one in self._known.items() if one.is_listed}
        self._facts = route_facts(seed_dir)
        self._ground = ground(seed_dir)
        self._kinds = load_kinds(seed_dir)
        self._today = clock.today()
        self._seen: set[str] = set()
        self._directory = Directory()
        self._addresses: set[tuple[str, int, str]] = set()
        self._waiting: list[tuple[JsonItem, Taught]] = []

    def read(self) -> None:
        """Read every file. Raises FileRefusedError for one that is not JSON or lists something else."""
        reading, bundle = self._reading, self._reading.bundle
        if not bundle.entries:
            raise FileRefusedError("No JSON file was found. Bring in the T Levels as .json or .jsonl.")
        total = sum(entry.size for entry in bundle.entries)

        def looked() -> None:
            reading.progress("Reading", bundle.bytes_read, total)

        for entry in bundle.entries:
            for item in read_items(bundle, entry, LISTS, reading.problems, reading.rows, looked):
                self._read_item(item)
        for item, taught in self._waiting:
            self._stage_listed(item, taught)
        if not self._seen and not reading.problems.total_refused:
            raise FileRefusedError(
                "The set says which T Levels there are, and not who teaches them. Bring in a list of providers, or "
                "of T Levels at providers, as well."
            )

    def _read_item(self, item: JsonItem) -> None:
        value = item.value
        if item.found_in == WHOLE or "tLevelId" in value:
            self._read_t_level(item)
        elif item.found_in == PROVIDERS or "ukPrn" in value:
            self._read_provider(item)
        elif item.found_in == DEFINITIONS or "frameworkCode" in value:
            self._read_definition(item)
        elif (named := definitions_in(value.get(NAMES))) is not None:
            for one in named:
                self._read_definition(JsonItem(item.file, item.number, NAMES, one))
        elif not any(name in value and not value[name] for name in LISTS):
            raise FileRefusedError(
                f"{item.file} lists no T Levels. Bring in the lists of providers or of T Levels as they came."
            )

    def _read_t_level(self, item: JsonItem) -> None:
        row = read_row(item, TLevelRow, self._reading.problems.refuse)
        if row is None:
            self._hold(item.value.get("tLevelId"))
            return
        t_level = self._known.get(row.qualification.framework_code)
        place = "qualification.frameworkCode"
        if row.t_level_id in self._seen:
            self._refuse(item, "tLevelId", row.t_level_id, "A T Level of a provider stands in the set once",
                         "Nothing is lost: the first of them came in.")  # fmt: skip
        elif t_level is None:
            self._refuse_unknown(item, place, row.qualification.framework_code)
        elif t_level.never_began:
            self._refuse_never(item, place, t_level)
        else:
            self._seen.add(row.t_level_id)
            taught = from_directory(row, t_level)
            self._directory.note(taught)
            self._stage(item, taught)

    def _read_provider(self, item: JsonItem) -> None:
        row = read_row(item, ProviderRow, self._reading.problems.refuse)
        if row is None:
            for code in self._listed:
                self._hold(f"{item.value.get('ukPrn')}:{code}")
            return
        for place in row.locations:
            if not place.delivery_years:
                self._note(item, Flaw("deliveryYears", "", "A place says from which year it teaches which T Levels",
                                      "Add the years; nothing is shown for this place."))  # fmt: skip
            for code in sorted({code for year in place.delivery_years for code in year.qualifications}):
                known = self._listed.get(code)
                if known is None:
                    self._refuse_unknown(item, "qualifications", code)
                elif known.never_began:
                    self._refuse_never(item, "qualifications", known)
        usable = {code: one for code, one in self._listed.items() if not one.never_began}
        for taught in from_provider(row, usable):
            if taught.key in self._seen:
                self._refuse(item, "ukPrn", taught.key, "A provider stands in the set once",
                             "Nothing is lost: the first of them came in.")  # fmt: skip
                return
            self._seen.add(taught.key)
            # What it lists waits until the directory has been read, without the row that it came from.
            self._waiting.append((JsonItem(item.file, item.number, item.found_in, {}), taught))

    def _stage_listed(self, item: JsonItem, listed: Taught) -> None:
        left, told = self._directory.without_told(listed)
        for site in told:
            self._note(item, Flaw("locations", f"{listed.key} {site.postcode}".strip(),
                                  "A T Level at a place stands in one of the two lists",
                                  "Nothing is lost: it came in as the directory tells it."))  # fmt: skip
        if left is not None:
            self._stage(item, left)

    def _read_definition(self, item: JsonItem) -> None:
        row = read_row(item, DefinitionRow, self._reading.problems.refuse)
        if row is not None and row.framework_code not in self._known:
            self._refuse_unknown(item, "frameworkCode", row.framework_code)

    def _stage(self, item: JsonItem, taught: Taught) -> None:
        staging = self._reading.staging
        for given in dict.fromkeys(
            [taught.website, taught.school.website, *(one.website for one in taught.sites)]
        ):
            self._look_at_address(item, given)
        staging.add(records.provider_record(taught.school, self._kinds))
        places: dict[str, tuple[Site, VenueRecord]] = {}
        for site in taught.sites:
            venue, flaw = records.venue_record(taught, site, self._ground)
            if flaw is not None and venue.key not in places:
                self._note(item, flaw)
            staging.add(venue)
            places.setdefault(venue.key, (site, venue))
        at_sites: list[tuple[Site | None, VenueRecord | None]] = [*places.values()]
        for place, at in at_sites or [(None, None)]:
            for record in records.opportunity_records(taught, place, at, self._facts, self._today):
                self._put(record)
        for part in records.programme_records(taught, self._facts):
            self._put(part)

    def _look_at_address(self, item: JsonItem, given: str) -> None:
        """Report an address that is not kept, once an item: a provider's T Levels share its own."""
        if (item.file, item.number, given) not in self._addresses:
            self._addresses.add((item.file, item.number, given))
            note_bad_address(self._reading.problems, item.file, item.number, "website", given)

    def _put(self, record: Record | Part) -> None:
        if isinstance(record, Record):
            self._reading.staging.add(record)
        else:
            self._reading.staging.add_part(record)

    def _hold(self, key: object) -> None:
        """What was brought in under this key before stays as it is: its row cannot be used this time."""
        if isinstance(key, str) and key:
            self._reading.staging.hold(key)

    def _refuse_unknown(self, item: JsonItem, column: str, code: int) -> None:
        self._refuse(item, column, str(code), "A number is one of those under which T Levels are published",
                     "Look the number up where it came from; it is not taken for another T Level.")  # fmt: skip

    def _refuse_never(self, item: JsonItem, column: str, t_level: TLevel) -> None:
        self._refuse(item, column, str(t_level.code), f"{t_level.title} can be started",
                     "It was announced and never began: take it out.")  # fmt: skip

    def _refuse(self, item: JsonItem, column: str, value: str, rule: str, mend: str) -> None:
        self._reading.problems.refuse(RowProblem(item.file, item.number, column, value, rule, mend))

    def _note(self, item: JsonItem, flaw: Flaw) -> None:
        self._reading.problems.note(
            RowProblem(item.file, item.number, flaw.column, flaw.value, flaw.rule, flaw.mend)
        )
