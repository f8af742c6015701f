"""Outcome rows read as figures: what they say, whom they cover, and why there is sometimes none."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import Measure
from pathways.feeds.discover_uni import figures, outcomes
from pathways.feeds.discover_uni.sector import FiveYearsRow, SectorPay, SectorTable, ThreeYearsRow
from pathways.feeds.discover_uni.subjects import load_subjects
from pathways.feeds.rows import Row
from pathways.paths import resource_dir

SUBJECTS = load_subjects(resource_dir("seed_data"))
KEY = {"PUBUKPRN": "10007141", "UKPRN": "10007141", "KISCOURSEID": "NURS1", "KISMODE": "01"}
COURSE_KEY = "10007141:10007141:01:NURS1"
AGGREGATIONS = ["11", "12", "13", "14", "21", "22", "23", "24"]


def row(model: type[Row], **cells: str) -> Any:
    """A row of a table, its other cells empty."""
    empty = {str(field.alias): "" for field in model.model_fields.values()}
    reason = next(name for name in empty if name.endswith("UNAVAILREASON"))
    return model.model_validate(empty | KEY | {reason: "0"} | cells)


def detail(outcome: Any) -> dict[str, Any]:
    return json.loads(outcome.detail)


@pytest.mark.parametrize(
    ("reason", "aggregation", "covers", "years"),
    [
        ("0", "14", "course", 1),
        ("0", "24", "course", 2),
        ("1", "14", "course", 1),
        ("0", "13", "course-and-others", 1),
        ("0", "22", "course-and-others", 2),
        ("0", "11", "course-and-others", 1),
        ("1", "13", "other-courses", 1),
        ("1", "21", "other-courses", 2),
    ],
)
def test_the_codes_say_whom_a_figure_covers_and_how_many_years(
    reason: str, aggregation: str, covers: str, years: int
) -> None:
    found = row(figures.ContinuationRow, CONTUNAVAILREASON=reason, CONTAGG=aggregation, UCONT="90")
    told = detail(outcomes.continuation(found, SUBJECTS))
    assert (told["covers"], told["years"]) == (covers, years)


def test_continuation_counts_those_who_stayed_and_those_who_finished() -> None:
    found = row(figures.ContinuationRow, CONTAGG="14", CONTPOP="40", CONTAGGYEAR="2022-23", UCONT="80", UGAINED="5",
                ULEFT="10", ULOWER="5", UDORMANT="0")  # fmt: skip
    outcome = outcomes.continuation(found, SUBJECTS)
    assert (outcome.programme_key, outcome.measure) == (COURSE_KEY, Measure.CONTINUATION)
    assert (outcome.value, outcome.people, outcome.period, outcome.years_after) == (85, 40, "2022-23", None)
    assert detail(outcome)["percent"] == {"UCONT": 80, "UGAINED": 5, "ULEFT": 10, "ULOWER": 5, "UDORMANT": 0}


def test_rounded_shares_never_make_more_than_all() -> None:
    found = row(figures.ContinuationRow, CONTAGG="14", UCONT="98", UGAINED="5")
    assert outcomes.continuation(found, SUBJECTS).value == 100


def test_employment_tells_work_and_study_apart_and_how_many_answered() -> None:
    found = row(figures.EmploymentRow, EMPAGG="23", EMPPOP="105", EMPRESP_RATE="57", EMPAGGYEAR="2021-23",
                EMPSBJ="CAH02-04-02", WORKSTUDY="97", WORK="83", STUDY="2", BOTH="12", UNEMP="0")  # fmt: skip
    outcome = outcomes.employment(found, SUBJECTS)
    assert (outcome.value, outcome.years_after, outcome.subject) == (97, 1, "Adult nursing")
    told = detail(outcome)
    assert (told["months_after"], told["response_rate"], told["code"]) == (15, 57, "CAH02-04-02")
    assert told["percent"] == {"WORKSTUDY": 97, "WORK": 83, "STUDY": 2, "BOTH": 12, "UNEMP": 0}


def test_pay_has_its_spread_and_stands_beside_everybody_elses() -> None:
    found = row(figures.SalaryRow, GOSALAGG="21", GOSALPOP="30", GOSALSBJ="CAH02", GOINSTLQ="26000", GOINSTMED="29000",
                GOINSTUQ="35000", GOSALRESP_RATE="55")  # fmt: skip
    outcome = outcomes.salary(found, SUBJECTS, SectorPay("CAH02", 5000, 25000, 27000, 30000))
    assert (outcome.low, outcome.value, outcome.high, outcome.people) == (26000, 29000, 35000, 30)
    assert detail(outcome)["comparison"] == {
        "subject": SUBJECTS.name("CAH02"),
        "low": 25000,
        "median": 27000,
        "high": 30000,
        "people": 5000,
    }
    assert "comparison" not in detail(outcomes.salary(found, SUBJECTS, None))


def test_pay_without_a_middle_is_missing() -> None:
    found = row(figures.SalaryRow, GOSALAGG="21", GOSALPOP="30", GOINSTLQ="26000", GOINSTUQ="35000")
    assert outcomes.salary(found, SUBJECTS, None).missing_reason == "too-few-people"


def test_qualifications_keep_every_share() -> None:
    found = row(figures.EntryRow, ENTAGG="14", ENTPOP="25", ALEVEL="80", ACCESS="5", DEGREE="15", NOQUALS="0")
    outcome = outcomes.qualifications(found, SUBJECTS)
    assert (outcome.measure, outcome.value) == (Measure.ENTRY_QUALIFICATIONS, 80)
    assert detail(outcome)["percent"] == {"ALEVEL": 80, "ACCESS": 5, "DEGREE": 15, "NOQUALS": 0}


def test_points_keep_every_band_and_give_quartiles_and_the_middle_between() -> None:
    found = row(figures.TariffRow, TARAGG="14", TARPOP="40", T096="50", T112="50")
    outcome = outcomes.tariff(found, SUBJECTS)
    assert (outcome.low, outcome.value, outcome.high) == (104, 112, 120)
    assert detail(outcome)["bands"] == {"T096": 50, "T112": 50}


def test_points_of_a_few_keep_their_bands_and_say_that_they_are_few() -> None:
    outcome = outcomes.tariff(row(figures.TariffRow, TARAGG="14", TARPOP="40", T096="30"), SUBJECTS)
    assert (outcome.value, outcome.low, outcome.missing_reason) == (None, None, "few-points")
    assert detail(outcome)["bands"] == {"T096": 30}


def test_points_of_nobody_are_told_from_points_that_are_not_published() -> None:
    nobody = row(figures.TariffRow, TARAGG="14", TARPOP="40", T096="0", T112="0")
    unpublished = row(figures.TariffRow, TARUNAVAILREASON="1")
    assert outcomes.tariff(nobody, SUBJECTS).missing_reason == "no-points"
    assert outcomes.tariff(unpublished, SUBJECTS).missing_reason == "new-course"


@pytest.mark.parametrize(
    ("reason", "said"), [("0", "too-few-people"), ("1", "new-course"), ("2", "not-published")]
)
@pytest.mark.parametrize(
    ("model", "read"),
    [
        (figures.ContinuationRow, outcomes.continuation),
        (figures.EmploymentRow, outcomes.employment),
        (figures.EntryRow, outcomes.qualifications),
        (figures.TariffRow, outcomes.tariff),
        (figures.SalaryRow, lambda found, subjects: outcomes.salary(found, subjects, None)),
    ],
    ids=["continuation", "employment", "qualifications", "tariff", "salary"],
)
def test_each_table_says_why_it_has_no_figure(model: type[Row], read: Any, reason: str, said: str) -> None:
    name = next(
        str(field.alias) for field in model.model_fields.values() if str(field.alias).endswith("REASON")
    )
    outcome = read(row(model, **{name: reason}), SUBJECTS)
    assert (outcome.value, outcome.missing_reason, outcome.detail, outcome.people) == (None, said, "", None)


def test_the_reason_that_there_is_none_outranks_a_figure_that_came_with_it() -> None:
    found = row(figures.ContinuationRow, CONTUNAVAILREASON="2", CONTAGG="14", UCONT="90")
    assert outcomes.continuation(found, SUBJECTS).missing_reason == "not-published"


@given(
    reason=st.sampled_from("012"),
    aggregation=st.sampled_from(["", *AGGREGATIONS]),
    share=st.none() | st.integers(0, 100),
)
def test_a_figure_has_a_value_or_a_reason_and_never_both(
    reason: str, aggregation: str, share: int | None
) -> None:
    cells = {
        "CONTUNAVAILREASON": reason,
        "CONTAGG": aggregation,
        "UCONT": "" if share is None else str(share),
    }
    outcome = outcomes.continuation(row(figures.ContinuationRow, **cells), SUBJECTS)
    assert (outcome.value is None) == bool(outcome.missing_reason)
    if outcome.value is not None:
        assert detail(outcome)["covers"] in ("course", "course-and-others", "other-courses")


@given(
    st.dictionaries(
        st.sampled_from([f"T{start:03d}" for start in (1, *range(48, 241, 16))]), st.integers(0, 100)
    )
)
def test_any_spread_of_points_is_a_figure_with_quartiles_in_order_or_says_why_not(
    bands: dict[str, int],
) -> None:
    cells = {band: str(share) for band, share in bands.items()}
    outcome = outcomes.tariff(row(figures.TariffRow, TARAGG="14", **cells), SUBJECTS)
    if outcome.missing_reason:
        assert outcome.missing_reason in ("few-points", "no-points")
        return
    assert outcome.low is not None
    assert outcome.value is not None
    assert outcome.high is not None
    assert outcome.low <= outcome.value <= outcome.high


def test_sector_pay_is_marked_as_everybodys_and_its_absence_is_said() -> None:
    pay = outcomes.sector_pay(COURSE_KEY, 3, SectorPay("CAH16-01", 900, 20000, 25000, 32000), SUBJECTS)
    assert (pay.subject, pay.years_after, pay.value, pay.people) == ("Law", 3, 25000, 900)
    assert detail(pay) == {"covers": "sector", "where": "uk", "code": "CAH16-01"}
    none = outcomes.sector_pay(COURSE_KEY, 5, None, SUBJECTS)
    assert (none.value, none.missing_reason, none.years_after) == (None, "not-published", 5)


def sector_row(model: Any, subject: str, mode: str, level: str, median: str) -> Any:
    cells = {str(field.alias): "NA" for field in model.model_fields.values()}
    named = {name: str(field.alias) for name, field in model.model_fields.items()}
    cells |= {named["subject"]: subject, "KISMODE": mode, "KISLEVEL": level, named["median"]: median}
    return model.model_validate(cells)


def test_pay_is_that_of_the_subject_or_of_the_narrowest_wider_one_that_has_a_figure() -> None:
    table = SectorTable()
    for subject, median in (
        ("CAH02", "27000"),
        ("CAH02-04", "28000"),
        ("CAH02-04-02", "NA"),
        ("CAH16-01-01", "26000"),
    ):
        table.add(sector_row(ThreeYearsRow, subject, "01", "03", median))
    found = {
        code: table.find(code, "01", "") for code in ("CAH02-04-02", "CAH02-06-01", "CAH16-01-01", "CAH16")
    }
    assert {code: pay.median if pay else None for code, pay in found.items()} == {
        "CAH02-04-02": 28000,
        "CAH02-06-01": 27000,
        "CAH16-01-01": 26000,
        "CAH16": None,
    }
    assert table.find("", "01", "03") is None


def test_pay_is_told_apart_by_study_mode_and_level() -> None:
    table = SectorTable()
    table.add(sector_row(FiveYearsRow, "CAH16", "1", "03", "30000"))
    table.add(sector_row(FiveYearsRow, "CAH16", "2", "03", "35000"))
    table.add(sector_row(FiveYearsRow, "CAH16", "1", "04", "21000"))
    medians = [pay.median if (pay := table.find("CAH16", mode, level)) else None
               for mode, level in (("01", ""), ("01", "03"), ("02", ""), ("01", "04"), ("02", "04"))]  # fmt: skip
    assert medians == [30000, 30000, 35000, 21000, None]
