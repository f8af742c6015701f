"""The blueprints of advisers' pages, and of what pupils see of a list."""

from flask import Blueprint
from sqlalchemy.exc import DBAPIError

from pathways.web.database_away import database_away

advisers = Blueprint("advisers", __name__, url_prefix="/advisers")
advisers.register_error_handler(DBAPIError, database_away)
