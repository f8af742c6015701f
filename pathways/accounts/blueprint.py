"""The blueprint of the pages of staff accounts."""

from flask import Blueprint
from sqlalchemy.exc import DBAPIError

from pathways.accounts.answers import database_away

staff = Blueprint("staff", __name__, url_prefix="/staff")
staff.register_error_handler(DBAPIError, database_away)
