"""Both tables read: providers with their districts are kept, and their training in each standard is staged."""

from pathways.feeds.bundle import Entry
from pathways.feeds.headers import columns_of
from pathways.feeds.importing import Reading
from pathways.feeds.problems import RowProblem, shown
from pathways.feeds.records import AreaRecord, DistrictRecord, EntryRecord
from pathways.feeds.refusals import FileRefusedError
from pathways.feeds.rows import read_rows
from pathways.feeds.standards.records import key_of
from pathways.feeds.standards_known import Band, Standard
from pathways.feeds.training.offers import Trainer, offer_key, opportunity_record, programme_record
from pathways.feeds.training.presence import served
from pathways.feeds.training.registers import NOWHERE_KNOWN, Registers
from pathways.feeds.training.tables import delivered_table, trained_table, years_of

TRAINED_BY, DELIVERED_BY = {"UKPRN", "PROVIDER_TYPE", "STANDARD"}, {"UKPRN", "DELIVERY_LAD"}
_STAGED_BETWEEN_LOOKS = 500


class TrainingReader:
    """Reads one set. No table links standards to districts: `presence` tells which districts training serves."""

    def __init__(self, reading: Reading, registers: Registers) -> None:
        self._reading, self._registers = reading, registers
        self._trainers: dict[str, Trainer] = {}
        self._starts: dict[tuple[str, str], tuple[Standard, int]] = {}
        self._held_providers: set[str] = set()
        self._total = sum(entry.size for entry in reading.bundle.entries)

    def read(self) -> None:
        """Read every table. Raises FileRefusedError when one of the two is missing or cannot be read."""
        trained: list[tuple[Entry, list[str]]] = []
        delivered: list[tuple[Entry, list[str]]] = []
        for entry in self._reading.bundle.entries:
            columns = columns_of(self._reading.bundle, entry)
            if set(columns) >= TRAINED_BY:
                trained.append((entry, columns))
            elif set(columns) >= DELIVERED_BY:
                delivered.append((entry, columns))
        if not trained or not delivered:
            missing = TRAINED_BY if not trained else DELIVERED_BY
            known = {entry.name for entry, _ in (*trained, *delivered)}
            raise FileRefusedError(
                f"The table with the columns {', '.join(sorted(missing)).lower()} is missing. Both tables of the set "
                "are needed: standards of each provider, and districts of each provider."
                + self._reading.bundle.told_others(known)
            )
        years = ""
        for entry, columns in trained:
            years = years or years_of(columns)
            self._read_trained(entry, columns)
        for entry, columns in delivered:
            self._read_delivered(entry, columns)
        self._stage(years)

    def _looked(self) -> None:
        self._reading.progress("Reading", self._reading.bundle.bytes_read, self._total)

    def _read_trained(self, entry: Entry, columns: list[str]) -> None:
        reading, registers = self._reading, self._registers
        rows = read_rows(
            reading.bundle, trained_table(entry, columns), reading.problems, reading.rows, self._looked,
            self._hold_training,
        )  # fmt: skip
        for line, row in rows:
            band = Band(row.apps_level.split()[0].lower())
            if key_of(row.standard, band) in registers.frameworks:
                self._refuse(entry, line, "STANDARD", row.standard,
                             "The row is of an apprenticeship standard; this is an old framework")  # fmt: skip
                continue
            standard = registers.standard_of(row.standard, band, row.ssa_tier2)
            trainer = self._trainers.setdefault(row.ukprn, Trainer(row.ukprn, row.provider_type))
            trainer.names[row.provider] = trainer.names.get(row.provider, 0) + row.starts
            key = (row.ukprn, key_of(standard.title, band))
            before = self._starts.get(key)
            if before is not None:
                self._note(entry, line, "PROVIDER", row.provider, "A provider has one row for a standard",
                           "The rows are of one provider under two names: their starts were added.")  # fmt: skip
            self._starts[key] = (standard, row.starts + (before[1] if before else 0))

    def _read_delivered(self, entry: Entry, columns: list[str]) -> None:
        reading = self._reading
        rows = read_rows(
            reading.bundle, delivered_table(entry, columns), reading.problems, reading.rows, self._looked,
            lambda cells: self._held_providers.add(cells["UKPRN"].strip()),
        )  # fmt: skip
        for line, row in rows:
            trainer = self._trainers.get(row.ukprn)
            code = self._registers.lad_code(row.delivery_lad)
            if trainer is None:
                self._refuse(entry, line, "UKPRN", row.ukprn, "The provider trains in some standard")
            elif row.delivery_lad.casefold().strip() == NOWHERE_KNOWN:
                self._refuse(
                    entry, line, "DELIVERY_LAD", row.delivery_lad, "The district is in England and known"
                )
            elif code is None:
                self._refuse(
                    entry, line, "DELIVERY_LAD", row.delivery_lad, "The district is one of England by name"
                )
                self._held_providers.add(row.ukprn)
            else:
                trainer.districts[code] = trainer.districts.get(code, 0) + row.starts

    def _stage(self, years: str) -> None:
        staging = self._reading.staging
        for trainer in self._trainers.values():
            staging.add(trainer.record(self._registers))
        for done, ((ukprn, _), (standard, starts)) in enumerate(self._starts.items()):
            if done % _STAGED_BETWEEN_LOOKS == 0:
                self._reading.progress("Staging", done, len(self._starts))
            trainer, key = self._trainers[ukprn], offer_key(ukprn, standard.title, standard.band)
            if ukprn in self._held_providers:
                staging.hold(key)
                continue
            for place, area in enumerate(standard.areas):
                staging.add_part(AreaRecord(key, area, is_main=place == 0))
            staging.add_part(EntryRecord(key))
            staging.add(programme_record(trainer, standard, starts, years, self._registers))
            for code in served(starts, trainer.districts):
                staging.add_part(DistrictRecord(key, code))
            staging.add(opportunity_record(trainer, standard))

    def _hold_training(self, cells: dict[str, str]) -> None:
        """What a refused row was about stays as it was at the last import, if it was there."""
        title, level = cells["STANDARD"].strip(), cells["APPS_LEVEL"].strip().lower()
        for band in [known for known in Band if level.startswith(known)] or list(Band):
            standard = self._registers.standards.titled(title, band)
            self._reading.staging.hold(
                offer_key(cells["UKPRN"].strip(), standard.title if standard else title, band)
            )

    def _refuse(self, entry: Entry, line: int, column: str, value: str, rule: str) -> None:
        problem = RowProblem(entry.name, line, column, shown(value), rule, "The row is left out.")
        self._reading.problems.refuse(problem)

    def _note(self, entry: Entry, line: int, column: str, value: str, rule: str, mend: str) -> None:
        self._reading.problems.note(RowProblem(entry.name, line, column, shown(value), rule, mend))
