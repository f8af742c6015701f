"""Every file of a set of vacancies, read once as a stream: what is not a vacancy is said and left out."""

from collections.abc import Iterator
from pathlib import Path

from pathways import clock
from pathways.catalogue.codes import ROUTES
from pathways.catalogue.entry_law import entry_law
from pathways.catalogue.pay import published_rates
from pathways.catalogue.vocabulary import Nation, ProviderKind, Route
from pathways.feeds.importing import Reading
from pathways.feeds.json_items import JsonItem, read_items
from pathways.feeds.json_rows import read_row
from pathways.feeds.names import shown_name
from pathways.feeds.points import Flaw, ground
from pathways.feeds.problems import RowProblem, shown
from pathways.feeds.provider_kinds import load_kinds
from pathways.feeds.records import ProviderRecord, VenueRecord
from pathways.feeds.refusals import FileRefusedError
from pathways.feeds.standard_areas import area_rules
from pathways.feeds.standards_known import known_standards
from pathways.feeds.vacancies import offers
from pathways.feeds.vacancies.places import venues_of
from pathways.feeds.vacancies.programmes import programme_parts, programme_record, training_of
from pathways.feeds.vacancies.references import reference_key
from pathways.feeds.vacancies.shapes import VacancyRow, addresses_of, shape_of
from pathways.feeds.vacancies.trainers import NOT_NAMED, key_of, told_name
from pathways.feeds.vacancies.vacancy import Vacancy, vacancy_of
from pathways.feeds.web_addresses import note_bad_address
from pathways.places.names import slug

LIST = "vacancies"
OTHER_LISTS = frozenset({"locations"})
"""Lists that the same services publish and that hold no vacancies; their files may lie in the same folder."""


