"""The service as it really runs: started as a command, asked over the network, hurt, and stopped with SIGTERM."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from click.testing import Result

from pathways.cli.publisher import PublisherProcess
from pathways.cli.serve import LOGGING
from pathways.database import Database, metadata
from pathways.snapshot.pointer import read_pointer, snapshot_dir
from tests.harness.catalogue import SeededCatalogue, copied_catalogue

PATIENCE = 120.0
"""Seconds after which something that should have happened has not; a busy machine is slow to start processes."""


def wait_until(happened: Callable[[], object], what: str) -> None:
    """Return as soon as it happened."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, f"{what}: not within {PATIENCE:.0f} seconds"
        time.sleep(0.05)


def children(pid: int) -> dict[int, str]:
    """The processes that a process started: each with its command line."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                if parent == pid:
                    found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    return found


def is_running(pid: int) -> bool:
    """Whether a process is there and is more than its own remains."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@dataclass
class Service:
    """A running service."""

    process: subprocess.Popen[bytes]
    port: int
    log_file: Path

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """One request over the network: status, headers in small letters, body."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(
                method, path, headers={name.replace("_", "-"): value for name, value in headers.items()}
            )
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def answers(self, path: str) -> bool:
        """Whether there is an answer with 200."""
        try:
            return self.ask(path)[0] == 200
        except OSError:
            assert self.process.poll() is None, f"the service ended:\n{self.log()}"
            return False

    def log(self) -> str:
        """What the service has written so far."""
        return self.log_file.read_text()

    def beside(self) -> set[int]:
        """The processes beside the web server: one publishes, one works on files."""
        return {pid for pid, line in children(self.process.pid).items() if "spawn_main" in line}

    def workers(self) -> set[int]:
        """The processes that answer requests."""
        return {pid for pid, line in children(self.process.pid).items() if "pathways serve" in line}


def begin(instance_dir: Path, folder: Path, **settings: str) -> Service:
    """Start the service on a free port, in a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log_file = folder / "service.log"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PATHWAYS_")}
    environment |= {"PATHWAYS_ENV": "development", "PATHWAYS_INSTANCE_DIR": str(instance_dir)} | settings
    with log_file.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "pathways", "serve", "--port", str(port), "--workers", "1"],
            stdout=log,
            stderr=subprocess.STDOUT,
            env=environment,
        )
    return Service(process, port, log_file)


def end(service: Service) -> int:
    """Ask the service to stop as a supervisor does, and wait."""
    service.process.send_signal(signal.SIGTERM)
    return service.process.wait(PATIENCE)


def ready_to_serve(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> SeededCatalogue:
    """The seeded catalogue with the mark that `pathways init` leaves in a database."""
    catalogue = copied_catalogue("sqlite", folder, tmp_path_factory)
    config = Config()
    config.set_main_option("script_location", "pathways:migrations")
    head = ScriptDirectory.from_config(config).get_current_head()
    database = catalogue.open_database()
    with database.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (head,))
    database.close()
    return catalogue


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """One service on the seeded catalogue for the tests that leave it running."""
    folder = tmp_path_factory.mktemp("serving")
    catalogue = ready_to_serve(folder / "instance", tmp_path_factory)
    started = begin(catalogue.instance_dir, folder)
    try:
        wait_until(lambda: started.answers("/readyz"), "the service is ready")
        yield started
    finally:
        started.process.terminate()
        try:
            started.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            started.process.kill()
            started.process.wait()


def test_a_search_is_answered_over_the_network(service: Service) -> None:
    status, headers, body = service.ask("/search?q=plumbing&near=consett")
    assert status == 200
    assert b"Plumbing" in body
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "set-cookie" not in headers


