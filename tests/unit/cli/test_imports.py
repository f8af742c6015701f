"""`pathways import` and `pathways rollback`, as a person runs them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import event, select
from sqlalchemy.engine import Engine

from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.models import Opportunity
from pathways.catalogue.one_at_a_time import one_at_a_time
from pathways.catalogue.vocabulary import ListingState
from pathways.cli import main
from pathways.database import Database
from pathways.host.models import SiteSetting
from pathways.settings import get_settings
from pathways.snapshot.pointer import snapshot_dir
from tests.unit.feeds.made_set import LAW, MadeSet, made_set

Run = Callable[..., Result]


@pytest.fixture
def made() -> MadeSet:
    return made_set()


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An instance folder with an empty database."""
    folder = tmp_path / "instance"
    monkeypatch.setenv("PATHWAYS_INSTANCE_DIR", str(folder))
    monkeypatch.delenv("PATHWAYS_DATABASE_URL", raising=False)
    assert call("init").exit_code == 0
    return folder


def call(*arguments: str | Path) -> Result:
    get_settings.cache_clear()
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def open_database(instance: Path) -> Database:
    return Database(f"sqlite:///{instance / 'pathways.db'}")


def published(instance: Path) -> int:
    """How many opportunities the database publishes."""
    database = open_database(instance)
    with database.open_session() as session:
        rows = session.execute(
            select(Opportunity.id).where(Opportunity.state == ListingState.PUBLISHED)
        ).all()
    database.close()
    return len(rows)


def found_in_search(words: str, near: str) -> int:
    result = call("search", words, "--near", near, "--json")
    assert result.exit_code == 0, result.output
    return int(json.loads(result.stdout)["total"])


def test_host_brings_a_set_in_and_a_student_finds_nursing_near_preston(
    instance: Path, made: MadeSet, tmp_path: Path
) -> None:
    result = call("import", "discover-uni", made.write(tmp_path / "set"))
    assert result.exit_code == 0, result.output
    assert "4 opportunities came in" in result.output
    assert "4 added" in result.output
    assert "Published snapshot" in result.output
    assert found_in_search("nursing", "PR1") == 1


def test_bringing_the_same_set_in_again_ends_well_and_says_that_nothing_changed(
    instance: Path, made: MadeSet, tmp_path: Path
) -> None:
    folder = made.write(tmp_path / "set")
    call("import", "discover-uni", folder)
    result = call("import", "discover-uni", folder)
    assert result.exit_code == 0
    assert "4 the same" in result.output
    assert "0 added" in result.output


def test_a_rollback_takes_the_set_out_of_the_search_again(
    instance: Path, made: MadeSet, tmp_path: Path
) -> None:
    call("import", "discover-uni", made.write(tmp_path / "set"))
    result = call("rollback")
    assert result.exit_code == 0
    assert "discover-uni is as it was" in result.output
    assert published(instance) == 0
    assert found_in_search("nursing", "PR1") == 0
    again = call("rollback", "--source", "discover-uni")
    assert again.exit_code == 1
    assert "undone already" in again.output


def test_a_dry_run_changes_nothing_and_ends_well(instance: Path, made: MadeSet, tmp_path: Path) -> None:
    result = call("import", "discover-uni", made.write(tmp_path / "set"), "--dry-run")
    assert result.exit_code == 0
    assert "Dry run: nothing was changed." in result.output
    assert published(instance) == 0


def test_half_a_set_ends_with_1_until_it_is_forced(instance: Path, made: MadeSet, tmp_path: Path) -> None:
    call("import", "discover-uni", made.write(tmp_path / "set"))
    for name, rows in made.items():
        made[name] = [row for row in rows if row.get("KISCOURSEID", LAW) == LAW]
    half = made.write(tmp_path / "half")
    refused = call("import", "discover-uni", half)
    assert refused.exit_code == 1
    assert "--force" in refused.output
    assert published(instance) == 4
    forced = call("import", "discover-uni", half, "--force")
    assert forced.exit_code == 0
    assert published(instance) == 2


def test_the_report_tells_a_program_everything(instance: Path, made: MadeSet, tmp_path: Path) -> None:
    made["SBJ"].append(made["SBJ"][0] | {"SBJ": "nursing"})
    report = tmp_path / "report.json"
    result = call("import", "discover-uni", made.write(tmp_path / "set"), "--report", report)
    assert result.exit_code == 0
    assert "1 row was refused" in result.output
    told = json.loads(report.read_text(encoding="utf-8"))
    assert told["applied"] is True
    assert told["counts"]["opportunity"] == {"added": 4, "changed": 0, "same": 0, "withdrawn": 0}
    assert told["opportunities"]["with_a_place_on_the_map"] == 4
    assert told["rows_read"]["SBJ.csv"] == 5
    (problem,) = told["problems"]
    assert problem["line"] == 6
    assert set(problem) == {"file", "line", "column", "value", "rule", "mend"}


