"""Bad files of every format, as a person brings them in: refused in words, and the catalogue as it was."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from pathways.catalogue.models.standards import ApprenticeshipStandard
from pathways.cli import main, opening
from pathways.database import Database, table_of
from pathways.places.store import pointer_mark
from pathways.settings import get_settings
from tests.unit.feeds.running import every_row
from tests.unit.feeds.spoilt_files import LEFT_OUT, PACKED, REFUSED, Shape, shapes, write

WHAT_TO_DO = re.compile(
    r"\b(Download|Bring|Save|Correct|Mend|Keep|Make|Write|Use|Give|Import|Look|Check|Choose)\b"
    r"|not read\b|read as published"
)
Rows = dict[str, Any]


class Site:
    """An instance of the service with a good set of one format in it."""

    def __init__(self, folder: Path, shape: Shape) -> None:
        self.folder, self.shape = folder, shape
        assert self.call("init").exit_code == 0
        good = self.bring_in(write(folder / "good", shape.files))
        assert good.exit_code == 0, good.output
        self.before = self.holds()

    def call(self, *arguments: str) -> Result:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PATHWAYS_INSTANCE_DIR", str(self.folder / "instance"))
            patch.delenv("PATHWAYS_DATABASE_URL", raising=False)
            get_settings.cache_clear()
            return CliRunner().invoke(main, list(arguments))

    def bring_in(self, path: Path) -> Result:
        return self.call("import", self.shape.command, str(path))

    def holds(self) -> Rows:
        """Every row that an import can touch, and which postcodes are in use."""
        database = Database(f"sqlite:///{self.folder / 'instance' / 'pathways.db'}")
        try:
            rows: Rows = dict(every_row(database))
            with database.engine.connect() as connection:
                standards = connection.execute(select(table_of(ApprenticeshipStandard)))
                rows["standards"] = sorted(map(tuple, standards), key=repr)
        finally:
            database.close()
        return rows | {"postcodes": pointer_mark(self.folder / "instance")}

    def refuses(self, path: Path, *names: str) -> None:
        """A file is refused: with an exit code, its name, why and what to do, and nothing changed."""
        result = self.bring_in(path)
        assert result.exit_code == 1, result.output
        assert isinstance(result.exception, SystemExit)
        assert "Traceback" not in result.output
        assert any(name in result.output for name in names), result.output
        assert WHAT_TO_DO.search(result.output), result.output
        assert len(result.output) < 6_000
        assert self.holds() == self.before

    def leaves_out(self, path: Path, name: str = "") -> None:
        """A row of a file (``name``) is left out and told of, or the file is refused; the rest is as it was."""
        result = self.bring_in(path)
        assert result.exit_code in (0, 1), result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert "Traceback" not in result.output
        assert name in result.output, result.output
        assert len(result.output) < 6_000
        assert self.holds() == self.before


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Site]]:
    """The site of each shape. What every command reads first is read once, as hundreds of them are run here."""
    made: dict[str, Site] = {}

    def site(name: str) -> Site:
        if name not in made:
            made[name] = Site(tmp_path_factory.mktemp("site"), shapes()[name])
        return made[name]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "is_current", lambda _database: True)
        yield site
    get_settings.cache_clear()


def ways(table: dict[str, dict[str, Any]]) -> list[tuple[str, str]]:
    return [
        (name, way)
        for name, shape in shapes().items()
        for kind in ("any", shape.kind)
        for way in table.get(kind, {})
    ]


def one_of_each() -> list[str]:
    """One shape of each format and kind: how a file is packed is all the same to the others."""
    found = {(shape.command, shape.kind): name for name, shape in reversed(shapes().items())}
    return sorted(found.values())


@pytest.mark.parametrize(("name", "way"), ways(REFUSED))
def test_a_bad_file_is_refused_in_words_and_changes_nothing(
    sites: Callable[[str], Site], tmp_path: Path, name: str, way: str
) -> None:
    site, shape = sites(name), shapes()[name]
    spoil = (REFUSED["any"] | REFUSED[shape.kind])[way]
    write(tmp_path / "bad", shape.files | {shape.spoilt: spoil(shape)})
    path = tmp_path / "bad" / shape.spoilt if shape.is_alone else tmp_path / "bad"
    site.refuses(path, Path(shape.spoilt).name)


@pytest.mark.parametrize(("name", "way"), ways(LEFT_OUT))
def test_a_bad_row_is_left_out_and_nothing_else_changes(
    sites: Callable[[str], Site], tmp_path: Path, name: str, way: str
) -> None:
    site, shape = sites(name), shapes()[name]
    write(tmp_path / "bad", shape.files | {shape.spoilt: LEFT_OUT[shape.kind][way](shape)})
    path = tmp_path / "bad" / shape.spoilt if shape.is_alone else tmp_path / "bad"
    if way == "mixed line ends":
        # Every row is whole: there is nothing to tell.
        site.leaves_out(path)
    else:
        site.leaves_out(path, Path(shape.spoilt).name)


@pytest.mark.parametrize("way", PACKED)
@pytest.mark.parametrize("name", one_of_each())
def test_a_badly_packed_file_is_refused_in_words_and_changes_nothing(
    sites: Callable[[str], Site], tmp_path: Path, name: str, way: str
) -> None:
    site, shape = sites(name), shapes()[name]
    ending, pack = PACKED[way]
    if ending == ".zip":
        path = tmp_path / "set.zip"
        path.write_bytes(pack(shape))
        site.refuses(path, "set.zip", Path(shape.spoilt).name)
        return
    files = {file: content for file, content in shape.files.items() if file != shape.spoilt}
    write(tmp_path / "bad", files | {shape.spoilt + ending: pack(shape)})
    path = tmp_path / "bad" / (shape.spoilt + ending) if shape.is_alone else tmp_path / "bad"
    site.refuses(path, Path(shape.spoilt + ending).name)


HEAVY = re.compile("bomb|laughs|blow-up|outside|deep|ten|million|large|long|digits")


@pytest.mark.parametrize("name", one_of_each())
def test_the_memory_that_bad_files_take_is_bounded(tmp_path: Path, name: str) -> None:
    """Every large or deep file after the good one, in a process of its own whose peak is looked at."""
    shape = shapes()[name]
    good = write(tmp_path / "good", shape.files)
    bad = []
    for way, spoil in (*REFUSED[shape.kind].items(), *LEFT_OUT.get(shape.kind, {}).items()):
        if HEAVY.search(way):
            bad.append(write(tmp_path / f"bad{len(bad)}", shape.files | {shape.spoilt: spoil(shape)}))
    for way, (ending, pack) in PACKED.items():
        if HEAVY.search(way):
            kept = {file: content for file, content in shape.files.items() if file != shape.spoilt}
            packed = {f"set{ending}" if ending == ".zip" else shape.spoilt + ending: pack(shape)}
            folder = write(tmp_path / f"bad{len(bad)}", packed | ({} if ending == ".zip" else kept))
            bad.append(folder / "set.zip" if ending == ".zip" else folder)
    assert len(bad) >= 4
    told = subprocess.run(
        [sys.executable, "-c", MEASURED, shape.command, str(good), *map(str, bad)],
        env={**os.environ, "PATHWAYS_INSTANCE_DIR": str(tmp_path / "instance")},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    before, after = (int(line) for line in told.stdout.split()[-2:])
    assert after - before < MOST_KILOBYTES


MOST_KILOBYTES = 64 * 1024
MEASURED = """
import contextlib, io, resource, sys
from pathways.cli import main
def run(*arguments):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            main(list(arguments))
        except SystemExit:
            pass
run("init")
run("import", sys.argv[1], sys.argv[2])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
for path in sys.argv[3:]:
    run("import", sys.argv[1], path)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
