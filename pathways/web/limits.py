"""How often one address may ask. Schools share one address, so the limits on searching are high."""

from flask import Flask

from pathways.extensions import limiter
from pathways.settings import Settings


def bind_limits(app: Flask, settings: Settings) -> None:
    """Switch on or off how often one address may ask for the pages of ``app`` that cost most.

    Counted in each worker's memory. What could be guessed or flooded has limits that stay: see trying.py.
    """
    app.config["RATELIMIT_ENABLED"] = settings.page_limits
    app.config["RATELIMIT_STORAGE_URI"] = "memory://"
    app.config["RATELIMIT_STRATEGY"] = "moving-window"
    app.config["RATELIMIT_HEADERS_ENABLED"] = False
    app.config["SEARCH_LIMIT"] = settings.search_limit
    limiter.init_app(app)
