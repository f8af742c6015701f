"""What a machine lacks is left out aloud, and never where nothing may be left out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
NO_BROWSER = {"PATHWAYS_CHROMIUM": "/nowhere/chromium"}
NO_SERVER = {"PATHWAYS_TEST_POSTGRES": "postgresql://nobody@127.0.0.1:1/none"}


def run_tests(*arguments: str, **environment: str) -> tuple[int, str]:
    """Run some of the tests as a person does; the exit status and everything that was said."""
    known = {name: value for name, value in os.environ.items() if name not in ("CI", "PYTEST_XDIST_WORKER")}
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments],
        cwd=ROOT,
        env=known | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stdout + ran.stderr


def test_without_a_browser_its_tests_are_counted_and_the_others_run() -> None:
    status, said = run_tests(
        "tests/accessibility/test_every_state.py", "tests/unit/test_clock.py", **NO_BROWSER
    )
    assert status == 0
    assert "tests did not run: no Chromium was found" in said
    assert "4 passed" in said


def test_without_a_server_the_rest_runs_and_the_lack_is_said() -> None:
    status, said = run_tests(
        "tests/unit/test_database.py", "-k", "unit_of_work", "--database=both", **NO_SERVER
    )
    assert status == 0
    assert "2 passed" in said
    assert "Nothing ran on PostgreSQL" in said


def test_where_nothing_may_be_left_out_a_lack_ends_the_run() -> None:
    status, said = run_tests(
        "tests/unit/test_clock.py", "--database=both", CI="true", **NO_BROWSER, **NO_SERVER
    )
    assert status == 1
    assert "PostgreSQL" in said
    assert "Chromium" in said
    assert "passed" not in said


def test_the_wish_for_one_engine_leaves_the_other_alone() -> None:
    status, said = run_tests("tests/unit/test_database.py", "-k", "unit_of_work", "--collect-only")
    assert status == 0
    assert "[sqlite]" in said
    assert "[postgresql]" not in said
