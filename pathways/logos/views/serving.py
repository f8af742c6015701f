"""The pictures themselves, each at an address made of its content."""

import logging
import re

from flask import Blueprint, Response, abort
from sqlalchemy.exc import DBAPIError

from pathways.logos.queries import logo_content
from pathways.web.assets import A_YEAR
from pathways.web.session import current_session

logos = Blueprint("logos", __name__)
logger = logging.getLogger(__name__)
_DIGEST = re.compile(r"[0-9a-f]{32}")


@logos.get("/logos/<digest>.png")
def logo(digest: str) -> Response:
    """A logo that is shown somewhere; 404 for any other. 503 while the database is away."""
    if not _DIGEST.fullmatch(digest):
        abort(404)
    try:
        content = logo_content(current_session(), digest)
    except DBAPIError as error:
        logger.warning("The database cannot be asked: a logo is not shown.", exc_info=error)
        abort(503)
    if content is None:
        abort(404)
    response = Response(content, mimetype="image/png")
    response.headers["Cache-Control"] = A_YEAR
    response.set_etag(digest)
    return response
