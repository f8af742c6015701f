"""What a web process does beside its pages every few seconds: write counts, and read what the host changed."""

import atexit
import logging
from threading import Event, Thread

from flask import Flask
from sqlalchemy.exc import DBAPIError

from pathways.catalogue.careers_thesaurus import careers_thesaurus
from pathways.database import Database
from pathways.demand.gathering import Gathered
from pathways.demand.writing import flush
from pathways.host.live_settings import refresh
from pathways.host.live_words import refresh_words
from pathways.settings import Settings

EVERY_SECONDS = 10.0
"""So a process that is killed loses the counts of ten seconds at most."""
logger = logging.getLogger(__name__)


def keep_up_once(app: Flask) -> bool:
    """Write what was counted and read what was changed; False when the database is away, and all stays as it is."""
    settings: Settings = app.extensions["settings"]
    database: Database = app.extensions["database"]
    try:
        refresh(app, database)
        refresh_words(database)
    except DBAPIError as error:
        logger.warning("The database cannot be asked: settings stay as they are.", exc_info=error)
        return False
    gathered: Gathered = app.extensions["demand"]
    key = settings.secret_key.get_secret_value()
    return flush(gathered, database, key=key, known_words=careers_thesaurus().words)


class KeepingUp:
    """A thread that keeps up for as long as the process runs, or until it is stopped."""

    def __init__(self, app: Flask, every: float) -> None:
        self._app, self._every, self._ended = app, every, Event()
        self._thread = Thread(target=self._go_on, name="keeping-up", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Do one last round and end. Once stopped, it does nothing more."""
        if self._ended.is_set():
            return
        self._ended.set()
        self._thread.join()
        keep_up_once(self._app)

    def _go_on(self) -> None:
        while not self._ended.is_set():
            try:
                keep_up_once(self._app)
            except Exception:
                # Whatever it is, pages go on, and so does the next round.
                logger.exception("Keeping up failed.")
            self._ended.wait(self._every)


def start_keeping_up(app: Flask, every: float = EVERY_SECONDS) -> KeepingUp:
    """Keep up from now on, with a last round when the process ends."""
    begun = KeepingUp(app, every)
    atexit.register(begun.stop)
    return begun
