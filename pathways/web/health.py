"""Two addresses for machines that watch the service: is it alive, and can it answer searches."""

from collections.abc import Callable, Mapping

from flask import Blueprint, Flask, Response, current_app, jsonify

health = Blueprint("health", __name__)
Checks = Mapping[str, Callable[[], bool]]


@health.get("/healthz")
def alive() -> Response:
    """200 while this process answers at all."""
    return _unstored(jsonify(status="ok"))


@health.get("/readyz")
def ready() -> Response:
    """200 when every needed part is there, else 503, naming each part."""
    checks: Checks = current_app.extensions["readiness"]
    found = {name: check() for name, check in checks.items()}
    response = _unstored(jsonify(status="ok" if all(found.values()) else "not ready", parts=found))
    response.status_code = 200 if all(found.values()) else 503
    return response


def bind_health(app: Flask, checks: Checks) -> None:
    """Add the two addresses to ``app``; it is ready when every one of ``checks`` says so."""
    app.extensions["readiness"] = checks
    app.register_blueprint(health)


def _unstored(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
