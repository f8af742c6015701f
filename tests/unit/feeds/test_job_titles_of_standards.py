"""A search for a job title of a standard finds the apprenticeships of that standard, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.publish import publish
from pathways.catalogue.search import search
from pathways.catalogue.vocabulary import Level, Route
from pathways.database import Database
from pathways.feeds.rollback import roll_back
from tests.factories import make_opportunity, make_programme
from tests.unit.feeds.made_standards import bring_in, detail, item, write_details, write_list


def found(database: Database, folder: Path, words: str) -> set[str]:
    """The titles of what a search for these very words finds."""
    publish(database, folder)
    snapshot = LiveCatalogue(folder, database).snapshot()
    results = search(snapshot, SearchCriteria(text=words, keep_spelling=True))
    return {card.title for card in results.cards}


def offer(session: Session, title: str, **changes: Any) -> None:
    values = {"route": Route.APPRENTICESHIP, "level": Level.THREE} | changes
    make_opportunity(session, programme=make_programme(session, title=title, **values))
    session.commit()


@pytest.fixture
def panel_beaters(tmp_path: Path) -> Path:
    return write_details(
        tmp_path / "set",
        detail(
            "Accident Repair Technician", apps_level="Advanced Apprenticeship", level="3", larsCode="176",
            typical_job_titles="panel beater|crash repair technician",
        ),
    )  # fmt: skip


def test_a_panel_beater_finds_the_apprenticeship_by_its_lars_code(
    database: Database, session: Session, tmp_path: Path, panel_beaters: Path
) -> None:
    offer(session, "Body shop apprentice wanted", standard_code="176")
    offer(session, "Bricklayer apprenticeship", standard_code="99")
    offer(session, "Crash course in welding", standard_code="176", route=Route.VOCATIONAL)
    assert found(database, tmp_path, "panel beater") == set()
    bring_in(database, panel_beaters)
    assert found(database, tmp_path, "panel beater") == {"Body shop apprentice wanted"}


def test_a_programme_without_a_code_is_known_by_the_standards_title_at_its_level(
    database: Database, session: Session, tmp_path: Path, panel_beaters: Path
) -> None:
    offer(session, "Accident Repair Technician apprenticeship")
    offer(session, "Accident repair technician (level 2)", level=Level.TWO)
    offer(session, "Accident repair technician", level=None)
    bring_in(database, panel_beaters)
    assert found(database, tmp_path, "panel beater") == {
        "Accident Repair Technician apprenticeship", "Accident repair technician",
    }  # fmt: skip


def test_both_titles_that_share_a_lars_code_give_their_job_titles(
    database: Database, session: Session, tmp_path: Path
) -> None:
    offer(session, "A job with training", standard_code="61")
    nurse = {"larsCode": 61, "level": 3, "status": ""}
    bring_in(
        database,
        write_list(
            tmp_path / "set",
            item("Dental Nurse", typicalJobTitles=["Chairside assistant"], **nurse),
            item("Dental Nurse (Integrated)", typicalJobTitles=["Surgery nurse"], **nurse),
        ),
    )
    for words in ("chairside", "surgery"):
        assert found(database, tmp_path, words) == {"A job with training"}


def test_a_new_list_changes_the_words_and_a_rollback_brings_the_old_ones_back(
    database: Database, session: Session, tmp_path: Path, panel_beaters: Path
) -> None:
    offer(session, "Body shop apprentice wanted", standard_code="176")
    bring_in(database, panel_beaters)
    bring_in(
        database,
        write_list(
            tmp_path / "new",
            item("Accident Repair Technician", level=3, larsCode=176, typicalJobTitles=["Dent remover"]),
        ),
    )
    assert found(database, tmp_path, "panel beater") == set()
    assert found(database, tmp_path, "dent remover") == {"Body shop apprentice wanted"}
    roll_back(database, "standards")
    assert found(database, tmp_path, "panel beater") == {"Body shop apprentice wanted"}