def test_the_head_of_a_page_comes_without_its_body(service: Service) -> None:
    status, headers, body = service.ask("/help", "HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["content-length"]) == len(service.ask("/help")[2])


def test_the_log_holds_paths_and_nothing_that_was_typed(service: Service) -> None:
    service.ask("/search?q=secretwords&near=PR1+2HE", User_Agent="somebodys-telephone")
    service.ask("/areas/PR1%202HE?x=secretwords")
    wait_until(lambda: "GET /areas/PR1 2 303" in service.log(), "the request is logged")
    log = service.log()
    assert "GET /search 303" in log
    for private in ("secretwords", "2HE", "somebodys-telephone", "q="):
        assert private not in log


def test_bytes_that_are_no_request_are_survived(service: Service) -> None:
    for sent in (
        b"\0\xff\xfe\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /" + b"a" * 100_000,
        b"POST / HTTP/1.1\r\n",
    ):
        with socket.create_connection(("127.0.0.1", service.port), timeout=PATIENCE) as connection:
            connection.sendall(sent)
    assert service.answers("/healthz")


def test_a_crowd_is_answered_one_and_all(service: Service) -> None:
    statuses: list[int] = []
    crowd = [
        threading.Thread(target=lambda: statuses.append(service.ask("/search?q=health")[0]))
        for _ in range(24)
    ]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert len(statuses) == 24
    assert set(statuses) <= {200, 503}
    assert 200 in statuses


def test_what_runs_beside_the_web_server_is_started_again_when_it_was_killed(service: Service) -> None:
    before = service.beside()
    assert len(before) == 2
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: len(service.beside() - before) == 2, "two others are there")
    assert service.answers("/readyz")


def test_a_web_process_that_was_killed_is_started_again(service: Service) -> None:
    (before,) = service.workers()
    os.kill(before, signal.SIGKILL)
    wait_until(
        lambda: service.workers() - {before} and service.answers("/readyz"), "another web process answers"
    )


@pytest.fixture
def empty(command: Callable[..., Result], tmp_path: Path) -> Iterator[Service]:
    """A service of the test's own on a new database: nothing in it and nothing published."""
    assert command("init").exit_code == 0
    started = begin(tmp_path / "instance", tmp_path)
    yield started
    started.process.kill()
    started.process.wait()


def test_a_service_without_a_snapshot_builds_one_and_ends_with_its_children(empty: Service) -> None:
    wait_until(lambda: empty.answers("/readyz"), "a snapshot was built")
    started = set(children(empty.process.pid))
    assert empty.beside() <= started
    assert end(empty) == 0
    wait_until(lambda: not any(is_running(pid) for pid in started), "every process is gone")
    assert "Traceback" not in empty.log()
    assert "WARNING" not in empty.log()
    assert f"http://127.0.0.1:{empty.port}" in empty.log()


def test_a_service_starts_without_its_database_and_has_it_back_as_soon_as_it_is_there(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    catalogue = ready_to_serve(tmp_path / "instance", tmp_path_factory)
    (tmp_path / "server").mkdir()
    kept = tmp_path / "server" / "pathways.db"
    (catalogue.instance_dir / "pathways.db").rename(kept)
    away = tmp_path / "away" / "pathways.db"
    started = begin(catalogue.instance_dir, tmp_path, PATHWAYS_DATABASE_URL=f"sqlite:///{away}")
    try:
        wait_until(lambda: started.answers("/readyz"), "the service is ready without its database")
        assert "The site starts without it" in started.log()
        assert started.ask("/search?q=plumbing&near=consett")[0] == 200
        status, headers, _ = started.ask("/providers/1/any-name")
        assert status == 301
        address = next(value for name, value in headers.items() if name.lower() == "location")
        assert b"A shorter copy for now" in started.ask(address)[2]
        (tmp_path / "server").rename(tmp_path / "away")
        wait_until(lambda: b"A shorter copy" not in started.ask(address)[2], "the database is back by itself")
        wait_until(lambda: "This process publishes" in started.log(), "what changes is published again")
    finally:
        end(started)


def test_nothing_outlives_a_service_that_was_killed(empty: Service) -> None:
    wait_until(lambda: empty.answers("/readyz"), "a snapshot was built")
    beside, workers = empty.beside(), empty.workers()
    assert len(beside) == 2
    empty.process.kill()
    empty.process.wait()
    try:
        wait_until(lambda: not any(is_running(pid) for pid in beside), "both are gone")
    finally:
        for pid in workers:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)


def test_starting_and_stopping_a_publisher_twice_does_no_harm(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'pathways.db'}")
    metadata.create_all(database.engine)
    database.close()
    publisher = PublisherProcess(database.url, tmp_path, LOGGING)
    assert publisher.pid is None
    publisher.stop()
    publisher.start()
    try:
        first = publisher.pid
        assert first is not None
        publisher.start()
        assert publisher.pid == first
        wait_until(lambda: read_pointer(snapshot_dir(tmp_path)), "something is published")
    finally:
        publisher.stop()
    assert publisher.pid is None
    assert not is_running(first)
    publisher.stop()
