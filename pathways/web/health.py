"""Two addresses for machines that watch the service: is it alive, and can it answer searches."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Flask, Response, current_app, jsonify

health = Blueprint("health", __name__)
Checks = Mapping[str, Callable[[], bool]]
Notes = Mapping[str, Callable[[], Any]]


@health.get("/healthz")
def alive() -> Response:
    """200 while this process answers at all."""
    return _unstored(jsonify(status="ok"))


@health.get("/readyz")
def ready() -> Response:
    """200 when every needed part is there, else 503, naming each part; and what else is worth watching."""
    checks: Checks = current_app.extensions["readiness"]
    notes: Notes = current_app.extensions["readiness_notes"]
    found = {name: check() for name, check in checks.items()}
    noted = {name: note() for name, note in notes.items()}
    response = _unstored(jsonify(status="ok" if all(found.values()) else "not ready", parts=found, **noted))
    response.status_code = 200 if all(found.values()) else 503
    return response


def bind_health(app: Flask, checks: Checks, notes: Notes | None = None) -> None:
    """Add the two addresses to ``app``; it is ready when every one of ``checks`` says so.

    ``notes`` give plain values that are told with it and decide nothing.
    """
    app.extensions["readiness"] = checks
    app.extensions["readiness_notes"] = notes or {}
    app.register_blueprint(health)


def _unstored(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
