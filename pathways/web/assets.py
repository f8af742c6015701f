"""Built styles, scripts and pictures: their names of today, and how they are sent."""

import json
import logging
import time
from functools import partial
from os.path import isfile
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, send_from_directory
from werkzeug.security import safe_join

from pathways.web.compression import takes

logger = logging.getLogger(__name__)
assets = Blueprint("assets", __name__)
BUILD_THEM = "Run `npm ci && npm run build`, or `make setup`."
SECONDS_BETWEEN_LOOKS = 1.0
A_YEAR = "public, max-age=31536000, immutable"


class AssetNames:
    """The names that the last build gave: `site.css` is `site.3f2a9c….css`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._manifest = folder / "manifest.json"
        self._names: dict[str, str] = {}
        self._built_at = self._age()
        self._look_again_at = 0.0
        self._read()

    def _age(self) -> int:
        try:
            return self._manifest.stat().st_mtime_ns
        except OSError:
            return 0

    def _read(self) -> None:
        try:
            self._names = dict(json.loads(self._manifest.read_text("utf-8")))
        except FileNotFoundError:
            logger.warning("Styles and scripts are not built. %s", BUILD_THEM)
        except (OSError, ValueError, TypeError) as error:
            logger.warning("The list of styles and scripts cannot be read (%s). %s", error, BUILD_THEM)

    def hashed(self, name: str) -> str | None:
        """The built name of a file, or None when nothing was built under that name.

        A build made while the service runs is noticed within ``SECONDS_BETWEEN_LOOKS``.
        """
        if time.monotonic() >= self._look_again_at:
            self._look_again_at = time.monotonic() + SECONDS_BETWEEN_LOOKS
            built_at = self._age()
            if built_at != self._built_at and built_at:
                self._built_at = built_at
                self._read()
        return self._names.get(name)


def bind_assets(app: Flask, folder: Path) -> None:
    """Serve the built files of ``folder`` and give templates ``asset_url``."""
    names = AssetNames(folder)
    app.extensions["asset_names"] = names
    app.jinja_env.globals["asset_url"] = partial(asset_url, names)
    app.register_blueprint(assets)


def asset_url(names: AssetNames, name: str) -> str | None:
    """The address of a built file, or None before the first build."""
    hashed = names.hashed(name)
    return f"/static/build/{hashed}" if hashed else None


@assets.get("/static/build/<path:name>")
def built(name: str) -> Response:
    """Send one built file, compressed beforehand where the browser takes that."""
    names: AssetNames = current_app.extensions["asset_names"]
    for ending, encoding in ((".br", "br"), (".gz", "gzip")):
        compressed = safe_join(str(names.folder), name + ending)
        # Not by pathlib, which raises for a name longer than the disk allows.
        if takes(encoding) and compressed and isfile(compressed):  # noqa: PTH113
            response = send_from_directory(
                names.folder, name + ending, mimetype=_kind(name), conditional=True
            )
            response.headers["Content-Encoding"] = encoding
            break
    else:
        response = send_from_directory(names.folder, name, conditional=True)
    response.headers["Cache-Control"] = A_YEAR
    response.vary.add("Accept-Encoding")
    return response


def _kind(name: str) -> str:
    kinds = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
    return kinds.get(Path(name).suffix, "application/octet-stream")


@assets.get("/favicon.ico")
def favicon() -> Response:
    """The small picture that browsers ask for by this name whatever the page says."""
    names: AssetNames = current_app.extensions["asset_names"]
    response = send_from_directory(
        names.folder, names.hashed("star.svg") or "star.svg", mimetype="image/svg+xml"
    )
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
