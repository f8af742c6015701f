"""The whole set, each table read once: small ones are kept, large ones are staged as they stream by."""

from collections.abc import Callable, Iterator
from typing import Any

from pathways.feeds.discover_uni import extras, figures, outcomes, sector, tables
from pathways.feeds.discover_uni.courses import Course, course_of, opportunity_record, programme_record
from pathways.feeds.discover_uni.figures import TariffRow
from pathways.feeds.discover_uni.institutions import provider_record
from pathways.feeds.discover_uni.registers import Registers, misplaced, site_key, site_of
from pathways.feeds.discover_uni.tables import CourseKeyed
from pathways.feeds.discover_uni.tariff import quartiles
from pathways.feeds.headers import columns_of
from pathways.feeds.importing import Reading
from pathways.feeds.problems import RowProblem, shown
from pathways.feeds.records import AreaRecord, EntryRecord, OutcomeRecord
from pathways.feeds.rows import RowType, Table, read_rows
from pathways.feeds.web_addresses import note_bad_address

NEEDED = (
    tables.INSTITUTION, tables.LOCATION, tables.COURSE, tables.SUBJECT, tables.COURSE_LOCATION,
    figures.CONTINUATION, figures.EMPLOYMENT, figures.SALARY, figures.ENTRY, figures.TARIFF,
    sector.FIFTEEN_MONTHS, sector.THREE_YEARS, sector.FIVE_YEARS,
)  # fmt: skip
IF_PRESENT = (tables.AIM, tables.RATING, extras.ACCREDITATION, extras.ACCREDITED, extras.UCAS)