class SetReader:
    """Reads one set into a staging area. Records are staged after all their parts, providers last."""

    def __init__(self, reading: Reading, seed_dir: Path) -> None:
        self._reading = reading
        self._seed_dir = seed_dir
        self._ground = ground(seed_dir)
        self._standards = known_standards(seed_dir)
        self._rules = area_rules(seed_dir)
        self._kinds = load_kinds(seed_dir)
        self._today = clock.today()
        self._seen: set[str] = set()
        self._providers: dict[str, str] = {}

    def read(self) -> None:
        """Read every file. Raises FileRefusedError for one that is not JSON or lists something else."""
        if not self._reading.bundle.entries:
            raise FileRefusedError("No JSON file was found. Bring in the vacancies as .json or .jsonl.")
        for item in self._items():
            self._read_item(item)
        for key, name in self._providers.items():
            self._reading.staging.add(self._provider(key, name))

    def _items(self) -> Iterator[JsonItem]:
        reading = self._reading
        bundle = reading.bundle
        total = sum(entry.size for entry in bundle.entries)

        def looked() -> None:
            reading.progress("Reading", bundle.bytes_read, total)

        for entry in bundle.entries:
            yield from read_items(bundle, entry, (LIST,), reading.problems, reading.rows, looked)

    def _read_item(self, item: JsonItem) -> None:
        if not item.found_in and "vacancyReference" not in item.value:
            self._other_list(item)
            return
        row = read_row(item, shape_of(item.value), self._reading.problems.refuse)
        key = reference_key(row.vacancy_reference if row else str(item.value.get("vacancyReference", "")))
        if row is None:
            if key:
                self._reading.staging.hold(key)
            return
        if problem := self._unusable(item, row, key):
            self._reading.problems.refuse(problem)
            return
        vacancy = vacancy_of(key, row)
        if not vacancy.is_apprenticeship or vacancy.wage.kind == "unpaid":
            self._reading.problems.refuse(_not_an_apprenticeship(item, vacancy))
            return
        self._seen.add(key)
        for column, given in addresses_of(row):
            note_bad_address(self._reading.problems, item.file, item.number, column, given)
        self._stage(item, vacancy)

    def _other_list(self, item: JsonItem) -> None:
        """An object that is no vacancy: an empty page, a list of something else, or an error in a page's place."""
        if LIST in item.value and not item.value[LIST]:
            return
        if OTHER_LISTS & set(item.value):
            self._reading.problems.refuse(RowProblem(
                item.file, item.number, "", ", ".join(sorted(item.value))[:80], "The file lists vacancies",
                "Nothing needs mending: a list of places was passed over.",
            ))  # fmt: skip
            return
        raise FileRefusedError(
            f"{item.file} lists no vacancies. Bring in the answers of the vacancy service as they came."
        )

    def _unusable(self, item: JsonItem, row: VacancyRow, key: str) -> RowProblem | None:
        number = shown(row.vacancy_reference)
        if not key:
            return RowProblem(item.file, item.number, "vacancyReference", number,
                              "A vacancy has a number", "Give the vacancy its number.")  # fmt: skip
        if key in self._seen:
            return RowProblem(item.file, item.number, "vacancyReference", number,
                              "A vacancy stands in the set once",
                              "Nothing is lost: the first of them came in.")  # fmt: skip
        return None

    def _stage(self, item: JsonItem, vacancy: Vacancy) -> None:
        staging = self._reading.staging
        provider_key = self._note_provider(vacancy)
        training = training_of(vacancy, self._standards, self._rules)
        rates = published_rates(self._seed_dir, vacancy.starts_on or vacancy.closes_on or self._today)
        pay = offers.pay_for(vacancy, rates)
        for column, value, rule in _left_out(vacancy, pay.flaw):
            self._note(item, Flaw(column, value, rule, "Ask the publisher; it came in without this."))
        venues: list[VenueRecord | None] = []
        for venue, flaw in venues_of(vacancy, provider_key, self._ground):
            if flaw is not None:
                self._note(item, flaw)
            if venue.nation is not Nation.ENGLAND:
                self._note(item, _outside(venue))
            staging.add(venue)
            venues.append(venue)
        for place in venues or [None]:
            record = offers.opportunity_record(vacancy, place, pay, self._name_of(provider_key))
            staging.add_part(offers.intake_record(vacancy, record.key))
            staging.add(record)
        for part in programme_parts(vacancy, training, self._least_age(training.route)):
            staging.add_part(part)
        staging.add(programme_record(vacancy, training, provider_key))

    def _note(self, item: JsonItem, flaw: Flaw) -> None:
        self._reading.problems.note(
            RowProblem(item.file, item.number, flaw.column, flaw.value, flaw.rule, flaw.mend)
        )

    def _note_provider(self, vacancy: Vacancy) -> str:
        """The key of who trains, whose name is kept when it says who that is."""
        name = told_name(vacancy.provider)
        key = key_of(vacancy.ukprn, name)
        self._providers[key] = self._providers.get(key) or name
        return key

    def _name_of(self, key: str) -> str:
        return shown_name(self._providers[key]) or "the training provider"

    def _provider(self, key: str, name: str) -> ProviderRecord:
        told = shown_name(name) or NOT_NAMED
        return ProviderRecord(
            key=key,
            name=told,
            slug=slug(told)[:120] or key,
            kind=self._kinds.of(key, name, told) if name else ProviderKind.TRAINING_PROVIDER,
            nation=Nation.ENGLAND,
            ukprn=int(key) if key.isdigit() else None,
        )

    def _least_age(self, route: Route) -> int | None:
        rules = entry_law(self._seed_dir)
        return next(
            (rule.value for rule in rules if rule.name == "min-age" and ROUTES.index(route) in rule.routes),
            None,
        )


def _outside(venue: VenueRecord) -> Flaw:
    return Flaw(
        "postcode",
        venue.postcode_district,
        "An English apprenticeship is worked in England",
        "Ask the publisher where the work is; it came in with the address as it stands.",
    )


def _left_out(vacancy: Vacancy, pay_flaw: str) -> Iterator[tuple[str, str, str]]:
    """What came with the vacancy and cannot be right: member, value and rule."""
    starts, closes = vacancy.starts_on, vacancy.closes_on
    if starts is not None and closes is not None and closes > starts:
        yield "startDate", str(starts), "A job starts on or after its closing day"
    if vacancy.hours is not None and offers.likely_hours(vacancy) is None:
        yield (
            "hoursPerWeek",
            str(vacancy.hours),
            f"A week has up to {offers.MOST_HOURS} working hours, and more than none",
        )
    if pay_flaw:
        yield "wage", f"{vacancy.wage.low or vacancy.wage.words}", pay_flaw


def _not_an_apprenticeship(item: JsonItem, vacancy: Vacancy) -> RowProblem:
    if vacancy.wage.kind == "unpaid":
        return RowProblem(
            item.file, item.number, "wageType", "Unwaged", "An apprenticeship is a paid job",
            "Nothing needs mending: what is not paid is no apprenticeship.",
        )  # fmt: skip
    return RowProblem(
        item.file, item.number, "title", shown(vacancy.title),
        "A vacancy is for an apprenticeship: it names a standard, or says that it is one",
        "Nothing needs mending: a job of another kind, such as one in the Civil Service, is left out.",
    )  # fmt: skip
