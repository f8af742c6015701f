"""From one step of a session to the next. Each step gets a new session with a new token, so none can be planted."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec
from urllib.parse import urlencode

from flask import abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError
from werkzeug.wrappers import Response

from pathways import clock
from pathways.accounts.addresses import HOME, way_back
from pathways.accounts.audit import add_entry
from pathways.accounts.cookie import drop_staff_cookie, set_staff_cookie
from pathways.accounts.current import current_staff, forget_current_staff, secret, writing
from pathways.accounts.devices import device_of
from pathways.accounts.form_tokens import check_form_token
from pathways.accounts.limits import Limit, wait_for
from pathways.accounts.models import SessionStep, StaffUser
from pathways.accounts.queries import memberships_of
from pathways.accounts.security import StaffSecurity
from pathways.accounts.session_rules import is_confirmed
from pathways.accounts.sessions import FoundSession, end_session, open_session
from pathways.web.session import current_database, current_session, let_others_write
from pathways.web.site import site_settings

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]


def security() -> StaffSecurity:
    """The tools of the running application."""
    tools: StaffSecurity = current_app.extensions["staff_security"]
    return tools


def site_origin() -> str:
    """The address of our pages as passkeys know it: the public one in production, else the one that was asked for."""
    settings = site_settings()
    asked = settings.site_address if settings.env == "production" else request.host_url
    return asked.rstrip("/")


def seconds_until_allowed(limit: Limit, account: str = "") -> int:
    """Count one attempt of this request's address (and of ``account``), and say how many seconds to wait."""
    let_others_write()
    return wait_for(
        limit, current_database(), account=account, address=request.remote_addr or "", key=secret()
    )


def needs_step(*steps: SessionStep, token: bool = True) -> Callable[[View[P]], View[P]]:
    """Let only sessions at one of ``steps`` see a page; others begin again at the sign-in page.

    Forms must carry their ``token``, unless what they send proves by itself that this session asked for it.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            writing()
            try:
                staff = current_staff()
            except DBAPIError:
                abort(503)
            if staff is None or staff.session.step not in steps:
                return redirect(url_for("staff.sign_in"), 303)
            if token and request.method == "POST":
                check_form_token()
            return view(*args, **kwargs)

        return guarded

    return decorate


def needs_confirmation(view: View[P]) -> View[P]:
    """Ask who it is once more before somebody changes how they sign in, unless they have just said so."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if not is_confirmed(staff_session().session, clock.now()):
            page = request.full_path.rstrip("?") if request.method == "GET" else HOME
            return redirect(f"{url_for('staff.confirm')}?{urlencode({'next': page})}", 303)
        return view(*args, **kwargs)

    return guarded


def staff_session() -> FoundSession:
    """The session of this request, in a view that needs one."""
    staff = current_staff()
    if staff is None:
        abort(403)
    return staff


def staff_user() -> StaffUser:
    """The person of this request's session, in a view that needs one."""
    user = staff_session().user
    if user is None:
        abort(403)
    return user


def kept() -> dict[str, Any]:
    """What this session keeps for its next step."""
    staff = current_staff()
    found: dict[str, Any] = json.loads(staff.session.carried) if staff and staff.session.carried else {}
    return found


def keep(**values: Any) -> None:
    """Keep this, and nothing else, for the session's next step. The caller commits."""
    staff_session().session.carried = json.dumps(values)


def go_on(
    response: Response, step: SessionStep, *, kept: dict[str, Any] | None = None, **about: Any
) -> Response:
    """Take the session to its next step: the old one ends, a new one begins, and the answer carries its cookie.

    Commits.
    """
    session = current_session()
    before = current_staff()
    if before is not None:
        end_session(session, before.session.id or 0)
    token = open_session(
        session,
        step=step,
        key=secret(),
        device=device_of(request.headers.get("User-Agent", "")),
        carried=json.dumps(kept or {}),
        **about,
    )
    session.commit()
    forget_current_staff()
    set_staff_cookie(response, token)
    return response


def signed_in(response: Response, user: StaffUser) -> Response:
    """Sign somebody in: a fresh session, acting for whom they joined last. Commits."""
    session = current_session()
    found = memberships_of(session, user.id or 0)
    membership = found[0][0] if found else None
    add_entry(
        session,
        actor_id=user.id,
        organisation_id=membership.organisation_id if membership else None,
        action="signed-in",
        object_kind="staff_user",
        object_id=user.id,
    )
    membership_id = membership.id if membership else None
    return go_on(response, SessionStep.SIGNED_IN, user_id=user.id, membership_id=membership_id)


def signed_out(response: Response) -> Response:
    """End the session of this request and take the cookie away. Commits."""
    staff = current_staff()
    if staff is not None:
        session = current_session()
        end_session(session, staff.session.id or 0)
        if staff.user is not None:
            add_entry(
                session,
                actor_id=staff.user.id,
                organisation_id=staff.member.organisation_id if staff.member else None,
                action="signed-out",
            )
        session.commit()
    forget_current_staff()
    drop_staff_cookie(response)
    return response


def next_page() -> str:
    """Where this session wanted to go."""
    return way_back(str(kept().get("next", "")))
