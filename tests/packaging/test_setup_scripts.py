"""The steps of `make setup`: what they do the first time, what they leave alone the second, what they say when stuck.

Each test runs the real script in a copy of the project's set-up folder, with small programs of its own in the place of
those that would reach for the network.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLAIN_TOOLS = (
    "bash", "dirname", "id", "mkdir", "touch", "cat", "cksum", "cut", "rm", "ls", "sort", "tail", "mktemp", "printf",
    "date", "find", "grep", "mv", "xargs",
)  # fmt: skip


class Project:
    """A folder with the set-up scripts in it and nothing else, and the programs that they find there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.programs = folder / "programs"
        self.calls = folder / "calls"
        self.programs.mkdir(parents=True)
        (folder / ".venv" / "bin").mkdir(parents=True)
        shutil.copytree(ROOT / "setup", folder / "setup")
        shutil.copytree(ROOT / "requirements", folder / "requirements")
        for name in PLAIN_TOOLS:
            found = shutil.which(name)
            if found:
                (self.programs / name).symlink_to(found)

    def program(self, name: str, script: str = "", *, inside: str = "programs") -> None:
        """Put a program in place that writes down how it was called and then runs `script`."""
        place = self.folder / inside / name
        place.unlink(missing_ok=True)
        place.write_text(f'#!{shutil.which("bash")}\necho "{name} $*" >> "{self.calls}"\n{script}\n')
        place.chmod(place.stat().st_mode | stat.S_IXUSR)

    def pathways(self, script: str = "") -> None:
        """Put a `pathways` command in place. It makes a snapshot folder when asked for an index."""
        self.program(
            "pathways",
            f"""case $1 in
                init) echo "The database is ready." ;;
                index) mkdir -p instance/snapshot ;;
            esac
            {script}""",
            inside=".venv/bin",
        )

    def called(self) -> list[str]:
        """The calls made since the last time this was asked."""
        lines = self.calls.read_text().splitlines() if self.calls.exists() else []
        self.calls.unlink(missing_ok=True)
        return lines

    def run(self, script: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run one of the scripts, seeing no other programs than those put in place."""
        return subprocess.run(
            [str(shutil.which("bash")), f"setup/{script}", *arguments],
            cwd=self.folder,
            env={"PATH": str(self.programs), "HOME": str(self.folder)} | environment,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project in which nothing has been set up."""
    return Project(tmp_path / "project")


@pytest.fixture
def seed_file(project: Project) -> str:
    """One file of the demonstration catalogue, older than anything that is made from it."""
    file = project.folder / "programmes.csv"
    file.write_text("ref\n")
    os.utime(file, (time.time() - 1000, time.time() - 1000))
    return file.name


def test_the_first_time_everything_is_loaded_and_published(project: Project, seed_file: str) -> None:
    project.pathways()
    assert project.run("data.sh", "instance", seed_file).returncode == 0
    assert project.called() == ["pathways init", "pathways seed", "pathways index"]


def test_the_second_time_only_the_database_is_looked_at(project: Project, seed_file: str) -> None:
    project.pathways()
    project.run("data.sh", "instance", seed_file)
    project.called()
    assert project.run("data.sh", "instance", seed_file).returncode == 0
    assert project.called() == ["pathways init"]


def test_a_changed_file_is_loaded_again_once(project: Project, seed_file: str) -> None:
    project.pathways()
    project.run("data.sh", "instance", seed_file)
    later = time.time() + 1
    os.utime(project.folder / seed_file, (later, later))
    project.called()
    project.run("data.sh", "instance", seed_file)
    assert project.called() == ["pathways init", "pathways seed", "pathways index"]
    os.utime(project.folder / seed_file, (later - 100, later - 100))
    project.run("data.sh", "instance", seed_file)
    assert project.called() == ["pathways init"]


def test_a_snapshot_that_is_gone_is_built_without_loading_anything(project: Project, seed_file: str) -> None:
    project.pathways()
    project.run("data.sh", "instance", seed_file)
    shutil.rmtree(project.folder / "instance" / "snapshot")
    project.called()
    project.run("data.sh", "instance", seed_file)
    assert project.called() == ["pathways init", "pathways index"]


def test_a_database_that_was_made_anew_is_filled_again(project: Project, seed_file: str) -> None:
    project.pathways()
    project.run("data.sh", "instance", seed_file)
    project.pathways('[ "$1" = init ] && echo "The database was created."')
    project.called()
    project.run("data.sh", "instance", seed_file)
    assert "pathways seed" in project.called()


def test_another_database_is_filled_too(project: Project, seed_file: str) -> None:
    project.pathways()
    project.run("data.sh", "instance", seed_file)
    project.called()
    project.run("data.sh", "instance", seed_file, PATHWAYS_DATABASE_URL="postgresql://127.0.0.1/other")
    assert "pathways seed" in project.called()


def test_loading_that_failed_is_tried_again(project: Project, seed_file: str) -> None:
    project.pathways('[ "$1" = seed ] && exit 1; exit 0')
    assert project.run("data.sh", "instance", seed_file).returncode != 0
    project.pathways()
    project.called()
    assert project.run("data.sh", "instance", seed_file).returncode == 0
    assert "pathways seed" in project.called()


def test_without_python_the_way_to_it_is_said(project: Project) -> None:
    result = project.run("python.sh", ".venv")
    assert result.returncode == 1
    assert "Python 3.11 or later was not found" in result.stderr
    assert "apt-get install python3" in result.stderr


def test_a_python_that_is_too_old_is_passed_over(project: Project) -> None:
    project.program("python3", "exit 1")
    result = project.run("python.sh", ".venv")
    assert result.returncode == 1
    assert "Python 3.11 or later was not found" in result.stderr


def test_the_python_that_was_named_comes_first(project: Project) -> None:
    project.program("mine", 'if [ "$1" = -m ]; then mkdir -p "$3/bin"; fi')
    project.program("python3.11", "exit 0")
    assert project.run("python.sh", "fresh", PYTHON="mine").returncode == 0
    calls = project.called()
    assert "mine -m venv fresh" in calls
    assert not [call for call in calls if call.startswith("python3.11")]


def test_packages_are_installed_by_hash_and_the_project_in_place(project: Project) -> None:
    project.program("python", inside=".venv/bin")
    assert project.run("packages.sh", ".venv", "run").returncode == 0
    first, second = project.called()
    assert "--require-hashes -r requirements/run.txt" in first
    assert "--editable ." in second
    assert "--no-deps" in second


def test_packages_that_cannot_be_fetched_are_said_with_what_to_do(project: Project) -> None:
    project.program("python", "exit 1", inside=".venv/bin")
    result = project.run("packages.sh", ".venv", "run")
    assert result.returncode == 1
    assert "could not be installed" in result.stderr
    assert "the same command again" in result.stderr


def test_styles_and_scripts_are_built_from_the_lock_file(project: Project) -> None:
    project.program("npm")
    project.program("node", "echo 20")
    assert project.run("assets.sh", ".venv").returncode == 0
    calls = project.called()
    assert any(call.startswith("npm ci") for call in calls)
    assert calls[-1] == "npm run --silent build"


def test_without_npm_node_comes_from_the_package_index(project: Project) -> None:
    project.program("node", "echo 22", inside=".venv/bin")
    bin_folder = project.folder / ".venv" / "bin"
    bash, chmod = shutil.which("bash"), shutil.which("chmod")
    npm = f'printf "#!{bash}\\nexit 0\\n" > {bin_folder}/npm; {chmod} +x {bin_folder}/npm'
    project.program("python", npm, inside=".venv/bin")
    result = project.run("assets.sh", ".venv")
    assert result.returncode == 0, result.stderr
    assert any("requirements/node.txt" in call for call in project.called())
    assert "bringing Node" in result.stderr


def test_a_node_that_is_too_old_is_said(project: Project) -> None:
    project.program("npm")
    project.program("node", "echo 12")
    result = project.run("assets.sh", ".venv")
    assert result.returncode == 1
    assert "this is version 12" in result.stderr
    assert not [call for call in project.called() if call.startswith("npm ci")]


@pytest.mark.parametrize(("failing", "said"), [("ci", "npm packages"), ("run", "could not be built")])
def test_what_npm_cannot_do_is_said(project: Project, failing: str, said: str) -> None:
    project.program("npm", f'[ "$1" = {failing} ] && exit 1; exit 0')
    project.program("node", "echo 20")
    result = project.run("assets.sh", ".venv")
    assert result.returncode == 1
    assert said in result.stderr


def test_a_browser_that_is_there_is_left_alone(project: Project) -> None:
    project.program("chromium")
    assert project.run("chromium.sh").returncode == 0
    assert project.called() == []


def test_a_browser_that_was_named_is_enough(project: Project) -> None:
    assert project.run("chromium.sh", PATHWAYS_CHROMIUM="/somewhere/chromium").stderr == ""


def test_without_a_browser_what_is_left_out_is_said(project: Project) -> None:
    result = project.run("chromium.sh")
    assert result.returncode == 0
    assert "need a browser will be left out" in result.stderr


def test_a_command_runs_on_the_server_that_was_named(project: Project) -> None:
    project.program("testing", 'echo "on $PATHWAYS_TEST_POSTGRES"')
    result = project.run(
        "with-postgres.sh", "testing", "all", PATHWAYS_TEST_POSTGRES="postgresql://db.example/x"
    )
    assert result.stdout.strip() == "on postgresql://db.example/x"
    assert project.called() == ["testing all"]


def test_a_command_that_fails_fails_the_run(project: Project) -> None:
    project.program("testing", "exit 5")
    result = project.run("with-postgres.sh", "testing", PATHWAYS_TEST_POSTGRES="postgresql://db.example/x")
    assert result.returncode == 5


@pytest.mark.parametrize("lock_file", ["run", "test", "lint", "bench"])
def test_every_list_of_packages_brings_what_builds_the_project(lock_file: str) -> None:
    """Each of them may be the first to be installed, and the project itself is built without a network."""
    wanted = (ROOT / "requirements" / "build.in").read_text().split()
    locked = (ROOT / "requirements" / f"{lock_file}.txt").read_text()
    assert [package for package in wanted if package not in locked] == []


def test_every_script_is_sound_and_may_be_run() -> None:
    for path in [*sorted((ROOT / "setup").glob("*.sh")), ROOT / ".ci" / "run"]:
        checked = subprocess.run(["bash", "-n", str(path)], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stderr
        if path.name != "say.sh":
            assert os.access(path, os.X_OK), path.name
            assert "set -" in path.read_text()


SWEPT = "test-results/sweep"


@pytest.fixture
def swept(project: Project) -> Project:
    """A project whose Python writes down what it is asked to do, and where, and does nothing."""
    for name in ("pathways", "seed_data", "tests"):
        (project.folder / name).mkdir()
    for name in ("test_sums.py", "test_words.py"):
        (project.folder / "tests" / name).write_text("from hypothesis import given\n")
    (project.folder / "tests" / "test_plain.py").write_text("import pytest\n")
    long_ago = time.time() - 1000
    for file in project.folder.glob("tests/*.py"):
        os.utime(file, (long_ago, long_ago))
    project.program("python", 'case "$*" in *"$FAILING"*) exit 1 ;; esac', inside=".venv/bin")
    return project


def swept_districts(project: Project) -> str:
    table = f"{SWEPT}/districts.csv"
    return f"python -m pathways.guidance.evaluation.sweep {project.folder}/{SWEPT}/instance {table} --jobs 3"


def test_sweep_of_districts_makes_a_clean_catalogue_first_and_once(swept: Project) -> None:
    asked = swept.run("sweep.sh", "districts", "3", FAILING="guidance.evaluation.sweep")
    assert asked.returncode == 1, "stopped, as it were"
    made = [f"python -m pathways {command}" for command in ("init", "seed", "index")]
    assert swept.called() == [*made, swept_districts(swept)]
    assert swept.run("sweep.sh", "districts", "3", FAILING="nothing").returncode == 0
    assert swept.called() == [swept_districts(swept)], "it goes on with the catalogue there is"


def test_sweep_begins_anew_when_the_code_or_the_day_has_changed(swept: Project) -> None:
    swept.run("sweep.sh", "districts", FAILING="nothing")
    swept.called()
    changed = swept.folder / "seed_data" / "places.csv"
    changed.write_text("name\n")
    later = time.time() + 1
    os.utime(changed, (later, later))
    swept.run("sweep.sh", "districts", FAILING="nothing")
    assert "python -m pathways seed" in swept.called()
    os.utime(changed, (later - 1000, later - 1000))
    (swept.folder / SWEPT / "day").write_text("2001-01-01\n")
    swept.run("sweep.sh", "districts", FAILING="nothing")
    assert "python -m pathways seed" in swept.called()


def test_sweep_of_properties_tries_again_only_what_did_not_hold(swept: Project) -> None:
    property_test = "python -m pytest -q -m hypothesis --database=both tests/{}"
    first = swept.run("sweep.sh", "properties", "1", FAILING="test_words")
    assert first.returncode == 1
    assert f"FAILED  tests/test_words.py (see {SWEPT}/properties/tests__test_words.py.log)" in first.stderr
    assert swept.called() == [property_test.format("test_sums.py"), property_test.format("test_words.py")]
    assert swept.run("sweep.sh", "properties", "1", FAILING="nothing").returncode == 0
    assert swept.called() == [property_test.format("test_words.py")]
    assert "Every property held" in swept.run("sweep.sh", "properties", "1", FAILING="nothing").stderr


def test_sweep_of_something_else_is_refused_in_words(swept: Project) -> None:
    asked = swept.run("sweep.sh", "chimneys")
    assert asked.returncode == 1
    assert 'There is no sweep of "chimneys".' in asked.stderr
