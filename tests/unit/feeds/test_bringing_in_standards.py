"""Apprenticeship standards brought in: from both published tables and from Skills England's list."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.catalogue.models import ApprenticeshipStandard, CatalogueChange, Source
from pathways.catalogue.vocabulary import Delivery, Level, ListingState
from pathways.database import Database
from pathways.feeds.models import ImportRun, RunState
from pathways.feeds.records import OpportunityRecord
from pathways.feeds.refusals import FeedRefusedError, FileRefusedError, GuardTrippedError
from pathways.feeds.rollback import roll_back
from tests.unit.feeds.made_feed import COLLEGE, bring_records_in, plumbing
from tests.unit.feeds.made_standards import (
    bare,
    bring_in,
    detail,
    item,
    summary,
    write_details,
    write_list,
    write_summary,
)


def standards(session: Session) -> dict[str, ApprenticeshipStandard]:
    """Every standard by its title."""
    session.rollback()
    session.expire_all()
    return {row.title: row for row in session.execute(select(ApprenticeshipStandard)).scalars()}


def rows(session: Session) -> list[tuple[Any, ...]]:
    """Every standard whole, but for when it was written."""
    session.rollback()
    table = ApprenticeshipStandard.metadata.tables["apprenticeship_standard"]
    columns = [column for column in table.columns if column.name not in ("created_at", "updated_at")]
    return sorted((tuple(row) for row in session.execute(select(*columns))), key=repr)


def changes_noted(session: Session) -> int:
    session.rollback()
    return len(session.execute(select(CatalogueChange)).scalars().all())


def test_a_standard_has_what_the_merged_table_says_of_it(
    database: Database, session: Session, tmp_path: Path
) -> None:
    report = bring_in(database, write_details(tmp_path, detail()))
    stonemason = standards(session)["Stonemason"]
    assert (stonemason.lars_code, stonemason.band, stonemason.level) == ("211", "intermediate", Level.TWO)
    assert (stonemason.occupational_route, stonemason.typical_months) == ("Construction", 24)
    assert (stonemason.most_funding, stonemason.figures_of) == (15000, "2021")
    assert stonemason.job_titles == "banker mason; memorial mason"
    assert stonemason.checked_on is not None
    assert (report.offered, report.problems.total_refused, report.problems.total_noted) == (1, 0, 0)
    assert next(report.lines()) == "1 apprenticeship standards came in from 1 rows."
    assert report.as_dict()["offered"] == {"what": "apprenticeship standards", "number": 1}


def test_what_is_not_published_is_reported_and_not_guessed(
    database: Database, session: Session, tmp_path: Path
) -> None:
    report = bring_in(database, write_details(tmp_path, bare("Paramedic"), detail()))
    paramedic = standards(session)["Paramedic"]
    assert (paramedic.level, paramedic.lars_code, paramedic.most_funding) == (None, "", None)
    assert (paramedic.band, paramedic.figures_of) == ("higher", "")
    [problem] = report.problems.listed
    assert (problem.column, problem.value, problem.line) == ("LEVEL, LARSCODE", "Paramedic", 2)


def test_the_summary_adds_standards_and_its_old_frameworks_are_left_out(
    database: Database, session: Session, tmp_path: Path
) -> None:
    write_details(tmp_path, detail())
    write_summary(
        tmp_path,
        summary("Stonemason", "Intermediate Apprenticeship"),
        summary("Plasterer"),
        summary("Barbering", flag="Framework"),
    )
    report = bring_in(database, tmp_path)
    assert set(standards(session)) == {"Stonemason", "Plasterer"}
    assert standards(session)["Stonemason"].lars_code == "211"
    assert report.problems.refused == {"standards_summary.csv": 1}
    assert report.rows == {"standards_merged.csv": 1, "standards_summary.csv": 3}


def test_one_title_at_two_bands_is_two_standards(
    database: Database, session: Session, tmp_path: Path
) -> None:
    write_summary(tmp_path, summary("Plasterer"), summary("Plasterer", "Intermediate Apprenticeship"))
    assert bring_in(database, tmp_path).offered == 2
    session.rollback()
    bands = session.execute(select(ApprenticeshipStandard.band)).scalars().all()
    assert sorted(bands) == ["advanced", "intermediate"]


def test_a_title_that_repeats_is_kept_once_and_a_lars_code_of_two_titles_stays_with_both(
    database: Database, session: Session, tmp_path: Path
) -> None:
    nurse = {"apps_level": "Advanced Apprenticeship", "level": "3", "larsCode": "61"}
    repeated = detail(max_funding_2021="9")
    path = write_details(
        tmp_path,
        detail(),
        repeated,
        detail("Dental Nurse", **nurse),
        detail("Dental Nurse (Integrated)", **nurse),
    )
    report = bring_in(database, path)
    found = standards(session)
    assert {title: row.lars_code for title, row in found.items()} == {
        "Stonemason": "211", "Dental Nurse": "61", "Dental Nurse (Integrated)": "61",
    }  # fmt: skip
    assert found["Stonemason"].most_funding == 15000
    assert [(problem.column, problem.line) for problem in report.problems.listed] == [
        ("TITLE", 3),
        ("LARSCODE", 5),
    ]


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"title": ""}, "TITLE"),
        ({"apps_level": "Degree Apprenticeship"}, "APPS_LEVEL"),
        ({"level": "9"}, "LEVEL"),
        ({"level": "4"}, "LEVEL"),
        ({"larsCode": "ST0001"}, "LARSCODE"),
        ({"typical_duration_months": "two years"}, "TYPICAL_DURATION_MONTHS"),
        ({"max_funding_2021": "-1"}, "MAX_FUNDING_2021"),
    ],
)
def test_a_bad_row_is_reported_with_its_column_and_the_others_come_in(
    database: Database, session: Session, tmp_path: Path, changes: dict[str, str], column: str
) -> None:
    report = bring_in(database, write_details(tmp_path, detail(**changes), detail("Roofer", larsCode="7")))
    assert set(standards(session)) == {"Roofer"}
    [problem] = [found for found in report.problems.listed if found.column == column]
    assert problem.line == 2
    assert problem.mend


def test_a_standard_whose_row_was_refused_stays_as_it_was(
    database: Database, session: Session, tmp_path: Path
) -> None:
    others = [detail(f"Trade {number}", larsCode=str(number)) for number in range(1, 9)]
    bring_in(database, write_details(tmp_path / "a", detail(), *others))
    before = rows(session)
    report = bring_in(database, write_details(tmp_path / "b", detail(level="99"), *others))
    assert (report.counts.kinds["standard"].withdrawn, report.counts.kinds["standard"].same) == (0, 8)
    assert rows(session) == before


def test_skills_englands_list_says_reference_status_and_when_it_was_dated(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_in(
        database,
        write_list(tmp_path, item(), item("Solicitor", referenceNumber="ST0246", level=7, larsCode=0)),
    )
    stonemason, solicitor = standards(session)["Stonemason"], standards(session)["Solicitor"]
    assert (stonemason.reference, stonemason.status) == ("ST0001", "Approved for delivery")
    assert (stonemason.most_funding, stonemason.figures_of) == (16000, "2026-05-14")
    assert stonemason.source_dated_on == date(2026, 5, 14)
    assert stonemason.job_titles == "Banker mason; Memorial mason"
    assert stonemason.source_url.startswith("https://")
    assert (solicitor.level, solicitor.band, solicitor.lars_code) == (Level.SEVEN, "higher", "")


def test_funding_without_a_date_is_left_out(database: Database, session: Session, tmp_path: Path) -> None:
    bring_in(database, write_list(tmp_path, item(lastUpdated=None)))
    stonemason = standards(session)["Stonemason"]
    assert (stonemason.most_funding, stonemason.figures_of, stonemason.typical_months) == (None, "", 24)


def test_nobodys_contact_comes_in(database: Database, session: Session, tmp_path: Path) -> None:
    bring_in(database, write_list(tmp_path, item()))
    assert "somebody@" not in repr(rows(session))


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_versions_the_one_approved_for_delivery_counts_then_the_later(
    database: Database, session: Session, tmp_path: Path, turned: bool
) -> None:
    items = [
        item(version="1.9", typicalDuration=12),
        item(version="1.10", typicalDuration=18),
        item(version="2.0", typicalDuration=30, status="Retired"),
    ]
    report = bring_in(database, write_list(tmp_path, *(reversed(items) if turned else items)))
    assert standards(session)["Stonemason"].typical_months == 18
    assert report.problems.total_noted == 2


@pytest.mark.parametrize(
    ("changes", "member"),
    [
        ({"title": "  "}, "title"),
        ({"level": 0}, "level"),
        ({"referenceNumber": "x"}, "referenceNumber"),
        ({"larsCode": 12345678}, "larsCode"),
        ({"typicalDuration": 999}, "typicalDuration"),
        ({"typicalJobTitles": {"a": "b"}}, "typicalJobTitles"),
        ({"lastUpdated": "yesterday"}, "lastUpdated"),
    ],
)
def test_a_bad_item_is_reported_with_its_member(
    database: Database, session: Session, tmp_path: Path, changes: dict[str, Any], member: str
) -> None:
    report = bring_in(database, write_list(tmp_path, item("Roofer"), item(**changes)))
    assert set(standards(session)) == {"Roofer"}
    [problem] = report.problems.listed
    assert (problem.line, problem.column) == (2, member)


def test_the_list_replaces_the_table_under_the_same_standards(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_in(database, write_details(tmp_path, detail()))
    before = standards(session)["Stonemason"].id
    bring_in(database, write_list(tmp_path / "new", item("STONEMASON")))
    assert standards(session)["STONEMASON"].id == before


def test_bringing_a_set_in_twice_changes_nothing(
    database: Database, session: Session, tmp_path: Path
) -> None:
    path = write_details(tmp_path, detail(), bare("Paramedic"))
    bring_in(database, path)
    before, noted = rows(session), changes_noted(session)
    report = bring_in(database, path)
    assert report.counts.kinds["standard"].same == 2
    assert report.counts.changes == 0
    assert rows(session) == before
    assert changes_noted(session) == noted == 1


def test_what_vanishes_is_withdrawn_and_comes_back(
    database: Database, session: Session, tmp_path: Path
) -> None:
    many = [bare(f"Standard {letter}") for letter in "abcdefghi"]
    bring_in(database, write_details(tmp_path / "a", detail(), *many))
    report = bring_in(database, write_details(tmp_path / "b", *many))
    assert report.counts.kinds["standard"].withdrawn == 1
    assert standards(session)["Stonemason"].state is ListingState.WITHDRAWN
    report = bring_in(database, write_details(tmp_path / "c", detail(), *many))
    assert report.counts.kinds["standard"].changed == 1
    assert standards(session)["Stonemason"].state is ListingState.PUBLISHED


def test_a_much_smaller_set_needs_force(database: Database, session: Session, tmp_path: Path) -> None:
    bring_in(database, write_details(tmp_path / "a", detail(), bare("Paramedic")))
    before = rows(session)
    small = write_details(tmp_path / "b", detail())
    with pytest.raises(GuardTrippedError, match=r"holds 1 standards, under 80% of last time's 2"):
        bring_in(database, small)
    assert rows(session) == before
    report = bring_in(database, small, force=True)
    assert report.warnings
    assert report.counts.kinds["standard"].withdrawn == 1


def test_a_rollback_puts_every_row_back(database: Database, session: Session, tmp_path: Path) -> None:
    bring_in(database, write_details(tmp_path / "a", detail(), bare("Paramedic"), bare("Dietitian")))
    before = rows(session)
    changed = [detail(level="2", route="Else"), bare("Paramedic"), bare("Solicitor")]
    bring_in(database, write_details(tmp_path / "b", *changed))
    assert rows(session) != before
    assert roll_back(database, "standards").undone == {"standard": (1, 2)}
    assert rows(session) == before
    with pytest.raises(FeedRefusedError, match="undone already"):
        roll_back(database, "standards")


def test_the_rollback_of_a_first_import_leaves_nothing(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_in(database, write_details(tmp_path, detail()))
    roll_back(database, "standards")
    assert rows(session) == []


def test_a_dry_run_counts_and_writes_nothing(database: Database, session: Session, tmp_path: Path) -> None:
    report = bring_in(database, write_details(tmp_path, detail()), dry_run=True)
    assert (report.counts.kinds["standard"].added, report.applied) == (1, False)
    assert rows(session) == []
    assert session.execute(select(Source)).all() == []


def test_every_row_that_was_refused_or_mended_can_be_had_as_a_table(
    database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "refused.csv"
    report = bring_in(
        database,
        write_details(tmp_path, bare("Paramedic"), detail(level="twelve"), detail("Mason", larsCode="212")),
        refused_rows=path,
    )
    with path.open(encoding="utf-8-sig", newline="") as file:
        told = [(row["what"], row["column"]) for row in csv.DictReader(file)]
    assert len(told) == report.problems.total_refused + report.problems.total_noted
    assert ("left out", "LEVEL") in told
    assert "came in without it" in {what for what, _ in told}


def test_the_history_says_what_was_imported_and_what_was_refused(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_in(database, write_details(tmp_path, detail(), detail(level="99")))
    with pytest.raises(FeedRefusedError) as refusal:
        bring_in(database, write_details(tmp_path / "b", detail(level="99")))
    assert refusal.value.report is not None
    session.rollback()
    runs = session.execute(select(ImportRun).order_by(ImportRun.id)).scalars().all()
    assert [(run.format, run.state, run.offered, run.refused_rows) for run in runs] == [
        ("standards", RunState.APPLIED, 1, 1), ("standards", RunState.REFUSED, 0, 1),
    ]  # fmt: skip
    assert "No row of the set could be used" in runs[1].message


def test_a_file_of_something_else_is_refused_whole(database: Database, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    with pytest.raises(FileRefusedError, match="No file is a table of standards"):
        bring_in(database, other)
    cut = tmp_path / "cut.json"
    cut.write_text('[{"title": "Stone')
    with pytest.raises(FileRefusedError, match="ends too soon"):
        bring_in(database, cut)
    short = tmp_path / "short.csv"
    short.write_text("title,larsCode\nStonemason,1\n")
    with pytest.raises(FileRefusedError, match="has no column APPS_LEVEL"):
        bring_in(database, short)


def test_standards_are_not_mixed_with_records_of_another_kind(database: Database, tmp_path: Path) -> None:
    online = OpportunityRecord("online", "plumbing", None, Delivery.ONLINE, full_time=True)
    bring_records_in(database, [COLLEGE, *plumbing()[:3], online])
    with pytest.raises(FeedRefusedError, match="holds other records"):
        bring_in(database, write_details(tmp_path, detail()), source="made")
    assert bring_in(database, write_details(tmp_path, detail()), source="another").source == "another"


def test_an_import_that_is_killed_while_it_writes_leaves_everything_as_it_was(
    database: Database, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(database, write_details(tmp_path / "a", detail()))
    before = rows(session)

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("pathways.feeds.standards.importing.record_change", killed)
        with pytest.raises(KeyboardInterrupt):
            bring_in(database, write_details(tmp_path / "b", detail(route="Else"), bare("Paramedic")))
    assert rows(session) == before
    assert bring_in(database, write_details(tmp_path / "b", detail(route="Else"))).counts.changes == 1


def test_the_published_tables_come_in_with_the_reports_that_they_deserve(
    database: Database, shared_data: Path
) -> None:
    merged = shared_data / "standards" / "apprenticeship_standards_merged.csv"
    report = bring_in(database, merged, shared_data / "apprenticeships" / "standards_summary.csv")
    assert (report.offered, sum(report.rows.values())) == (746, 689 + 863)
    assert report.problems.total_refused == 116
    assert {(rule["column"], rule["rows"]) for rule in report.problems.by_rule()} == {
        ("LEVEL, LARSCODE", 316), ("FLAG", 116), ("LARSCODE", 3), ("TITLE", 1),
    }  # fmt: skip
    assert bring_in(database, merged.parent, merged.parents[1] / "apprenticeships").counts.changes == 0
