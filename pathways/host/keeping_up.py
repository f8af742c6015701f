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


def start_keeping_up(app: Flask, every: float = EVERY_SECONDS) -> Event:
    """Keep up from now on, in a thread that ends with the process. Setting the event ends it before."""
    ended = Event()

    def go_on() -> None:
        while True:
            try:
                keep_up_once(app)
            except Exception:
                # Whatever it is, pages go on, and so does the next round.
                logger.exception("Keeping up failed.")
            if ended.wait(every):
                return

    Thread(target=go_on, name="keeping-up", daemon=True).start()
    atexit.register(keep_up_once, app)
    return ended
