"""`pathways init` and `pathways seed`, as a person runs them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from pathways.catalogue.models import CareerArea, Opportunity, Provider, TariffPoints
from pathways.catalogue.pay import wage_rates
from pathways.catalogue.vocabulary import Area
from pathways.cli import main
from pathways.database import Database
from pathways.migrations import is_current
from pathways.settings import get_settings

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command against an instance folder of the test's own."""
    monkeypatch.setenv("PATHWAYS_INSTANCE_DIR", str(tmp_path / "instance"))
    monkeypatch.delenv("PATHWAYS_DATABASE_URL", raising=False)

    def call(*arguments: str) -> Result:
        get_settings.cache_clear()
        return CliRunner().invoke(main, list(arguments))

    return call


def counts(tmp_path: Path) -> tuple[int, int]:
    database = Database(f"sqlite:///{tmp_path / 'instance' / 'pathways.db'}")
    with database.open_session() as session:
        found = tuple(
            session.execute(select(func.count()).select_from(kind)).scalar_one()
            for kind in (Provider, Opportunity)
        )
    database.close()
    return found  # type: ignore[return-value]


def test_init_creates_the_database_and_its_folder(run: Run, tmp_path: Path) -> None:
    result = run("init")
    assert result.exit_code == 0
    assert "was created" in result.output
    database = Database(f"sqlite:///{tmp_path / 'instance' / 'pathways.db'}")
    assert is_current(database)
    database.close()


def test_a_service_that_only_imports_has_the_dated_facts_from_init(run: Run, tmp_path: Path) -> None:
    assert "dated facts" in run("init", "--help").output
    for _ in range(2):
        run("init")
        database = Database(f"sqlite:///{tmp_path / 'instance' / 'pathways.db'}")
        with database.open_session() as session:
            wages = wage_rates(session, date(2026, 11, 21))
            assert wages is not None
            assert wages.hourly_pence["apprentice"] == 800
            assert set(session.scalars(select(CareerArea.slug))) == set(Area)
            assert session.scalar(select(func.count()).select_from(TariffPoints))
        database.close()
    assert counts(tmp_path) == (0, 0)


def test_init_again_says_that_it_is_ready(run: Run) -> None:
    run("init")
    result = run("init")
    assert result.exit_code == 0
    assert "is ready" in result.output


def test_seeding_before_init_says_what_to_do(run: Run) -> None:
    result = run("seed")
    assert result.exit_code == 1
    assert "pathways init" in result.output


def test_seeding_fills_the_catalogue_and_twice_is_once(run: Run, tmp_path: Path) -> None:
    run("init")
    first = run("seed")
    assert first.exit_code == 0, first.output
    after_first = counts(tmp_path)
    assert after_first[0] >= 60
    assert after_first[1] >= 2000
    second = run("seed")
    assert second.exit_code == 0, second.output
    assert counts(tmp_path) == after_first


def test_seeding_afresh_leaves_as_many_records(run: Run, tmp_path: Path) -> None:
    run("init")
    run("seed")
    before = counts(tmp_path)
    result = run("seed", "--reset")
    assert result.exit_code == 0, result.output
    assert counts(tmp_path) == before


def test_a_folder_that_cannot_be_made_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("PATHWAYS_INSTANCE_DIR", str(tmp_path / "file" / "instance"))
    result = run("init")
    assert result.exit_code == 1
    assert "PATHWAYS_INSTANCE_DIR" in result.output
    assert "Traceback" not in result.output


def test_a_database_that_cannot_be_reached_is_said_without_its_password(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        "PATHWAYS_DATABASE_URL", "postgresql://someone:hushhush@127.0.0.1:1/none?connect_timeout=2"
    )
    result = run("init")
    assert result.exit_code == 1
    assert "PATHWAYS_DATABASE_URL" in result.output
    assert "hushhush" not in result.output


def test_a_database_from_a_later_version_is_refused(run: Run, tmp_path: Path) -> None:
    run("init")
    database = Database(f"sqlite:///{tmp_path / 'instance' / 'pathways.db'}")
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    result = run("init")
    assert result.exit_code == 1
    assert "another version" in result.output
    assert run("seed").exit_code == 1


def test_every_command_says_what_it_does(run: Run) -> None:
    listing = run("--help")
    assert listing.exit_code == 0
    for name, command in main.commands.items():
        assert name in listing.output
        assert command.help, name
        assert run(name, "--help").exit_code == 0


def test_an_unknown_command_is_a_wrong_call(run: Run) -> None:
    assert run("sed").exit_code == 2