def test_a_refused_set_writes_its_report_too(instance: Path, made: MadeSet, tmp_path: Path) -> None:
    folder = made.write(tmp_path / "set")
    (folder / "TARIFF.csv").unlink()
    report = tmp_path / "report.json"
    result = call("import", "discover-uni", folder, "--report", report)
    assert result.exit_code == 1
    assert "TARIFF.csv is missing" in result.output
    told = json.loads(report.read_text(encoding="utf-8"))
    assert told["applied"] is False
    assert "TARIFF.csv" in told["refused_because"]


def test_a_report_that_cannot_be_written_does_not_undo_the_import(
    instance: Path, made: MadeSet, tmp_path: Path
) -> None:
    result = call(
        "import", "discover-uni", made.write(tmp_path / "set"), "--report", tmp_path / "no" / "r.json"
    )
    assert result.exit_code == 0
    assert "could not be written" in result.output
    assert published(instance) == 4


def test_a_running_service_is_left_to_show_the_import_itself(
    instance: Path, made: MadeSet, tmp_path: Path
) -> None:
    database = open_database(instance)
    with one_at_a_time(database, snapshot_dir(instance)) as held:
        assert held is not None
        result = call("import", "discover-uni", made.write(tmp_path / "set"))
    database.close()
    assert result.exit_code == 0
    assert "running service" in result.output
    assert LiveCatalogue(instance, open_database(instance)).state == "missing"


@pytest.mark.parametrize(
    "arguments",
    [
        ("import",),
        ("import", "discover-uni"),
        ("import", "no-such-format", "."),
        ("import", "discover-uni", "no-such-folder"),
        ("import", "discover-uni", ".", "--source", "Not A Name"),
        ("import", "discover-uni", ".", "--source", "x" * 81),
        ("import", "postcodes", ".", "--source", "mine"),
        ("import", "discover-uni", ".", "--what"),
    ],
)
def test_a_wrong_call_ends_with_2(instance: Path, arguments: tuple[str, ...]) -> None:
    assert call(*arguments).exit_code == 2


def test_importing_before_init_says_what_to_do(
    made: MadeSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATHWAYS_INSTANCE_DIR", str(tmp_path / "fresh"))
    result = call("import", "discover-uni", made.write(tmp_path / "set"))
    assert result.exit_code == 1
    assert "pathways init" in result.output


def test_a_full_disk_ends_with_1_and_says_what_to_look_at(
    instance: Path, made: MadeSet, tmp_path: Path
) -> None:
    call("import", "discover-uni", made.write(tmp_path / "set"))
    for number in range(300):
        made.add_course(f"MORE{number}", "Politics", "CAH15-03-01")
    folder = made.write(tmp_path / "next")

    def leave_little_room(connection: object, *_: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={pages + 20}")

    event.listen(Engine, "connect", leave_little_room)
    try:
        result = call("import", "discover-uni", folder)
    finally:
        event.remove(Engine, "connect", leave_little_room)
    assert result.exit_code == 1
    assert "Nothing was changed" in result.output
    assert "room" in result.output
    assert published(instance) == 4


def sectors(folder: Path) -> Path:
    """A small file of postcode sectors, as the publisher's columns are."""
    file = folder / "sectors.csv"
    file.write_text(
        "sector,lat,lng,postcodes,p90_km,lad_code,country_code\n"
        "PR1 2,53.75900,-2.69900,300,0.6,E07000123,E92000001\n"
        "PR1 3,53.75600,-2.70400,250,0.7,E07000123,E92000001\n"
        "PR1 9,0,0,10,0.1,E07000123,E92000001\n",
        encoding="utf-8",
    )
    return file


def test_host_brings_postcodes_in(instance: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    result = call("import", "postcodes", sectors(tmp_path), "--report", report)
    assert result.exit_code == 0, result.output
    assert "3 rows read" in result.output
    assert "Contains OS data" in result.output
    told = json.loads(report.read_text(encoding="utf-8"))
    assert told["read"] == 3
    assert told["format"] == "postcodes"
    again = call("import", "postcodes", tmp_path / "sectors.csv")
    assert again.exit_code == 0
    assert "nothing was changed" in again.output


def test_a_file_without_postcodes_is_refused_in_words(instance: Path, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    result = call("import", "postcodes", tmp_path / "other.csv")
    assert result.exit_code == 1
    assert "Nothing was changed" in result.output


def keep_to(instance: Path, **settings: str) -> None:
    """What the host set on the page of its area."""
    database = open_database(instance)
    with database.unit_of_work() as session:
        session.add_all(SiteSetting(name=f"import_{name}", value=value) for name, value in settings.items())
    database.close()


def test_an_import_keeps_to_the_area_that_the_host_set(instance: Path, made: MadeSet, tmp_path: Path) -> None:
    keep_to(instance, centre="Plymouth", miles="5")
    result = call("import", "discover-uni", made.write(tmp_path / "set"))
    assert "outside the area that imports keep to" in result.output
    assert published(instance) < 4
    assert "Preston" not in result.output


def test_an_area_that_is_not_known_any_more_stops_an_import(
    instance: Path, made: MadeSet, tmp_path: Path
) -> None:
    keep_to(instance, districts="ZZ9")
    result = call("import", "discover-uni", made.write(tmp_path / "set"))
    assert result.exit_code == 1
    assert "/admin/site/area" in result.output
    assert published(instance) == 0
