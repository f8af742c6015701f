"""The blueprint of the student's pages."""

from flask import Blueprint
from sqlalchemy.exc import DBAPIError

from pathways.web.database_away import database_away

front = Blueprint("front", __name__)
front.register_error_handler(DBAPIError, database_away)
