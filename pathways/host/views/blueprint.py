"""What all pages of the host's desk share: who may see them, and that nothing typed is lost."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from werkzeug.exceptions import ServiceUnavailable

from pathways.accounts.signed_in import Role, needs_role
from pathways.database import LARGEST_ID
from pathways.listings.models import Listing, ProviderClaim
from pathways.listings.views.blueprint import SAFE_METHODS, given_back
from pathways.web.database_away import database_away
from pathways.web.session import current_session

host = Blueprint("host", __name__, url_prefix="/admin")
host.register_error_handler(DBAPIError, database_away)
logger = logging.getLogger(__name__)

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]


def for_host(view: View[P]) -> View[P]:
    """Let the host's admins see a page. A form is given back as it was typed while the database is away.

    So it is when a colleague wrote the very same thing at the same moment.
    """
    guarded = needs_role(Role.HOST_ADMIN)(view)

    @wraps(view)
    def kept(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        try:
            return guarded(*args, **kwargs)
        except (OperationalError, IntegrityError, ServiceUnavailable) as away:
            if request.method in SAFE_METHODS:
                raise
            logger.warning("The database did not take it: what was typed is given back.", exc_info=away)
            return given_back()

    return kept


def any_listing(listing_id: int) -> Listing:
    """A listing of whatever organisation; 404 for none."""
    found = current_session().get(Listing, listing_id) if 1 <= listing_id <= LARGEST_ID else None
    if found is None:
        abort(404)
    return found


def any_claim(claim_id: int) -> ProviderClaim:
    """A claim of whatever organisation; 404 for none."""
    found = current_session().get(ProviderClaim, claim_id) if 1 <= claim_id <= LARGEST_ID else None
    if found is None:
        abort(404)
    return found
