"""The catalogue and the gazetteer of the running application, for the parts that answer requests."""

import threading
import time
from pathlib import Path

from flask import Flask, current_app

from pathways.catalogue.live import LiveCatalogue
from pathways.database import Database
from pathways.places.gazetteer import Gazetteer
from pathways.places.loading import load_gazetteer

SECONDS_BETWEEN_LOOKS = 1.0


class LiveGazetteer:
    """The gazetteer, loaded when first asked for and again when an import has published better places.

    An import is noticed within ``SECONDS_BETWEEN_LOOKS``.
    """

    def __init__(self, instance_dir: Path, seed_dir: Path) -> None:
        self._instance_dir = instance_dir
        self._seed_dir = seed_dir
        self._lock = threading.Lock()
        self._gazetteer: Gazetteer | None = None
        self._look_again_at = 0.0

    def gazetteer(self) -> Gazetteer:
        """The newest gazetteer. Raises OSError when the seed files cannot be read."""
        gazetteer = self._gazetteer
        if gazetteer is not None and time.monotonic() < self._look_again_at:
            return gazetteer
        self._look_again_at = time.monotonic() + SECONDS_BETWEEN_LOOKS
        if gazetteer is None or not gazetteer.is_current():
            with self._lock:
                gazetteer = self._gazetteer
                if gazetteer is None or not gazetteer.is_current():
                    gazetteer = self._gazetteer = load_gazetteer(self._instance_dir, self._seed_dir)
        return gazetteer


def bind_catalogue(app: Flask, *, instance_dir: Path, seed_dir: Path, database: Database) -> None:
    """Give ``app`` its catalogue and gazetteer. Neither reads a file until a request needs it."""
    app.extensions["catalogue"] = LiveCatalogue(instance_dir, database)
    app.extensions["gazetteer"] = LiveGazetteer(instance_dir, seed_dir)


def current_catalogue() -> LiveCatalogue:
    """The live catalogue of this application."""
    catalogue: LiveCatalogue = current_app.extensions["catalogue"]
    return catalogue


def current_gazetteer() -> Gazetteer:
    """The newest gazetteer of this application."""
    live: LiveGazetteer = current_app.extensions["gazetteer"]
    return live.gazetteer()
