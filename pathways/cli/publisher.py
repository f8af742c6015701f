"""The publisher as a process of its own, started again when it ends before it should."""

import logging.config
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from pathways.catalogue.publisher import follow
from pathways.database import Database

RESTART_AFTER_SECONDS = 2.0
STOP_WITHIN_SECONDS = 10.0

Target = Callable[[str, Path, int, dict[str, Any]], None]
Work = Callable[[Database, Path, threading.Event], None]


class PublisherProcess:
    """Runs the publisher beside the web server. Starting and stopping it twice does no harm.

    ``target`` is what else runs in the same way, as a process of its own.
    """

    def __init__(
        self,
        database_url: str,
        instance_dir: Path,
        logging_config: dict[str, Any],
        target: Target | None = None,
    ) -> None:
        self._arguments = (database_url, instance_dir, os.getpid(), logging_config)
        self._target = target or publish_until_told
        self._stopping = threading.Event()
        self._watcher: threading.Thread | None = None
        self._process: BaseProcess | None = None

    @property
    def pid(self) -> int | None:
        """The process that publishes at this moment, if one does."""
        return self._process.pid if self._process and self._process.is_alive() else None

    def start(self) -> None:
        """Start publishing, and keep it going."""
        if self._watcher is None:
            self._stopping.clear()
            # Begun here and not in the thread: the server forks its workers next, and a thread that is busy
            # starting a process would leave them its locks.
            self._process = self._begun()
            self._watcher = threading.Thread(target=self._keep_going, name="publisher-watcher", daemon=True)
            self._watcher.start()

    def stop(self) -> None:
        """Ask the publisher to finish what it is writing, wait for it, and end it if it takes too long."""
        self._stopping.set()
        if self._watcher is not None:
            self._watcher.join(STOP_WITHIN_SECONDS + RESTART_AFTER_SECONDS)
            self._watcher = None

    def _begun(self) -> BaseProcess:
        started = multiprocessing.get_context("spawn").Process(target=self._target, args=self._arguments)
        started.start()
        return started

    def _keep_going(self) -> None:
        while not self._stopping.wait(0.2):
            if self.pid is None and not self._stopping.wait(RESTART_AFTER_SECONDS):
                self._process = self._begun()
        if self._process is not None:
            _end(self._process)


def publish_until_told(
    database_url: str, instance_dir: Path, parent: int, logging_config: dict[str, Any]
) -> None:
    """Publish until SIGTERM comes or the process that started this one (``parent``) is gone."""
    run_until_told(follow, database_url, instance_dir, parent, logging_config)


def run_until_told(
    work: Work, database_url: str, instance_dir: Path, parent: int, logging_config: dict[str, Any]
) -> None:
    """Do ``work`` on a database until SIGTERM comes or ``parent`` is gone."""
    logging.config.dictConfig(logging_config)
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_stop_with_parent, args=(parent, stop), daemon=True).start()
    database = Database(database_url)
    try:
        work(database, instance_dir, stop)
    finally:
        database.close()


def _stop_with_parent(parent: int, stop: threading.Event) -> None:
    while not stop.wait(1.0):
        if os.getppid() != parent:
            stop.set()


def _end(process: BaseProcess) -> None:
    process.terminate()
    process.join(STOP_WITHIN_SECONDS)
    if process.is_alive():
        process.kill()
        process.join()
