"""The door for other features: who is signed in, pages that need a role, and the audit log."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec
from urllib.parse import urlencode, urlsplit

from flask import Response, abort, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError

from pathways.accounts.audit import record, record_each
from pathways.accounts.current import current_member, current_staff, writing
from pathways.accounts.form_tokens import check_form_token
from pathways.accounts.member import Member
from pathways.accounts.models import SessionStep
from pathways.accounts.roles import OrganisationKind, Role
from pathways.web.fragments import wants_fragment

SIGN_IN = "/staff/sign-in"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]


def needs_role(*roles: Role) -> Callable[[View[P]], View[P]]:
    """Let only members with one of ``roles`` see a page (none named: every member).

    Others are sent to the sign-in page and back, or told with 403 that the page is not for them. Who may see it is
    read from the database for each request, so a role that is taken away is gone at once. Forms must carry the token
    of `csrf_token()`. 503 while the database is away.
    """

    def decorate(view: View[P]) -> View[P]:
        return _guarded(view, frozenset(roles))

    return decorate


def needs_account(view: View[P]) -> View[P]:
    """As `needs_role()`, for pages about one's own account, which those see too who belong to no organisation now."""
    return _guarded(view, None)


def signed_in_member() -> Member:
    """The member of this request, in a view that needs a role."""
    member = current_member()
    if member is None:
        abort(403)
    return member


def to_sign_in() -> ResponseReturnValue:
    """Send somebody to the sign-in page, with the way back to where they were."""
    address = f"{SIGN_IN}?{urlencode({'next': _way_back()})}"
    if wants_fragment():
        response = Response(status=204)
        response.headers["HX-Redirect"] = address
        return response
    return redirect(address, 303)


def _guarded(view: View[P], roles: frozenset[Role] | None) -> View[P]:
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        refusal = _refusal(roles)
        return refusal if refusal is not None else view(*args, **kwargs)

    return guarded


def _refusal(roles: frozenset[Role] | None) -> ResponseReturnValue | None:
    if request.method not in SAFE_METHODS:
        writing()
    try:
        staff = current_staff()
    except DBAPIError:
        abort(503)
    if staff is None or staff.session.step is not SessionStep.SIGNED_IN:
        return to_sign_in()
    if roles is not None and (staff.member is None or (roles and staff.member.role not in roles)):
        has_member = staff.member is not None
        return make_response(render_template("accounts/not_for_you.html", has_member=has_member), 403)
    if request.method not in SAFE_METHODS:
        check_form_token()
    return None


def _way_back() -> str:
    """The address to return to: this page, or for a form the page that it stood on."""
    if request.method in SAFE_METHODS and not wants_fragment():
        return request.full_path.rstrip("?")
    referrer = request.referrer or ""
    if not referrer.startswith(request.host_url):
        return "/staff"
    parts = urlsplit(referrer)
    return parts.path + (f"?{parts.query}" if parts.query else "")


__all__ = [
    "Member",
    "OrganisationKind",
    "Role",
    "current_member",
    "needs_role",
    "record",
    "record_each",
    "signed_in_member",
    "to_sign_in",
]
