"""What all pages of listings share: who may see them, whose listings they show, and that nothing typed is lost."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Blueprint, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError, OperationalError
from werkzeug.exceptions import ServiceUnavailable

from pathways.accounts.signed_in import Role, needs_role, signed_in_member
from pathways.catalogue.models import Provider
from pathways.listings.models import Listing
from pathways.listings.operations.admitted import Suspended
from pathways.listings.queries import own_listing, own_provider
from pathways.web.database_away import database_away
from pathways.web.errors import error_page
from pathways.web.session import current_session

listings = Blueprint("listings", __name__, url_prefix="/listings")
listings.register_error_handler(DBAPIError, database_away)
logger = logging.getLogger(__name__)
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
NEVER_SHOWN = frozenset({"csrf_token"})

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]


def for_providers(view: View[P]) -> View[P]:
    """Let members of providers see a page. While the database is away, a form is given back as it was typed."""
    guarded = needs_role(Role.PROVIDER_EDITOR, Role.PROVIDER_ADMIN)(view)

    @wraps(view)
    def kept(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        try:
            return guarded(*args, **kwargs)
        except (DBAPIError, ServiceUnavailable) as away:
            if not isinstance(away, (OperationalError, ServiceUnavailable)) or request.method in SAFE_METHODS:
                raise
            logger.warning("The database cannot be asked: what was typed is given back.", exc_info=away)
            return given_back()

    return kept


def given_back() -> ResponseReturnValue:
    """What was typed, to be sent again: 503."""
    typed = [(name, value) for name, values in request.form.lists() for value in values]
    page = render_template(
        "listings/not_kept.html",
        typed=typed,
        shown=[(name, value) for name, value in typed if value and name not in NEVER_SHOWN],
        action=request.path,
    )
    response = make_response(page, 503)
    response.headers["Retry-After"] = "30"
    return response


def wanted_listing(listing_id: int) -> Listing:
    """A listing of the organisation of whoever is signed in; 404 for any other."""
    found = own_listing(current_session(), signed_in_member().organisation_id, listing_id)
    if found is None:
        abort(404)
    return found


def wanted_provider() -> Provider | None:
    """The provider that the organisation looks after; None before one was claimed."""
    return own_provider(current_session(), signed_in_member().organisation_id)


@listings.errorhandler(Suspended)
def taken_off(_error: Suspended) -> ResponseReturnValue:
    """Answer 404 for a member whose organisation was taken off the site while the request was under way."""
    return error_page(404)
