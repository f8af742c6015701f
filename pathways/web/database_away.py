"""When the database cannot be asked: a page that says so, with the right status, and never a broken one."""

import logging

from flask import Response
from sqlalchemy.exc import DBAPIError

from pathways.web.errors import error_page

logger = logging.getLogger(__name__)


def database_away(error: DBAPIError) -> Response:
    """Answer 503 for a page that needs the database: an error handler for blueprints."""
    logger.warning("The database cannot be asked: a page is answered with 503.", exc_info=error)
    return error_page(503)
