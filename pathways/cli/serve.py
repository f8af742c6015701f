"""`pathways serve`: the web server and the one publisher beside it."""

import errno
import logging
import socket

import click
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import MPServer

from pathways.catalogue.snapshots import open_snapshot
from pathways.cli.opening import DatabaseAway, open_current_database
from pathways.cli.publisher import PublisherProcess
from pathways.cli.uploads import work_on_uploads
from pathways.cli.user import show_demonstration_staff
from pathways.settings import Settings, get_settings
from pathways.snapshot.pointer import read_pointer, snapshot_dir
from pathways.snapshot.store import SnapshotDamaged

HIGHEST_PORT = 65535
SPARE_THREADS = 8
"""Threads beyond the busy limit, so that there is always one to say that the service is busy."""

_LINES = {"handlers": ["lines"], "level": "INFO", "propagate": False}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {
        "lines": {"class": "logging.StreamHandler", "formatter": "plain", "stream": "ext://sys.stderr"}
    },
    "loggers": {"pathways": _LINES, "_granian": dict(_LINES)},
}
"""One line for each event, on the error stream, of the web processes and the publisher alike."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, HIGHEST_PORT), help="Port to listen on."
)
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Web processes.")
@click.option(
    "--demonstration-staff",
    is_flag=True,
    help="Add made-up staff and print what signs them in (development).",
)
def serve(host: str, port: int, workers: int, demonstration_staff: bool) -> None:
    """Serve the site, and publish what changes in the catalogue, until told to stop."""
    settings = get_settings()
    try:
        settings.check_secrets()
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    check_port_is_free(host, port)
    check_there_is_something_to_serve(settings)
    if demonstration_staff:
        show_demonstration_staff()
    publisher = PublisherProcess(settings.database_url, settings.instance_dir, LOGGING)
    reader = PublisherProcess(settings.database_url, settings.instance_dir, LOGGING, work_on_uploads)
    server = _server(settings, host, port, workers)
    for beside in (publisher, reader):
        server.on_startup(beside.start)
        server.on_shutdown(beside.stop)
    click.echo(f"Pathways is at http://{host}:{port} (press Ctrl-C to stop)")
    try:
        server.serve()
    finally:
        reader.stop()
        publisher.stop()


def check_there_is_something_to_serve(settings: Settings) -> None:
    """Raise click.ClickException when the database is not of this version, or is away and there is no snapshot.

    With a whole snapshot the service starts without its database, and has it back as soon as it answers.
    """
    try:
        open_current_database(settings).close()
    except DatabaseAway as away:
        folder = snapshot_dir(settings.instance_dir)
        pointer = read_pointer(folder)
        if pointer is None:
            raise
        try:
            open_snapshot(folder, pointer)
        except SnapshotDamaged:
            raise away from None
        click.echo(
            f"{away.message}\nThe site starts without it, from snapshot {pointer.version}, and goes on trying.",
            err=True,
        )


def check_port_is_free(host: str, port: int) -> None:
    """Raise click.ClickException, saying what to do, when nothing can listen there."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            other = port + 1 if port < HIGHEST_PORT else port - 1
            said = f"Port {port} is taken by another program. Stop it, or choose another port: --port {other}"
        elif error.errno == errno.EACCES:
            said = f"Port {port} needs special rights. Choose one of 1024 or more: --port 8000"
        else:
            said = f"Nothing can listen at {host} ({error.strerror}). Check --host."
        raise click.ClickException(said) from error


def _is_news(record: logging.LogRecord) -> bool:
    """Whether a line of the server is worth reading: that there are many threads is meant so (see below)."""
    return "Python threads" not in record.getMessage()


def _server(settings: Settings, host: str, port: int, workers: int) -> MPServer:
    logging.getLogger("_granian").addFilter(_is_news)
    return MPServer(
        "pathways.app:create_worker",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        # The application itself turns people away, readably, from `busy_limit` on: it needs the threads to do so.
        blocking_threads=settings.busy_limit + SPARE_THREADS,
        backpressure=settings.busy_limit + SPARE_THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        # The application writes the access log itself: without query strings, without addresses.
        log_access=False,
        log_level=LogLevels.warning,
        log_dictconfig=LOGGING,
    )
