"""The blueprint of a student's plan."""

import logging

from flask import Blueprint, Response, make_response, render_template
from sqlalchemy.exc import DBAPIError
from werkzeug.wrappers import Response as AnyResponse

from pathways.plans.of_request import renew_memory
from pathways.web.caching import PRIVATE
from pathways.web.session import current_session

plans = Blueprint("plans", __name__)
logger = logging.getLogger(__name__)
plans.after_app_request(renew_memory)


@plans.after_request
def keep_to_oneself(response: AnyResponse) -> AnyResponse:
    """Let no cache and no search engine keep anything of a plan, nor the page that stands where there is none."""
    response.headers["Cache-Control"] = PRIVATE
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@plans.errorhandler(DBAPIError)
def database_away(error: DBAPIError) -> Response:
    """Say that the plan cannot be opened just now, and that it is safe."""
    logger.warning("The database cannot be asked: a plan is answered with 503.", exc_info=error)
    current_session().rollback()
    response = make_response(render_template("plans/away.html"), 503)
    response.headers["Retry-After"] = "10"
    return response
