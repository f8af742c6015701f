"""Every published sample of every format in one catalogue: whole, consistent, and found by a search."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, or_, select
from sqlmodel import AutoString

from pathways import clock
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.models import (
    EntryRequirement,
    Intake,
    Opportunity,
    Programme,
    ProgrammeArea,
    Provider,
    SameOffer,
    Source,
    Venue,
)
from pathways.catalogue.publish import publish
from pathways.catalogue.search import search
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.vocabulary import Money, Route
from pathways.database import Database, metadata
from pathways.feeds.formats import FORMATS
from pathways.feeds.importing import ImportOptions, import_feed
from pathways.feeds.report import ImportReport
from pathways.feeds.standards.importing import import_standards
from pathways.paths import resource_dir
from tests.unit.feeds.running import quiet

DAY = datetime(2023, 11, 20, 12, tzinfo=UTC)
"""When the vacancies of the samples were open."""
SAMPLES = {
    "apprenticeship-training": ("apprenticeships",),
    "discover-uni": ("discover_uni_xml/25_courses.xml",),
    "course-directory": ("course_directory/courses.csv", "course_directory/apprenticeships_100.csv"),
    "t-levels": ("t_levels",),
    "vacancies": ("vacancies",),
    "xcri-cap": ("xcri_cap",),
}
AN_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
OF_AN_OFFICE = re.compile(
    r"admission|enquir|info|office|school|service|general|college|student|hello|scotland", re.IGNORECASE
)


@dataclass
class Together:
    """The catalogue of all samples, its snapshot, and what was said of each import."""

    database: Database
    folder: Path
    reports: dict[str, ImportReport]
    snapshot: CatalogueSnapshot


@pytest.fixture(scope="module")
def together(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Together]:
    """Everything brought in, one after another, and published: once for this module."""
    folder = tmp_path_factory.mktemp("together")
    database = Database(f"sqlite:///{folder / 'pathways.db'}")
    metadata.create_all(database.engine)
    clock.set_clock(lambda: DAY)
    standards = [
        shared_data / "standards" / "apprenticeship_standards_merged.csv",
        shared_data / "apprenticeships" / "standards_summary.csv",
    ]
    reports = {"standards": import_standards(database, standards, ImportOptions(), quiet)}
    for name, paths in SAMPLES.items():
        reports[name] = import_feed(
            database, FORMATS[name], [shared_data / path for path in paths], ImportOptions(), quiet
        )
    template = resource_dir("seed_data") / "templates" / "programmes.csv"
    reports["programmes-csv"] = import_feed(
        database, FORMATS["programmes-csv"], [template], ImportOptions(), quiet
    )
    publish(database, folder)
    yield Together(database, folder, reports, LiveCatalogue(folder, database).snapshot())
    clock.set_clock(None)
    database.close()


@pytest.fixture(autouse=True)
def _on_that_day(clock_at: Callable[[datetime], None]) -> None:
    clock_at(DAY)


def count(together: Together, statement: object) -> int:
    with together.database.open_session() as session:
        return int(session.execute(statement).scalar_one())  # type: ignore[call-overload]


def texts_of(together: Together, column_ends: str = "") -> Iterator[tuple[str, str]]:
    """Every text of the catalogue that a page may show, with the column that it stands in."""
    with together.database.engine.connect() as connection:
        for model in (Provider, Venue, Programme, Opportunity, EntryRequirement, Intake):
            table = metadata.tables[str(model.__tablename__)]
            columns = [
                column
                for column in table.columns
                if isinstance(column.type, AutoString) and column.name.endswith(column_ends)
            ]
            for column in columns:
                for text in connection.execute(select(column).where(column != "").distinct()).scalars():
                    yield f"{table.name}.{column.name}", str(text)


def test_every_format_has_a_sample_and_brings_something(together: Together) -> None:
    assert set(together.reports) == {*FORMATS, "standards"}
    assert {name: report.offered for name, report in together.reports.items() if not report.offered} == {}
    assert together.reports["xcri-cap"].counts.kinds["programme"].added == 967
    assert together.reports["t-levels"].offered == 155
    assert together.reports["vacancies"].offered == 24


def test_what_the_reports_say_is_what_the_catalogue_holds(together: Together) -> None:
    for name, report in together.reports.items():
        if name == "standards":
            continue
        statement = (
            select(func.count())
            .select_from(Opportunity)
            .join(Source, Source.id == Opportunity.source_id)  # type: ignore[arg-type]
            .where(Source.slug == report.source)
        )
        assert count(together, statement) == report.counts.kinds["opportunity"].added, name


def test_everything_belongs_to_something_that_is_there(together: Together) -> None:
    joins = (
        (Opportunity, Opportunity.programme_id, Programme),
        (Opportunity, Opportunity.venue_id, Venue),
        (Programme, Programme.provider_id, Provider),
        (Venue, Venue.provider_id, Provider),
        (EntryRequirement, EntryRequirement.programme_id, Programme),
        (ProgrammeArea, ProgrammeArea.programme_id, Programme),
        (Intake, Intake.opportunity_id, Opportunity),
        (SameOffer, SameOffer.shown_id, Opportunity),
    )
    for part, column, whole in joins:
        orphans = (
            select(func.count())
            .select_from(part)
            .outerjoin(whole, whole.id == column)
            .where(column.is_not(None), whole.id.is_(None))  # type: ignore[union-attr]
        )
        assert count(together, orphans) == 0, f"{part.__name__} without its {whole.__name__}"


def test_every_programme_says_what_is_asked_and_has_at_most_one_main_area(together: Together) -> None:
    without = (
        select(func.count())
        .select_from(Programme)
        .outerjoin(EntryRequirement)
        .where(EntryRequirement.programme_id.is_(None))  # type: ignore[attr-defined]
    )
    assert count(together, without) == 0
    mains = (
        select(ProgrammeArea.programme_id).where(ProgrammeArea.is_main).group_by(ProgrammeArea.programme_id)  # type: ignore[arg-type]
    )
    twice = mains.having(func.count() > 1).subquery()
    assert count(together, select(func.count()).select_from(twice)) == 0
    no_main = (
        select(func.count(ProgrammeArea.programme_id.distinct())).where(  # type: ignore[attr-defined]
            ProgrammeArea.programme_id.not_in(mains)
        )  # type: ignore[attr-defined]
    )
    assert count(together, no_main) == 0


def test_nearly_everything_has_a_career_area_and_of_each_format_most(together: Together) -> None:
    found: dict[str, list[int]] = {}
    statement = (
        select(Source.slug, Programme.id, func.count(ProgrammeArea.area))
        .join(Programme, Programme.source_id == Source.id)  # type: ignore[arg-type]
        .outerjoin(ProgrammeArea, ProgrammeArea.programme_id == Programme.id)  # type: ignore[arg-type]
        .group_by(Source.slug, Programme.id)  # type: ignore[arg-type]
    )
    with together.database.open_session() as session:
        for slug, _, areas in session.execute(statement):
            found.setdefault(slug, []).append(areas)
    shares = {slug: sum(map(bool, areas)) / len(areas) for slug, areas in found.items()}
    # The one course of the uploads of 2020 that keeps every rule is called "A COURSE": that tells no area.
    assert shares.pop("course-directory") == 0
    assert {slug: share for slug, share in shares.items() if share < 0.8} == {}


def test_no_venue_stands_at_nought_or_outside_the_kingdom_and_no_point_is_half_a_point(
    together: Together,
) -> None:
    with together.database.open_session() as session:
        points = session.execute(select(Venue.lat, Venue.lng)).all()
    assert [point for point in points if (point.lat is None) != (point.lng is None)] == []
    odd = [
        (lat, lng) for lat, lng in points if lat is not None and not (49.5 < lat < 61 and -8.7 < lng < 1.9)
    ]
    assert odd == []
    assert sum(point.lat is not None for point in points) > 50


def test_no_address_of_a_person_and_no_markup_is_anywhere(together: Together) -> None:
    personal, marked = [], []
    for column, text in texts_of(together):
        personal += [
            (column, address)
            for address in AN_ADDRESS.findall(text)
            if not OF_AN_OFFICE.search(address.partition("@")[0])
        ]
        if re.search(r"</?(p|div|br|b|li|ul|script|span|a)\b", text, re.IGNORECASE):
            marked.append((column, text[:80]))
        assert "\0" not in text
    assert personal == []
    assert marked == []


def test_every_address_of_the_web_is_whole_and_those_that_one_is_sent_to_are_secure(
    together: Together,
) -> None:
    for ending, scheme in (("apply_url", "https"), ("website", "https"), ("source_url", "https?")):
        addresses = list(texts_of(together, ending))
        assert addresses, ending
        whole = re.compile(rf"{scheme}://[^\s/@<>\"?#]+\.[^\s/@<>\"?#]+([/?#][^\s<>\"]*)?")
        assert [one for one in addresses if not whole.fullmatch(one[1])] == []


def test_pay_and_fees_make_sense_everywhere(together: Together) -> None:
    odd = select(func.count()).select_from(Opportunity).where(
        or_(
            Opportunity.pay_hourly_high < Opportunity.pay_hourly_low,  # type: ignore[operator]
            Opportunity.pay_weekly_high < Opportunity.pay_weekly_low,  # type: ignore[operator]
            Opportunity.fee <= 0,  # type: ignore[operator]
            (Opportunity.fee.is_not(None)) & (Opportunity.money.in_([Money.PAID, Money.FREE])),  # type: ignore[union-attr]
        )
    )  # fmt: skip
    assert count(together, odd) == 0
    apprentices_who_pay = (
        select(func.count())
        .select_from(Opportunity)
        .join(Programme)
        .where(Programme.route == Route.APPRENTICESHIP, Opportunity.money.is_distinct_from(Money.PAID))  # type: ignore[union-attr]
    )
    assert count(together, apprentices_who_pay) == 0


def test_what_is_the_same_offer_is_shown_once_and_its_chain_ends(together: Together) -> None:
    with together.database.open_session() as session:
        shown = dict(session.execute(select(SameOffer.opportunity_id, SameOffer.shown_id)).all())
    assert all(shown.get(one, one) == one for one in shown.values()), "what is shown shows nothing else"


def test_something_of_every_source_is_found_by_its_own_title(together: Together) -> None:
    found: dict[str, bool] = {}
    statement = (
        select(Source.slug, Programme.id, Programme.title, Programme.provider_id)
        .join(Programme, Programme.source_id == Source.id)  # type: ignore[arg-type]
        .order_by(Programme.id.desc())  # type: ignore[union-attr]
    )
    with together.database.open_session() as session:
        rows = session.execute(statement).all()
    for slug in {row.slug for row in rows}:
        if slug == "course-directory":
            continue  # its one course had begun by that day
        for _, identity, title, provider in [row for row in rows if row.slug == slug][:60]:
            asked = SearchCriteria(text=title, keep_spelling=True, provider_id=provider)
            cards = search(together.snapshot, asked).cards
            if any(card.programme_id == identity for card in cards):
                found[slug] = True
                break
        else:
            found[slug] = False
    assert len(found) >= len(SAMPLES)
    assert [slug for slug, is_found in found.items() if not is_found] == []


def test_the_same_samples_again_change_nothing(together: Together, shared_data: Path) -> None:
    for name in ("vacancies", "t-levels", "xcri-cap", "discover-uni"):
        paths = [shared_data / path for path in SAMPLES[name]]
        report = import_feed(together.database, FORMATS[name], paths, ImportOptions(dry_run=True), quiet)
        assert report.counts.changes == 0, name
