"""Answers that several pages of accounts give: a page never kept by a cache, "wait a while", "this link is dead"."""

import logging
from collections.abc import Mapping
from math import ceil

from flask import Response, make_response, render_template, request
from flask_babel import gettext as _
from sqlalchemy.exc import DBAPIError
from werkzeug.wrappers import Response as BaseResponse

from pathways.mail import Letter, MailNotSent, post_office
from pathways.web.errors import error_page
from pathways.web.site import site_settings

logger = logging.getLogger(__name__)


def page(template: str, status: int = 200, **context: object) -> Response:
    """One page of accounts."""
    response = make_response(render_template(f"accounts/{template}.html", **context), status)
    response.headers["Cache-Control"] = "no-store"
    return response


def form_page(template: str, problems: Mapping[str, str] | None = None, **context: object) -> Response:
    """A page with a form: as typed, with 422, when there are ``problems`` (what is wrong, by the name of the field)."""
    found = problems or {}
    links = [(f"#{field}", words) for field, words in found.items()]
    return page(template, 422 if found else 200, problems=found, problem_links=links, **context)


def too_often(seconds: int) -> Response:
    """429, readable, with `Retry-After`."""
    response = page("too_often", 429, minutes=ceil(seconds / 60))
    response.headers["Retry-After"] = str(seconds)
    return response


def database_away(_error: DBAPIError) -> Response:
    """503 for a page that cannot do without the database; the sign-in form comes back with the address as typed."""
    if request.endpoint == "staff.check_password":
        problems = {
            "email": _("We cannot check that just now. Your address is still here: try again in a minute.")
        }
        typed = request.form.get("email", "")[:254]
        response = form_page("sign_in", problems, email=typed, wanted="/staff", elsewhere="")
        response.status_code = 503
        response.headers["Retry-After"] = "10"
        return response
    return error_page(503)


def dead_link() -> Response:
    """The one page for a link that is wrong, used, replaced, taken back or too old: it does not say which."""
    return page("dead_link", 404)


def send_after(response: BaseResponse, letter: Letter) -> None:
    """Send a letter when the answer is out, so that the time the answer takes says nothing of the letter."""
    settings = site_settings()

    def send() -> None:
        try:
            post_office(settings).send(letter)
        except MailNotSent as error:
            logger.error("A letter to a member of staff was not sent: %s", error)

    response.call_on_close(send)
