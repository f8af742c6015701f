"""Training providers of vacancies: each that is named is one of its own, also without a number."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.catalogue.models import Programme, Provider, Venue
from pathways.database import Database
from pathways.feeds.vacancies.trainers import NOT_NAMED, NOT_NAMED_KEY, key_of, told_name
from tests.unit.feeds.made_vacancies import advert, bring_in_rows
from tests.unit.feeds.running import every_row


def trained_by(reference: int, name: str, ukprn: object = None) -> dict[str, object]:
    return advert(reference, providerName=name, ukprn=ukprn)


def trainers(session: Session) -> dict[str, str]:
    """The name of the provider of each vacancy, by the vacancy's key."""
    session.rollback()
    rows = session.execute(
        select(Programme.source_key, Provider.name).join(Provider, Provider.id == Programme.provider_id)  # type: ignore[arg-type]
    )
    return {row[0]: row[1] for row in rows}


def test_named_ones_without_a_number_are_apart_and_those_without_a_name_share_one(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_in_rows(
        database, tmp_path, trained_by(1, "Fell Training Ltd"), trained_by(2, "FELL TRAINING LIMITED"),
        trained_by(3, "Moor Skills"), trained_by(4, ""), trained_by(5, "To be confirmed"), trained_by(6, "tbc"),
    )  # fmt: skip
    assert trainers(session) == {
        "1": "Fell Training Ltd", "2": "Fell Training Ltd", "3": "Moor Skills",
        "4": NOT_NAMED, "5": NOT_NAMED, "6": NOT_NAMED,
    }  # fmt: skip
    kept = session.execute(select(Provider.source_key, Provider.ukprn, Provider.slug)).all()
    assert len(kept) == 3
    assert all(row.ukprn is None for row in kept)
    assert {row.slug for row in kept} == {"fell-training-ltd", "moor-skills", "training-provider-not-named"}
    assert {row.source_key for row in kept} >= {NOT_NAMED_KEY}


def test_a_number_goes_before_the_name(database: Database, session: Session, tmp_path: Path) -> None:
    bring_in_rows(
        database, tmp_path, trained_by(1, "Fell Training", 10099998), trained_by(2, "Fell Training", 10099999),
        trained_by(3, "Fell Training"),
    )  # fmt: skip
    assert set(trainers(session).values()) == {"Fell Training"}
    numbers = session.execute(select(Provider.ukprn)).scalars().all()
    assert sorted(number or 0 for number in numbers) == [0, 10099998, 10099999]


def test_the_same_set_again_changes_nothing_and_a_new_name_moves_its_vacancy(
    database: Database, session: Session, tmp_path: Path
) -> None:
    rows = [trained_by(1, "Fell Training"), trained_by(2, "Moor Skills")]
    bring_in_rows(database, tmp_path / "a", *rows)
    before = every_row(database)
    assert bring_in_rows(database, tmp_path / "b", *reversed(rows)).counts.changes == 0
    assert every_row(database) == before
    report = bring_in_rows(database, tmp_path / "c", rows[0], trained_by(2, "Fell Training"))
    assert set(trainers(session).values()) == {"Fell Training"}
    assert report.counts.kinds["programme"].changed == 1
    assert report.counts.kinds["provider"].withdrawn == 1


def test_places_of_work_belong_to_the_trainer_that_is_named(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_in_rows(database, tmp_path, trained_by(1, "Fell Training"), trained_by(2, "Moor Skills"))
    rows = session.execute(select(Venue.source_key, Provider.source_key).join(Provider)).all()
    assert len(rows) == 2
    assert all(venue.startswith(f"{provider}@") for venue, provider in rows)


@pytest.mark.parametrize("name", ["", "  ", "TBC", "to be Confirmed", "n/a", "Unknown", "!!!"])
def test_words_that_name_nobody_have_the_shared_key(name: str) -> None:
    assert key_of(None, told_name(name)) == NOT_NAMED_KEY


@given(st.text(max_size=300))
def test_a_key_is_short_whatever_the_name_and_the_same_however_it_is_written(name: str) -> None:
    key = key_of(None, name)
    assert len(key) <= 20
    assert key_of(None, f" {name.replace(' ', '   ')} Limited") == key or key == NOT_NAMED_KEY
    assert key_of(10099998, name) == "10099998"
