"""`pathways purge` lets go of lists on their day in the United Kingdom, and says how many."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.cli import main
from pathways.cli.purge import RETENTION
from pathways.database import Database
from pathways.shortlists.models import Shortlist, ShortlistItem
from pathways.shortlists.operations.items import add_items
from pathways.shortlists.operations.lists import make_lists
from pathways.shortlists.operations.retention import forget_old_lists
from pathways.shortlists.rules.details import ListDetails
from pathways.shortlists.rules.whose import Whose
from tests.harness.staff import make_staff_world
from tests.unit.shortlists.conftest import Schools, a_list, an_item


@pytest.mark.parametrize(
    ("moment", "gone"),
    [
        (datetime(2027, 8, 30, 22, 59, tzinfo=UTC), 0),
        (datetime(2027, 8, 30, 23, 1, tzinfo=UTC), 1),
        (datetime(2027, 8, 31, 12, 0, tzinfo=UTC), 1),
        (datetime(2027, 9, 1, 0, 0, tzinfo=UTC), 1),
        (datetime(2030, 1, 1, 0, 0, tzinfo=UTC), 1),
    ],
)
def test_the_day_is_the_one_in_the_united_kingdom(
    session: Session, schools: Schools, moment: datetime, gone: int
) -> None:
    a_list(session, schools.first, items=1)
    assert forget_old_lists(session, moment) == gone


def test_lists_have_a_rule_of_retention() -> None:
    assert [rule.forget for rule in RETENTION if "lists" in rule.what] == [forget_old_lists]


def test_the_command_deletes_them_whole_and_says_how_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATHWAYS_ENV", "development")
    monkeypatch.setenv("PATHWAYS_INSTANCE_DIR", str(tmp_path))
    runner = CliRunner()
    assert runner.invoke(main, ["init"]).exit_code == 0
    database = Database(f"sqlite:///{tmp_path / 'pathways.db'}")
    clock.set_clock(lambda: datetime(2027, 3, 10, tzinfo=UTC))
    with database.unit_of_work() as session:
        world = make_staff_world(session)
        whose = Whose(world.school, world.advisers[0])
        for made in make_lists(session, whose, ListDetails(""), ["ZQX-1", "ZQX-2"]):
            add_items(session, made, [an_item(5)])
    clock.set_clock(lambda: datetime(2027, 8, 31, 9, tzinfo=UTC))
    result = runner.invoke(main, ["purge"])
    assert result.exit_code == 0, result.output
    assert "2 advisers' lists whose 31 August has come" in result.output
    assert "ZQX" not in result.output
    with database.open_session() as session:
        assert session.scalar(select(func.count()).select_from(Shortlist)) == 0
        assert session.scalar(select(func.count()).select_from(ShortlistItem)) == 0
    database.close()
    again = runner.invoke(main, ["purge"])
    assert "0 advisers' lists whose 31 August has come" in again.output
