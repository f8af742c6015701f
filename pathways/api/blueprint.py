"""The blueprint of the JSON API, with what holds for every answer."""

import logging

from flask import Blueprint, Response, request
from pydantic import BaseModel
from sqlalchemy.exc import DBAPIError

from pathways.places.postcodes import contains_full_postcode, cut_postcodes_to_sector
from pathways.web.errors import error_page
from pathways.web.problems import FieldProblem, problem

logger = logging.getLogger(__name__)

api = Blueprint("api", __name__, url_prefix="/api/v1")

JSON_TYPE = "application/json"
NO_FULL_POSTCODE = (
    "A full postcode does not belong in an address. Send it with POST /api/v1/opportunities/search."
)


@api.before_request
def refuse_full_postcodes() -> Response | None:
    """Answer 422, naming the POST that takes one, to an address that holds a full postcode in any parameter."""
    for name, value in request.args.items(multi=True):
        if contains_full_postcode(value) or contains_full_postcode(name):
            return problem(
                422, NO_FULL_POSTCODE, [FieldProblem(cut_postcodes_to_sector(name), NO_FULL_POSTCODE)]
            )
    return None


@api.after_request
def open_to_other_sites(response: Response) -> Response:
    """Let any site read what a GET answers: it is public, and no cookie goes with it."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@api.errorhandler(DBAPIError)
def database_away(error: DBAPIError) -> Response:
    """Answer 503 where only the database knows; searches go on without it."""
    logger.warning("The database cannot be asked: an answer of the API is a 503.", exc_info=error)
    return error_page(503)


def answer(shape: BaseModel, status: int = 200) -> Response:
    """A JSON answer made of ``shape``."""
    return Response(shape.model_dump_json(), status=status, content_type=JSON_TYPE)


def being_prepared() -> Response:
    """Answer 503 while there is no catalogue to answer from."""
    response = problem(503, "The catalogue is being prepared. Try again in a moment.")
    response.headers["Retry-After"] = "10"
    return response
