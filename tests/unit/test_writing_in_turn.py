"""Who is going to write waits for their turn: on SQLite a read followed by a write fails when another wrote between."""

from __future__ import annotations

from threading import Thread

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from pathways.accounts.models import StaffUser
from pathways.database import Database
from tests.harness.staff import make_user


@pytest.fixture
def number(database: Database) -> int:
    """Somebody whose counter is at nought."""
    with database.unit_of_work() as session:
        identifier = make_user(session).id
    assert identifier is not None
    return identifier


def counter(session: Session, number: int) -> int:
    return session.execute(select(StaffUser.totp_counter).where(StaffUser.id == number)).scalar_one()


def add_one(session: Session, number: int) -> None:
    now = counter(session, number)
    session.execute(update(StaffUser).where(StaffUser.id == number).values(totp_counter=now + 1))
    session.commit()


def test_without_waiting_a_write_after_a_read_is_refused(
    tmp_path: object, database: Database, number: int
) -> None:
    if database.engine.dialect.name != "sqlite":
        return
    with database.open_session() as first, database.open_session() as second:
        counter(first, number)
        add_one(second, number)
        with pytest.raises(OperationalError, match="locked"):
            add_one(first, number)


def test_sessions_that_write_go_one_after_another(database: Database, number: int) -> None:
    if database.engine.dialect.name != "sqlite":
        return
    failed: list[Exception] = []

    def work() -> None:
        for _ in range(10):
            try:
                with database.open_session(writes=True) as session:
                    add_one(session, number)
            except OperationalError as error:
                failed.append(error)

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    with database.open_session() as session:
        assert counter(session, number) == 40


def test_reading_goes_on_while_another_writes(database: Database, number: int) -> None:
    with database.open_session(writes=True) as writer, database.open_session() as reader:
        writer.execute(update(StaffUser).where(StaffUser.id == number).values(totp_counter=7))
        assert counter(reader, number) == 0
        writer.commit()
        reader.rollback()
        assert counter(reader, number) == 7
