"""How training is worded, keyed and looked up: long and odd names, two names of one provider, drawn sets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pathways.catalogue.models import Opportunity, OpportunityDistrict, Programme, Provider
from pathways.catalogue.vocabulary import Area, Delivery, Level, ProviderKind, Route
from pathways.database import Database
from pathways.feeds.refusals import FeedRefusedError, FileRefusedError
from pathways.feeds.standards_known import Band, Standard
from pathways.feeds.training.offers import (
    Trainer,
    offer_key,
    opportunity_record,
    plain_name,
    programme_record,
    title_of,
)
from pathways.feeds.training.registers import Registers, load_registers
from pathways.feeds.training.tables import years_of
from pathways.paths import resource_dir
from tests.unit.feeds.made_training import STARTS, bring_in, delivered, trained, write_training
from tests.unit.feeds.running import every_row


@pytest.fixture(scope="module")
def registers() -> Registers:
    return load_registers(resource_dir("seed_data"))


def standard(title: str = "Bricklayer", **changes: object) -> Standard:
    values = {
        "title": title, "lars_code": "287", "band": Band.INTERMEDIATE, "level": Level.TWO,
        "route": Route.APPRENTICESHIP, "areas": (Area.BUILDING_CONSTRUCTION,), "subject_area": "5.2",
    }  # fmt: skip
    return Standard(**(values | changes))  # type: ignore[arg-type]


def trainer(*names: str, **changes: object) -> Trainer:
    values = {
        "ukprn": "10000534",
        "provider_type": "Other",
        "names": dict.fromkeys(names or ("Moor Training",), 1),
    }
    return Trainer(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("published", "plain"),
    [
        ("City Of Sunderland College", "City of Sunderland College"),
        ("Heart Of Yorkshire And The Humber", "Heart of Yorkshire and the Humber"),
        ("The Training Company", "The Training Company"),
        ("Learning To", "Learning To"),
        ("Inspire On In At For", "Inspire on in at For"),
        ("Andover College", "Andover College"),
        ("\u00c9cole Of Caf\u00e9", "\u00c9cole of Caf\u00e9"),
        ("", ""),
    ],
)
def test_small_words_within_a_name_are_written_small(published: str, plain: str) -> None:
    assert plain_name(published) == plain
    assert plain_name(plain) == plain


def test_a_provider_is_called_by_the_name_with_most_starts_and_of_equals_the_first(
    registers: Registers,
) -> None:
    assert trainer(names={"Old": 3, "New": 9, "Other": 9}).name == "New"
    assert trainer(names={"Nobody Started": 0, "Nor Here": 0}).name == "Nobody Started"
    record = trainer(names={"B": 1, "Q Of Q": 5, "A": 1, "q": 0}).record(registers)
    assert record.about == "Our source also lists it as A and B and q."
    assert trainer(names={"City Of Moor": 1, "City of Moor": 5}).record(registers).about == ""


@pytest.mark.parametrize("name", ["\u5317\u4eac", "!!!", "\u00c6", "x" * 200, "Moor " * 40])
def test_a_provider_of_any_name_has_an_address_that_fits(registers: Registers, name: str) -> None:
    made = trainer(name).record(registers)
    assert re.fullmatch(r"[a-z0-9-]{1,120}", made.slug)
    assert made.name == name


@pytest.mark.parametrize(
    ("title", "route", "told"),
    [
        ("Degree", Route.DEGREE_APPRENTICESHIP, "degree apprenticeship"),
        ("Foundation Apprenticeship", Route.FOUNDATION_APPRENTICESHIP, "foundation apprenticeship"),
        ("Nurse Degree (NMC 2018)", Route.DEGREE_APPRENTICESHIP, "Nurse (NMC 2018) degree apprenticeship"),
        ("Nurse - Integrated Degree", Route.DEGREE_APPRENTICESHIP, "Nurse degree apprenticeship"),
        ("Nurse \u2013 (Integrated Degree)", Route.DEGREE_APPRENTICESHIP, "Nurse degree apprenticeship"),
        ("Degree   Officer", Route.APPRENTICESHIP, "Degree Officer apprenticeship"),
        ("b\u00e9ton\u2019s mixer", Route.APPRENTICESHIP, "b\u00e9ton\u2019s mixer apprenticeship"),
    ],
)
def test_a_title_is_that_of_a_prospectus_however_the_standard_is_called(
    title: str, route: Route, told: str
) -> None:
    assert title_of(standard(title, route=route)) == told


@given(
    st.text(st.sampled_from("ab Degree()-\u2013\u00e9\U0001f9f1 "), max_size=255),
    st.sampled_from([Route.APPRENTICESHIP, Route.DEGREE_APPRENTICESHIP, Route.FOUNDATION_APPRENTICESHIP]),
)
def test_any_title_fits_its_column_and_has_no_loose_spaces(title: str, route: Route) -> None:
    told = title_of(standard(title, route=route))
    assert len(told) <= 255
    assert told == " ".join(told.split())
    assert told.endswith("apprenticeship")


LONG = st.integers(150, 200).map(lambda length: ("masonry " * 30)[:length])


@given(st.sets(st.tuples(st.sampled_from(["Mason", "Roofer"]) | LONG, st.sampled_from(Band)), min_size=2))
def test_no_two_standards_of_a_provider_have_one_key_however_long_their_titles(
    drawn: set[tuple[str, Band]],
) -> None:
    keys: dict[str, str] = {}
    for title, band in drawn:
        key = offer_key("10000534", title, band)
        assert len(key) <= 200
        assert key.startswith("10000534:")
        assert key.endswith(f"|{band}")
        # Of the title no more is cut off than what does not fit.
        end = f"{' '.join(title.lower().split())}|{band}"[-191:]
        assert keys.setdefault(key, end) == end


def test_long_titles_at_two_bands_come_in_as_two_and_a_spoilt_row_holds_its_own(
    database: Database, session: Session, tmp_path: Path
) -> None:
    long = "m" * 191
    rows = [trained(long, "Advanced"), trained(long, "Higher"), trained("Roofer"), trained("Scaffolder")]
    assert bring_in(database, write_training(tmp_path / "a", rows, [delivered()])).offered == 4
    assert session.execute(select(func.count()).select_from(Programme)).scalar_one() == 4
    session.rollback()
    before = every_row(database)["opportunity"]
    spoilt = [rows[0] | {STARTS: "lots"}, *rows[1:]]
    report = bring_in(database, write_training(tmp_path / "b", spoilt, [delivered()]), force=True)
    assert report.problems.total_refused == 1
    assert every_row(database)["opportunity"] == before


@pytest.mark.parametrize(
    ("starts", "years", "said"),
    [
        (0, "2024/25", ""),
        (1, "2024/25", "1 person started it with them in 2024/25."),
        (1, "", "1 person started it with them."),
        (1234, "2024/25", "1,234 people started it with them in 2024/25."),
    ],
)
def test_how_many_started_is_said_only_when_somebody_did(
    registers: Registers, starts: int, years: str, said: str
) -> None:
    summary = programme_record(trainer(), standard(), starts, years, registers).summary
    assert summary.endswith(said or "ask about this one.")
    assert ("started" in summary) is bool(said)


@pytest.mark.parametrize(
    ("band", "level", "said"),
    [
        (Band.INTERMEDIATE, None, "An intermediate apprenticeship: our source gives no level"),
        (Band.ADVANCED, None, "An advanced apprenticeship: our source gives no level"),
        (Band.HIGHER, None, "A higher apprenticeship: our source gives no level"),
        (Band.HIGHER, Level.FOUR, ""),
    ],
)
def test_a_missing_level_is_said_with_the_right_article(
    registers: Registers, band: Band, level: Level | None, said: str
) -> None:
    made = programme_record(trainer(), standard(band=band, level=level), 0, "", registers)
    assert said in made.summary
    assert ("no level" in made.summary) is (level is None)


def test_an_offer_without_districts_has_no_place_and_promises_none() -> None:
    nowhere = opportunity_record(trainer(), standard())
    wide = opportunity_record(trainer("Moor " * 60, districts={"E06000047": 5}), standard())
    assert (nowhere.delivery, nowhere.place_not_given, nowhere.week_text) == (Delivery.VENUE, True, "")
    assert (wide.delivery, wide.place_not_given) == (Delivery.AREA, False)
    assert len(wide.week_text) == 300


@pytest.mark.parametrize(
    ("columns", "years"),
    [
        (["UKPRN", "STARTS_2025_26"], "2025/26"),
        (["STARTS_2019_20_TO_2023_24"], "2019/20 to 2023/24"),
        (["STARTS_2026_27_TO_APR"], "2026/27 to April"),
        (["STARTS_2026"], "2026"),
        (["STARTS"], ""),
        (["UKPRN"], ""),
        ([], ""),
        (["STARTS__2024_25__", "STARTS_2023_24"], "2024/25"),
    ],
)
def test_the_years_are_told_as_their_column_is_named(columns: Sequence[str], years: str) -> None:
    assert years_of(list(columns)) == years


@pytest.mark.parametrize(
    ("district", "code"),
    [
        ("County Durham", "E06000047"),
        ("  COUNTY durham ", "E06000047"),
        ("Bristol, City of", "E06000023"),
        ("Herefordshire, County of", "E06000019"),
        ("Cardiff", None),
        ("Durham", None),
        ("", None),
        (", city of", None),
    ],
)
def test_a_district_is_known_by_its_name_in_england_alone(
    registers: Registers, district: str, code: str | None
) -> None:
    assert registers.lad_code(district) == code


def test_a_standard_that_the_table_lacks_is_told_by_its_title_and_never_given_a_level(
    registers: Registers,
) -> None:
    new = registers.standard_of("Moon Base Keeper", Band.HIGHER, "Building and Construction")
    assert (new.lars_code, new.level, new.route) == ("", None, Route.APPRENTICESHIP)
    assert (new.subject_area, new.areas) == ("5.2", (Area.BUILDING_CONSTRUCTION,))
    foundation = registers.standard_of("Moon Foundation Apprenticeship", Band.INTERMEDIATE, "Nothing")
    assert (foundation.level, foundation.route) == (Level.TWO, Route.FOUNDATION_APPRENTICESHIP)
    assert (foundation.subject_area, foundation.areas) == ("", ())


def test_only_a_college_is_said_to_teach_a_degree_at_a_college(registers: Registers) -> None:
    degree = standard("Civil Engineer", route=Route.DEGREE_APPRENTICESHIP, band=Band.HIGHER, level=Level.SIX)
    kinds = {
        "General FE College incl Tertiary": True,
        "Private Sector Public Funded": False,
        "Schools": False,
    }
    for provider_type, taught in kinds.items():
        who = trainer("Moor", provider_type=provider_type)
        assert programme_record(who, degree, 0, "", registers).taught_at_college is taught
        assert programme_record(who, standard(), 0, "", registers).taught_at_college is False
    assert registers.kind_of("Local Authority", "10000534", "Moor College") is ProviderKind.TRAINING_PROVIDER


@pytest.mark.parametrize(
    "ukprn", ["1\u0660\u0660\u0660\u0660\u0665\u0663\u0664", "20000534", "1000053", "100005344", ""]
)
def test_a_provider_number_is_eight_plain_figures(database: Database, tmp_path: Path, ukprn: str) -> None:
    rows = [trained(ukprn=ukprn), trained("Roofer")]
    report = bring_in(database, write_training(tmp_path, rows, [delivered(), delivered(ukprn=ukprn)]))
    assert report.offered == 1
    assert [problem.column for problem in report.problems.listed] == ["UKPRN", "UKPRN"]


def test_tables_without_rows_are_refused_in_words(database: Database, tmp_path: Path) -> None:
    path = write_training(tmp_path, [trained()], [delivered()])
    for file in path.glob("*.csv"):
        file.write_text(file.read_text().splitlines()[0] + "\n")
    with pytest.raises(FeedRefusedError, match="No row of the set could be used"):
        bring_in(database, path)
    (path / "provider_x_delivery_lad.csv").write_text("")
    with pytest.raises(FileRefusedError, match="delivery_lad, ukprn is missing"):
        bring_in(database, path)


PLACES = {"County Durham": "E06000047", "Gateshead": "E08000037"}


def test_each_provider_serves_its_own_districts_with_all_its_training(
    database: Database, session: Session, tmp_path: Path
) -> None:
    fell = {"ukprn": "10000535", "provider": "Fell"}
    rows = [trained(), trained("Roofer"), trained(**fell), trained("BRICKLAYER", **{STARTS: "3"})]
    places = [delivered(), delivered(), delivered("Gateshead", **fell), delivered("GATESHEAD")]
    report = bring_in(database, write_training(tmp_path, rows, places))
    assert (report.offered, report.problems.total_noted) == (3, 1)
    statement = (
        select(Provider.ukprn, Programme.title, OpportunityDistrict.lad_code)
        .join(Programme, Programme.provider_id == Provider.id)  # type: ignore[arg-type]
        .join(Opportunity, Opportunity.programme_id == Programme.id)  # type: ignore[arg-type]
        .join(OpportunityDistrict, OpportunityDistrict.opportunity_id == Opportunity.id)  # type: ignore[arg-type]
    )
    served = Counter(
        (row.ukprn, row.title.removesuffix(" apprenticeship"), row.lad_code)
        for row in session.execute(statement)
    )
    both = PLACES.values()
    assert served == Counter(
        [(10000534, title, code) for title in ("Bricklayer", "Roofer") for code in both]
        + [(10000535, "Bricklayer", PLACES["Gateshead"])]
    )
    summaries = session.execute(select(Programme.summary).where(Programme.source_key.like("10000534:brick%")))  # type: ignore[attr-defined]
    assert "15 people started" in summaries.scalar_one()
