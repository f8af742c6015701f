"""The blueprints of advisers' pages, and of what pupils see of a list."""

import logging

from flask import Blueprint, Response
from sqlalchemy.exc import DBAPIError

from pathways.web.errors import error_page

logger = logging.getLogger(__name__)
advisers = Blueprint("advisers", __name__, url_prefix="/advisers")


@advisers.errorhandler(DBAPIError)
def database_away(error: DBAPIError) -> Response:
    """Answer 503 when the database cannot be asked: nothing was changed."""
    logger.warning("The database cannot be asked: an adviser is answered with 503.", exc_info=error)
    return error_page(503)
