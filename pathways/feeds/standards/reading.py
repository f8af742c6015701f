"""The files of one import as standards: each once, with what is wrong, repeated or missing reported."""

from collections import Counter
from collections.abc import Callable

from pydantic import ValidationError

from pathways.catalogue.vocabulary import Level
from pathways.feeds.bundle import Bundle, Entry
from pathways.feeds.headers import columns_of
from pathways.feeds.json_items import JSON_ENDINGS, JsonItem, read_items
from pathways.feeds.problems import Problems, RowProblem, shown
from pathways.feeds.refusals import FileRefusedError
from pathways.feeds.rows import Table, read_rows
from pathways.feeds.standards.records import StandardRecord, joined_titles, key_of
from pathways.feeds.standards.tables import (
    FIGURES_OF_DETAILED,
    DetailedRow,
    Item,
    SummaryRow,
    rule_of,
)
from pathways.feeds.standards_known import Band, band_of
from pathways.feeds.web_addresses import https_link, note_bad_address

ENDINGS = (".csv", *JSON_ENDINGS)
LISTS = ("standards", "apprenticeshipStandards", "items")
MOST_STANDARDS = 20_000
_OLD = "The row is of an apprenticeship standard; this is an old framework"
_REPEATED = "A standard stands in the set once"


class StandardReader:
    """Reads a set. ``found`` has the standards by key; ``held`` the keys of rows that could not be used."""

    def __init__(
        self, bundle: Bundle, problems: Problems, counts: Counter[str], looked: Callable[[], None]
    ) -> None:
        self.found: dict[str, StandardRecord] = {}
        self.held: set[str] = set()
        self._bundle, self._problems, self._counts, self._looked = bundle, problems, counts, looked
        self._ranks: dict[str, tuple[bool, tuple[int, ...]]] = {}
        self._with_lars: dict[str, str] = {}

    def read(self) -> None:
        """Read every file. Raises FileRefusedError when none is a table or list of standards."""
        details, summaries, lists = [], [], []
        for entry in self._bundle.entries:
            name = entry.name.lower().removesuffix(".gz")
            if name.endswith(JSON_ENDINGS):
                lists.append(entry)
            elif {"TITLE", "LARSCODE"} <= (columns := set(columns_of(self._bundle, entry))):
                details.append(entry)
            elif {"STANDARD", "FLAG"} <= columns:
                summaries.append(entry)
        if not details + summaries + lists:
            raise FileRefusedError(
                "No file is a table of standards (columns title and larsCode, or standard and flag) or a list in JSON."
                + self._bundle.told_others()
            )
        for entry in details:
            self._read_details(entry)
        for entry in summaries:
            self._read_summary(entry)
        for entry in lists:
            for item in read_items(self._bundle, entry, LISTS, self._problems, self._counts, self._looked):
                self._read_item(item)

    def _read_details(self, entry: Entry) -> None:
        table = Table(entry.stem, DetailedRow)
        for line, row in read_rows(
            self._bundle, table, self._problems, self._counts, self._looked,
            lambda cells: self._hold(cells["TITLE"], cells["APPS_LEVEL"]),
        ):  # fmt: skip
            band = _band(row.apps_level)
            level = None if row.level is None else Level(str(row.level))
            if level is not None and band_of(level) is not band:
                self._refuse(
                    entry, line, "LEVEL", row.level, f"The level of a standard called {band} is within it"
                )
                self._hold(row.title, row.apps_level)
                continue
            if level is None and not row.larscode:
                self._note(
                    entry, line, "LEVEL, LARSCODE", row.title, "A standard has a level and a LARS code"
                )
            has_figures = row.typical_duration_months is not None or row.max_funding_2021 is not None
            self._add(
                entry, line,
                StandardRecord(
                    key=key_of(row.title, band), title=row.title, band=band, lars_code=row.larscode, level=level,
                    occupational_route=row.route, typical_months=row.typical_duration_months,
                    most_funding=row.max_funding_2021,
                    figures_of=FIGURES_OF_DETAILED if has_figures else "",
                    job_titles=joined_titles(row.typical_job_titles),
                ),
            )  # fmt: skip

    def _read_summary(self, entry: Entry) -> None:
        of_this_table: set[str] = set()
        table = Table(entry.stem, SummaryRow)
        for line, row in read_rows(
            self._bundle, table, self._problems, self._counts, self._looked,
            lambda cells: self._hold(cells["STANDARD"], cells["APPS_LEVEL"]),
        ):  # fmt: skip
            band = _band(row.apps_level)
            key = key_of(row.standard, band)
            if row.flag == "Framework":
                self._refuse(entry, line, "FLAG", row.standard, _OLD)
            elif key in of_this_table or key not in self.found:
                self._add(entry, line, StandardRecord(key=key, title=row.standard, band=band))
            of_this_table.add(key)

    def _read_item(self, given: JsonItem) -> None:
        try:
            item = Item.model_validate(given.value)
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False)[0]
            name = str(first["loc"][0]) if first["loc"] else ""
            rule = rule_of(name)
            self._problems.refuse(RowProblem(
                given.file, given.number, name, shown(first["input"]) if first["type"] != "missing" else "",
                f"{name} is {rule}" if rule else str(first["msg"]), "Correct the item and bring the list in again.",
            ))  # fmt: skip
            title, level = given.value.get("title"), str(given.value.get("level"))
            if isinstance(title, str):
                for band in [band_of(Level(level))] if level in set(Level) else Band:
                    if band is not None:
                        self.held.add(key_of(title, band))
            return
        note_bad_address(self._problems, given.file, given.number, "url", item.address)
        level = Level(str(item.level))
        band = band_of(level) or Band.HIGHER
        dated = item.updated or item.published
        record = StandardRecord(
            key=key_of(item.title, band), title=item.title, band=band, lars_code=item.lars_code,
            reference=item.reference, level=level, occupational_route=item.route, status=item.status,
            typical_months=item.typical_months, most_funding=item.most_funding if dated else None,
            figures_of=dated.isoformat() if dated else "", job_titles=joined_titles(item.job_titles),
            source_url=https_link(item.address), source_dated_on=dated,
        )  # fmt: skip
        before = self._ranks.get(record.key)
        if before is not None and item.rank > before:
            del self.found[record.key]
            self._note_at(given.file, given.number, "title", item.title, _REPEATED)
        if record.key not in self.found:
            self._ranks[record.key] = item.rank
            self._keep(given.file, given.number, record)
        else:
            self._note_at(given.file, given.number, "title", item.title, _REPEATED)

    def _add(self, entry: Entry, line: int, record: StandardRecord) -> None:
        if record.key in self.found:
            self._note(entry, line, "TITLE", record.title, _REPEATED)
        else:
            self._keep(entry.name, line, record)

    def _keep(self, file: str, line: int, record: StandardRecord) -> None:
        if len(self.found) >= MOST_STANDARDS:
            raise FileRefusedError(f"{file} holds more than {MOST_STANDARDS:,} standards. It is not read.")
        other = self._with_lars.setdefault(record.lars_code, record.key) if record.lars_code else record.key
        if other != record.key:
            self._note_at(file, line, "LARSCODE", record.lars_code, "A LARS code is of one title")
        self.found[record.key] = record

    def _hold(self, title: str, band: str) -> None:
        bands = [known for known in Band if band.strip().lower().startswith(known.value)] or list(Band)
        self.held.update(key_of(title, known) for known in bands)

    def _refuse(self, entry: Entry, line: int, column: str, value: object, rule: str) -> None:
        self._problems.refuse(RowProblem(entry.name, line, column, shown(value), rule, "It is left out."))

    def _note(self, entry: Entry, line: int, column: str, value: object, rule: str) -> None:
        self._note_at(entry.name, line, column, value, rule)

    def _note_at(self, file: str, line: int, column: str, value: object, rule: str) -> None:
        mend = "The first is kept." if rule == _REPEATED else "It came in as published; nothing was guessed."
        self._problems.note(RowProblem(file, line, column, shown(value), rule, mend))


def _band(name: str) -> Band:
    return Band(name.split(maxsplit=1)[0].lower())
