"""Outcome rows as records of the catalogue: the figure, whom it covers, or the reason why there is none."""

import json

from pathways.catalogue.vocabulary import Measure, MissingReason
from pathways.feeds.discover_uni.figures import (
    ContinuationRow,
    EmploymentRow,
    EntryRow,
    FigureRow,
    SalaryRow,
    TariffRow,
)
from pathways.feeds.discover_uni.sector import SectorPay
from pathways.feeds.discover_uni.subjects import Subjects
from pathways.feeds.discover_uni.tariff import quartiles
from pathways.feeds.records import OutcomeRecord

SOURCE_NAME = "Discover Uni"
MISSING = {
    "0": MissingReason.TOO_FEW_PEOPLE,
    "1": MissingReason.NEW_COURSE,
    "2": MissingReason.NOT_PUBLISHED,
}
"""Why there is no figure, by the number in their column of reasons."""
COURSE_ALONE = "4"
MONTHS_OF_THE_SURVEY = 15

_encoder = json.JSONEncoder(separators=(",", ":"), sort_keys=True)


def covers(row: FigureRow) -> str:
    """Whom a figure is about: this course, this course and others in the subject, or only the others."""
    if row.aggregation.endswith(COURSE_ALONE):
        return "course"
    return "other-courses" if row.reason == "1" else "course-and-others"


def continuation(row: ContinuationRow, subjects: Subjects) -> OutcomeRecord:
    """How many in a hundred went on at the provider after a year, or had gained what they came for."""
    stayed = None if row.ucont is None else min(100, row.ucont + (row.ugained or 0))
    return _outcome(row, Measure.CONTINUATION, subjects, value=stayed, detail={"percent": row.percentages()})


def employment(row: EmploymentRow, subjects: Subjects) -> OutcomeRecord:
    """How many in a hundred were in work or study 15 months after the course."""
    percent = row.percentages()
    percent.pop("EMPRESP_RATE", None)
    detail = {"percent": percent, "months_after": MONTHS_OF_THE_SURVEY, "response_rate": row.empresp_rate}
    return _outcome(row, Measure.EMPLOYMENT, subjects, value=row.workstudy, years_after=1, detail=detail)


def salary(row: SalaryRow, subjects: Subjects, everywhere: SectorPay | None) -> OutcomeRecord:
    """The middle pay 15 months after the course, beside that of the subject across the United Kingdom."""
    detail: dict[str, object] = {"months_after": MONTHS_OF_THE_SURVEY, "response_rate": row.gosalresp_rate}
    if everywhere:
        detail["comparison"] = {
            "subject": subjects.name(everywhere.code),
            "low": everywhere.low,
            "median": everywhere.median,
            "high": everywhere.high,
            "people": everywhere.people,
        }
    return _outcome(
        row, Measure.EARNINGS, subjects,
        value=row.goinstmed, low=row.goinstlq, high=row.goinstuq, years_after=1, detail=detail,
    )  # fmt: skip


def qualifications(row: EntryRow, subjects: Subjects) -> OutcomeRecord:
    """With which qualifications students came; the figure is the share with A levels."""
    return _outcome(
        row, Measure.ENTRY_QUALIFICATIONS, subjects, value=row.alevel, detail={"percent": row.percentages()}
    )


def tariff(row: TariffRow, subjects: Subjects) -> OutcomeRecord:
    """With how many UCAS points students came: the quartiles and the middle between them, and every band."""
    bands = row.percentages()
    if row.aggregation and not any(bands.values()):
        return _missing(row, Measure.ENTRY_TARIFF, MissingReason.NO_POINTS)
    spread = quartiles(bands)
    if spread is None:
        return _outcome(
            row,
            Measure.ENTRY_TARIFF,
            subjects,
            value=None,
            detail={"bands": bands},
            missing=MissingReason.FEW_POINTS,
        )
    low, high = spread
    middle = round((low + high) / 2)
    return _outcome(
        row, Measure.ENTRY_TARIFF, subjects, value=middle, low=low, high=high, detail={"bands": bands}
    )


def sector_pay(key: str, years: int, pay: SectorPay | None, subjects: Subjects) -> OutcomeRecord:
    """Pay in the subject across the United Kingdom, some years after the course."""
    if pay is None:
        return OutcomeRecord(
            key, Measure.EARNINGS, SOURCE_NAME, years_after=years, missing_reason=MissingReason.NOT_PUBLISHED,
            detail=_json({"covers": "sector", "where": "uk"}),
        )  # fmt: skip
    return OutcomeRecord(
        key, Measure.EARNINGS, SOURCE_NAME,
        subject=subjects.name(pay.code), years_after=years,
        value=pay.median, low=pay.low, high=pay.high, people=pay.people,
        detail=_json({"covers": "sector", "where": "uk", "code": pay.code}),
    )  # fmt: skip


def _outcome(
    row: FigureRow,
    measure: Measure,
    subjects: Subjects,
    *,
    value: int | None,
    low: int | None = None,
    high: int | None = None,
    years_after: int | None = None,
    detail: dict[str, object],
    missing: str = "",
) -> OutcomeRecord:
    if not row.aggregation or row.reason == "2" or (value is None and not missing):
        return _missing(row, measure, MISSING[row.reason], years_after)
    about: dict[str, object] = {"covers": covers(row), "years": int(row.aggregation[0]), **detail}
    if row.subject:
        about["code"] = row.subject
    return OutcomeRecord(
        row.key, measure, SOURCE_NAME,
        subject=subjects.name(row.subject), years_after=years_after,
        value=value, low=low, high=high, people=row.people, period=row.period, missing_reason=missing,
        detail=_json(about),
    )  # fmt: skip


def _missing(row: FigureRow, measure: Measure, reason: str, years_after: int | None = None) -> OutcomeRecord:
    return OutcomeRecord(row.key, measure, SOURCE_NAME, years_after=years_after, missing_reason=reason)


def _json(detail: dict[str, object]) -> str:
    return _encoder.encode(detail)
