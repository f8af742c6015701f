"""`pathways purge` with a moved clock: what has been kept for long enough goes, and nothing else does."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

import pathways
from pathways.attempts import seconds_to_wait
from pathways.attempts.models import AttemptCount
from pathways.cli.purge import RETENTION, Retention
from pathways.database import Database
from pathways.front.models import PageReport, ReportKind
from pathways.plans.models import Plan, PlanItem, PlanShare
from pathways.plans.sharing import make_share
from tests.unit.plans.samples import KEY, a_plan, put_in

PACKAGE = Path(pathways.__file__).parent
START = datetime(2027, 1, 5, 12, tzinfo=UTC)
KINDS = (Plan, PlanItem, PlanShare, PageReport, AttemptCount)
SetClock = Callable[[datetime], None]


@pytest.fixture
def database_of_command(command: Callable[..., Result], tmp_path: Path) -> Iterator[Database]:
    """The database that commands of this test work on."""
    command("init")
    database = Database(f"sqlite:///{tmp_path / 'instance' / 'pathways.db'}")
    yield database
    database.close()


@pytest.fixture
def kept(database_of_command: Database, clock_at: SetClock) -> Database:
    """One of everything that is kept for a time, all of it begun on one day."""
    clock_at(START)
    with database_of_command.unit_of_work() as session:
        plan = a_plan(session)
        put_in(session, plan, 1)
        make_share(session, plan, with_notes=False, days=7, key=KEY)
        session.add(PageReport(page="/", kind=ReportKind.OTHER, text="A word is wrong."))
    seconds_to_wait(
        database_of_command, kind="plan-code", who="192.0.2.1", limit=5, per=timedelta(hours=1), key=KEY
    )
    return database_of_command


def counts(database: Database) -> list[int]:
    with database.open_session() as session:
        return [session.scalar(select(func.count()).select_from(kind)) or 0 for kind in KINDS]


@pytest.mark.parametrize(
    ("days", "left"),
    [
        (0, [1, 1, 1, 1, 1]),
        (1, [1, 1, 1, 1, 0]),
        (8, [1, 1, 0, 1, 0]),
        (364, [1, 1, 0, 1, 0]),
        (365, [0, 0, 0, 1, 0]),
        (366, [0, 0, 0, 0, 0]),
    ],
)
def test_each_thing_goes_on_its_day(
    kept: Database, command: Callable[..., Result], clock_at: SetClock, days: int, left: list[int]
) -> None:
    clock_at(START + timedelta(days=days))
    result = command("purge")
    assert result.exit_code == 0, result.output
    assert counts(kept) == left


def test_it_says_how_many_of_what_went(
    kept: Database, command: Callable[..., Result], clock_at: SetClock
) -> None:
    clock_at(START + timedelta(days=400))
    said = command("purge").output
    for rule in RETENTION:
        assert f"1 {rule.what}" in said or f"0 {rule.what}" in said
    assert "1 plans that nobody opened" in said
    assert "0 plans that nobody opened" in command("purge").output


def test_one_rule_that_fails_keeps_no_other_from_being_kept(
    kept: Database,
    command: Callable[..., Result],
    clock_at: SetClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(_session: Session, _now: datetime) -> int:
        raise OperationalError("DELETE", {}, Exception("the disk is full"))

    broken = Retention("things that stay", fails)
    monkeypatch.setattr(sys.modules["pathways.cli.purge"], "RETENTION", (broken, *RETENTION))
    clock_at(START + timedelta(days=400))
    result = command("purge")
    assert result.exit_code == 1
    assert "things that stay (the disk is full)" in result.output
    assert counts(kept) == [0, 0, 0, 0, 0]


def test_without_a_database_it_says_what_to_do(command: Callable[..., Result]) -> None:
    result = command("purge")
    assert result.exit_code == 1
    assert "pathways init" in result.output


def test_every_function_that_forgets_is_among_the_rules() -> None:
    """Those named `forget_...` that take a session and a moment: nobody writes one and leaves it out."""
    found = {
        node.name
        for path in PACKAGE.rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("forget_")
        and [argument.arg for argument in node.args.args] == ["session", "now"]
    }
    assert {"forget_old_plans", "forget_old_reports"} <= found
    assert found == {rule.forget.__name__ for rule in RETENTION}
