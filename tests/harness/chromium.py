"""Where Chromium is, and how it is started: quietly and with no network of its own."""

from __future__ import annotations

import os
import shutil
from functools import lru_cache

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@lru_cache(maxsize=1)
def chromium_path() -> str | None:
    """The browser's path: `PATHWAYS_CHROMIUM`, or the first of the usual names; None when there is none."""
    named = os.environ.get("PATHWAYS_CHROMIUM")
    if named:
        return named if os.access(named, os.X_OK) else None
    return next((path for path in map(shutil.which, NAMES) if path), None)