class SetReader:
    """Reads one set into a staging area. Records are staged after all their parts."""

    def __init__(self, reading: Reading, registers: Registers) -> None:
        self._reading = reading
        self._registers = registers
        self._courses: dict[str, Course] = {}
        self._refused_courses: set[str] = set()
        self._codes: dict[str, list[str]] = {}
        self._points: dict[str, tuple[int, int]] = {}
        self._total = reading.bundle.total_bytes([table.name for table in (*NEEDED, *IF_PRESENT)])

    def read(self) -> None:
        """Read every table. Raises FileRefusedError for one that is missing or cannot be read."""
        for table in NEEDED:
            self._reading.bundle.entry(table.name)
        self._read_providers()
        self._read_sites()
        self._read_courses()
        self._read_subjects()
        self._read_sector_pay()
        self._read_extras()
        self._read_outcomes()
        self._stage_opportunities()
        self._stage_programmes()

    def _rows(
        self, table: Table[RowType], refused: Callable[[dict[str, str]], None] | None = None
    ) -> Iterator[tuple[int, RowType]]:
        reading = self._reading

        def looked() -> None:
            reading.progress("Reading", reading.bundle.bytes_read, self._total)

        yield from read_rows(reading.bundle, table, reading.problems, reading.rows, looked, refused)

    def _file(self, table: Table[RowType]) -> str:
        return self._reading.bundle.entry(table.name).name

    def _refuse(
        self, table: Table[RowType], line: int, column: str, value: object, rule: str, mend: str
    ) -> None:
        self._reading.problems.refuse(RowProblem(self._file(table), line, column, shown(value), rule, mend))

    def _look_at_address(self, table: Table[RowType], line: int, column: str, given: str) -> None:
        note_bad_address(self._reading.problems, self._file(table), line, column, given)

    def _read_providers(self) -> None:
        registers = self._registers
        ratings: dict[str, str] = {}
        if tables.RATING.name in self._reading.bundle:
            ratings = {row.pubukprn: row.overall_rating for _, row in self._rows(tables.RATING)}
        for line, row in self._rows(tables.INSTITUTION):
            # A provider stands there once for each body that it registers students with.
            if row.pubukprn not in registers.providers:
                record = provider_record(row, registers.kinds, ratings.get(row.pubukprn, ""))
                registers.providers[row.pubukprn] = record
                self._look_at_address(tables.INSTITUTION, line, "PROVURL", row.provurl)
                self._reading.staging.add(record)
        if tables.AIM.name in self._reading.bundle:
            registers.awards.update((row.kisaimcode, row.kisaimlabel) for _, row in self._rows(tables.AIM))

    def _read_sites(self) -> None:
        registers, table = self._registers, tables.LOCATION
        for line, row in self._rows(table):
            key = site_key(row.ukprn, row.locid)
            if key in registers.sites:
                self._refuse(table, line, "LOCID", row.locid, "A site stands in the table once",
                             "Keep one of the rows.")  # fmt: skip
                continue
            site = registers.sites[key] = site_of(row, registers.districts)
            problem = None if site.spot else misplaced(row, self._file(table), line, registers.districts)
            if problem:
                self._reading.problems.note(problem)

    def _read_courses(self) -> None:
        bundle = self._reading.bundle
        in_welsh = "TITLEW" in columns_of(bundle, bundle.entry(tables.COURSE.name))
        table: Table[Any] = tables.WELSH_COURSE if in_welsh else tables.COURSE
        for line, row in self._rows(table, self._hold_back):
            provider = self._registers.providers.get(row.pubukprn)
            if row.key in self._courses:
                self._refuse(table, line, "KISCOURSEID", row.kiscourseid, "A course stands in the table once",
                             "Keep one of the rows, or give the other an identifier of its own.")  # fmt: skip
            elif provider is None:
                self._refuse(table, line, "PUBUKPRN", row.pubukprn, "Who teaches stands in INSTITUTION",
                             "Add the provider to INSTITUTION.")  # fmt: skip
                self._hold_back({str(field.alias): getattr(row, name)
                                 for name, field in CourseKeyed.model_fields.items()})  # fmt: skip
            else:
                self._look_at_address(table, line, "CRSEURL", row.crseurl)
                self._courses[row.key] = course_of(row, self._registers.awards, provider.nation)

    def _hold_back(self, values: dict[str, str]) -> None:
        """A course whose row was refused stays as it was at the last import, if it was there."""
        parts = (values["PUBUKPRN"], values["UKPRN"], values["KISMODE"].zfill(2), values["KISCOURSEID"])
        key = ":".join(part.strip() for part in parts)
        self._refused_courses.add(key)
        self._reading.staging.hold(key)

    def _of_known_courses(self, table: Table[RowType]) -> Iterator[tuple[int, RowType, Course]]:
        for line, row in self._rows(table):
            assert isinstance(row, CourseKeyed)
            course = self._courses.get(row.key)
            if course is not None:
                yield line, row, course
            elif row.key not in self._refused_courses:
                self._refuse(table, line, "KISCOURSEID", row.kiscourseid, "The course stands in KISCOURSE",
                             "Add the course to KISCOURSE, or take this row out.")  # fmt: skip

    def _read_subjects(self) -> None:
        for _, row, _ in self._of_known_courses(tables.SUBJECT):
            codes = self._codes.setdefault(row.key, [])
            if row.sbj not in codes:
                codes.append(row.sbj)

    def _read_sector_pay(self) -> None:
        registers = self._registers
        for _, fifteen in self._rows(sector.FIFTEEN_MONTHS):
            registers.fifteen_months.add(fifteen)
        for _, three in self._rows(sector.THREE_YEARS):
            registers.three_years.add(three)
        for _, five in self._rows(sector.FIVE_YEARS):
            registers.five_years.add(five)

    def _read_extras(self) -> None:
        kept, bundle = self._registers.extras, self._reading.bundle
        if extras.ACCREDITATION.name in bundle:
            for _, row in self._rows(extras.ACCREDITATION):
                kept.add_text(row)
        if extras.ACCREDITED.name in bundle:
            for line, accredited, _ in self._of_known_courses(extras.ACCREDITED):
                if not kept.add_accredited(accredited):
                    self._refuse(extras.ACCREDITED, line, "ACCTYPE", accredited.acctype,
                                 "What an accreditation is stands in ACCREDITATIONTABLE",
                                 "Add it to ACCREDITATIONTABLE.")  # fmt: skip
        if extras.UCAS.name in bundle:
            for _, listed, _ in self._of_known_courses(extras.UCAS):
                kept.ucas[listed.key, listed.locid] = listed.ucascourseid

    def _read_outcomes(self) -> None:
        subjects = self._registers.subjects
        self._stage_figures(figures.CONTINUATION, lambda row, _: outcomes.continuation(row, subjects))
        self._stage_figures(figures.EMPLOYMENT, lambda row, _: outcomes.employment(row, subjects))
        self._stage_figures(figures.ENTRY, lambda row, _: outcomes.qualifications(row, subjects))
        self._stage_figures(figures.TARIFF, self._tariff)
        self._stage_figures(
            figures.SALARY,
            lambda row, course: outcomes.salary(
                row,
                subjects,
                self._registers.fifteen_months.find(
                    row.subject or self._main_code(course), course.mode, course.level_code
                ),
            ),
        )

    def _stage_figures(
        self, table: Table[RowType], outcome: Callable[[RowType, Course], OutcomeRecord]
    ) -> None:
        """Stage one table of outcomes; of two figures for one course and subject the first is kept."""
        seen: set[tuple[str, str]] = set()
        for _, row, course in self._of_known_courses(table):
            record = outcome(row, course)
            if (record.programme_key, record.subject) not in seen:
                seen.add((record.programme_key, record.subject))
                self._reading.staging.add_part(record)

    def _tariff(self, row: TariffRow, _: Course) -> OutcomeRecord:
        if outcomes.covers(row) == "course" and (spread := quartiles(row.percentages())):
            self._points.setdefault(row.key, spread)
        return outcomes.tariff(row, self._registers.subjects)

    def _main_code(self, course: Course) -> str:
        return next(iter(self._codes.get(course.key, [])), "")

    def _stage_opportunities(self) -> None:
        table, staging, registers = tables.COURSE_LOCATION, self._reading.staging, self._registers
        unplaced = dict.fromkeys(self._courses)
        for line, row, course in self._of_known_courses(table):
            unplaced.pop(course.key, None)
            key = site_key(row.ukprn, row.locid)
            site = self._registers.sites.get(key)
            venue = site.venue_of(course.provider_key, key) if site else None
            if row.locid and site is None:
                self._reading.problems.note(RowProblem(
                    self._file(table), line, "LOCID", shown(row.locid), "The site stands in LOCATION",
                    "Add the site to LOCATION; until then the course has no place.",
                ))  # fmt: skip
            if venue is not None:
                staging.add(venue)
            if not staging.add(
                opportunity_record(course, row.locid, venue.key if venue else None, registers.extras)
            ):
                self._refuse(table, line, "LOCID", row.locid, "A course stands at a site once",
                             "Keep one of the rows.")  # fmt: skip
        for key in unplaced:
            staging.add(opportunity_record(self._courses[key], "", None, registers.extras))

    def _stage_programmes(self) -> None:
        registers, staging = self._registers, self._reading.staging
        for key, course in self._courses.items():
            codes = self._codes.get(key, [])
            for place, area in enumerate(registers.subjects.areas(codes)):
                staging.add_part(AreaRecord(key, area, is_main=place == 0))
            for years, pay in ((3, registers.three_years), (5, registers.five_years)):
                found = pay.find(self._main_code(course), course.mode, course.level_code)
                staging.add_part(outcomes.sector_pay(key, years, found, registers.subjects))
            low, high = self._points.get(key, (None, None))
            staging.add_part(EntryRecord(key, points_usual_low=low, points_usual_high=high))
            staging.add(
                programme_record(
                    course,
                    codes,
                    registers.subjects,
                    registers.providers,
                    registers.kinds.colleges,
                    registers.extras.sentences(key),
                )
            )
