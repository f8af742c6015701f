"""Options, collection rules and the fixtures that every test may ask for."""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import wraps
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis.internal.conjecture import providers

pytest.register_assert_rewrite("tests.harness.pages", "tests.harness.htmx", "tests.harness.browser")

from pathways import clock  # noqa: E402
from pathways.settings import get_settings  # noqa: E402
from tests.harness import engines  # noqa: E402
from tests.harness.chromium import chromium_path  # noqa: E402

pytest_plugins = ["tests.harness.databases", "tests.harness.catalogue", "tests.harness.browser"]

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
BROWSER_FIXTURES = {"browser", "browser_page"}
LEFT_OUT: pytest.StashKey[dict[str, int]] = pytest.StashKey()

_ALL_CHECKS_BUT_SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]
hypothesis_settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=_ALL_CHECKS_BUT_SLOW, max_examples=60
)
hypothesis_settings.register_profile(
    "sweep", deadline=None, suppress_health_check=_ALL_CHECKS_BUT_SLOW, max_examples=2000
)
_profile = os.environ.get("PATHWAYS_TEST_PROFILE", "ci")
hypothesis_settings.load_profile(_profile)
if _profile == "ci":
    # It also tries constants of those of our modules that are loaded. Which ones are depends on the tests that ran
    # before in the same process, so the same code would be tried with other examples from run to run.
    providers.is_local_module_file = lambda _path: False


PARSED_AT_MOST = 5


def _parsed_again(parse: Callable[..., ast.AST]) -> Callable[..., ast.AST]:
    """Parse once more what failed for no reason of its own, as Hypothesis reads sources while services run.

    CPython 3.11 counts how deep it is for all threads in one place (python/cpython issue 106905).
    """

    @wraps(parse)
    def parsed(*args: object, **kwargs: object) -> ast.AST:
        for _ in range(PARSED_AT_MOST - 1):
            try:
                return parse(*args, **kwargs)
            except SystemError:
                continue
        return parse(*args, **kwargs)

    return parsed


if sys.version_info < (3, 12):
    ast.parse = _parsed_again(ast.parse)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the choice of database."""
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql", "both"),
        default="sqlite",
        help="Database that the tests run on. postgresql runs only the tests that touch a database.",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Name the run, sweep up after killed ones, and refuse a partial run where nothing may be left out."""
    config.stash[LEFT_OUT] = {}
    if hasattr(config, "workerinput"):
        return
    os.environ[engines.RUN_VARIABLE] = str(os.getpid())
    if config.getoption("--database") != "sqlite":
        engines.drop_abandoned_databases()
    if os.environ.get("CI", "").lower() not in ("", "0", "false") and not config.option.collectonly:
        missing = []
        if engines.missing_postgres(config):
            missing.append("PostgreSQL (set PATHWAYS_TEST_POSTGRES)")
        if chromium_path() is None:
            missing.append("Chromium (set PATHWAYS_CHROMIUM)")
        if missing:
            pytest.exit(f"CI runs every test and this machine lacks {' and '.join(missing)}.", returncode=1)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Drop what this run made on the database server."""
    if not hasattr(config, "workerinput") and config.getoption("--database", "sqlite") != "sqlite":
        engines.drop_databases_of_run(str(os.getpid()))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test that touches a database once on each engine."""
    if "engine_name" in metafunc.fixturenames:
        metafunc.parametrize(
            "engine_name", engines.chosen_engines(metafunc.config), scope="session", indirect=True
        )


@pytest.fixture(scope="session")
def engine_name(request: pytest.FixtureRequest) -> str:
    """The engine that this test runs on: sqlite or postgresql."""
    return str(request.param)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this machine cannot run, and count it."""
    kept: list[pytest.Item] = []
    left_out: dict[str, int] = config.stash[LEFT_OUT]
    only_databases = config.getoption("--database") == "postgresql"
    for item in items:
        reason = _reason_to_leave_out(item)
        if reason is not None:
            left_out[reason] = left_out.get(reason, 0) + 1
        elif not only_databases or "engine_name" in getattr(item, "fixturenames", ()):
            kept.append(item)
    if len(kept) < len(items):
        items[:] = kept


def _reason_to_leave_out(item: pytest.Item) -> str | None:
    wanted = set(getattr(item, "fixturenames", ()))
    if "shared_data" in wanted and not SHARED_DATA.is_dir():
        return "the published data files (../shared/data) are not here"
    if wanted & BROWSER_FIXTURES and chromium_path() is None:
        return "no Chromium was found (install it, or set PATHWAYS_CHROMIUM)"
    return None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say which tests did not run and why."""
    for reason, count in _left_out_of_run(config).items():
        terminalreporter.write_line(f"{count} tests did not run: {reason}.")
    if engines.missing_postgres(config):
        terminalreporter.write_line(
            "Nothing ran on PostgreSQL: no server was found (start one, or set PATHWAYS_TEST_POSTGRES)."
        )


def _left_out_of_run(config: pytest.Config) -> dict[str, int]:
    return config.stash[LEFT_OUT] or _from_workers


_from_workers: dict[str, int] = {}


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object, error: object) -> None:
    """Take over what a worker left out (every worker collects the same tests)."""
    _from_workers.update(getattr(node, "workeroutput", {}).get("left_out", {}))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell the leading process what this worker left out."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = dict(session.config.stash[LEFT_OUT])


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of published data files. Tests that ask for it are not collected where it is absent."""
    return SHARED_DATA


@pytest.fixture(autouse=True)
def _real_clock_and_settings() -> Iterator[None]:
    """Give every test the real time and freshly read settings, whatever the one before did."""
    get_settings.cache_clear()
    yield
    clock.set_clock(None)
    get_settings.cache_clear()


@pytest.fixture
def clock_at() -> Iterator[Callable[[datetime], None]]:
    """Set the time: `clock_at(datetime(2027, 1, 5, tzinfo=UTC))`."""
    yield lambda moment: clock.set_clock(lambda: moment)
    clock.set_clock(None)
