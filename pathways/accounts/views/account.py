"""One's own account: name, for whom one acts, how one signs in, and where one is signed in."""

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlmodel import col

from pathways import clock
from pathways.accounts.addresses import tidy_name, way_back
from pathways.accounts.answers import form_page, page, too_often
from pathways.accounts.blueprint import staff
from pathways.accounts.limits import CONFIRM
from pathways.accounts.models import StaffSession
from pathways.accounts.models.organisations import LONGEST_NAME
from pathways.accounts.passwords import password_is
from pathways.accounts.queries import memberships_of
from pathways.accounts.second_step import codes_left
from pathways.accounts.session_rules import is_over
from pathways.accounts.sessions import end_session, end_sessions_of
from pathways.accounts.signed_in import needs_account, record
from pathways.accounts.steps import seconds_until_allowed, security, staff_session, staff_user
from pathways.database import LARGEST_ID
from pathways.web.session import current_session


@staff.get("")
@needs_account
def account() -> ResponseReturnValue:
    """The first page after signing in."""
    return _account()


@staff.post("/name")
@needs_account
def rename() -> ResponseReturnValue:
    """Keep another name."""
    name = tidy_name(request.form.get("name", ""), LONGEST_NAME)
    if not name:
        return _account({"name": _("Write your name as colleagues know it.")})
    staff_user().name = name
    current_session().commit()
    return redirect(url_for("staff.account"), 303)


@staff.post("/act-for")
@needs_account
def act_for() -> ResponseReturnValue:
    """Act for another organisation that one belongs to."""
    session = current_session()
    wanted = request.form.get("membership", "")
    own = {str(row.id): row for row, _organisation in memberships_of(session, staff_user().id or 0)}
    if wanted not in own:
        abort(404)
    staff_session().session.membership_id = own[wanted].id
    session.commit()
    return redirect(url_for("staff.account"), 303)


@staff.get("/security", endpoint="security")
@needs_account
def security_page() -> ResponseReturnValue:
    """How one signs in: password, app, recovery codes, passkeys."""
    user = staff_user()
    return page(
        "security",
        user=user,
        codes_left=codes_left(current_session(), user),
        keeps_one=request.args.get("only") == "passkey",
    )


@staff.get("/sessions")
@needs_account
def sessions() -> ResponseReturnValue:
    """Where one is signed in."""
    found = staff_session()
    rows = current_session().execute(
        select(StaffSession)
        .where(col(StaffSession.user_id) == staff_user().id)
        .order_by(col(StaffSession.seen_at).desc(), col(StaffSession.id).desc())
    )
    now = clock.now()
    return page(
        "sessions", sessions=[row for row in rows.scalars() if not is_over(row, now)], own=found.session.id
    )


@staff.post("/sessions/<int:session_id>/end")
@needs_account
def end_one(session_id: int) -> ResponseReturnValue:
    """End one of one's own sessions."""
    if not end_session(current_session(), min(session_id, LARGEST_ID), user_id=staff_user().id):
        abort(404)
    current_session().commit()
    return redirect(url_for("staff.sessions"), 303)


@staff.post("/sessions/end-others")
@needs_account
def end_others() -> ResponseReturnValue:
    """End every session of one's own but this."""
    found = staff_session()
    end_sessions_of(current_session(), staff_user().id or 0, but=found.session.id)
    record(current_session(), found.member, "other-sessions-ended", "staff_user", staff_user().id)
    current_session().commit()
    return redirect(url_for("staff.sessions"), 303)


@staff.get("/confirm")
@needs_account
def confirm() -> ResponseReturnValue:
    """Asks who it is, once more."""
    return form_page("confirm", user=staff_user(), wanted=way_back(request.args.get("next", "")))


@staff.post("/confirm")
@needs_account
def check_confirmation() -> ResponseReturnValue:
    """Believe the person for ten minutes when the password is right."""
    user = staff_user()
    wanted = way_back(request.form.get("next", ""))
    if seconds := seconds_until_allowed(CONFIRM, str(user.id)):
        return too_often(seconds)
    if user.password is None:
        return redirect(url_for("staff.confirm", next=wanted), 303)
    if not password_is(security(), user, request.form.get("password", "")):
        return form_page("confirm", {"password": _("That is not your password.")}, user=user, wanted=wanted)
    staff_session().session.confirmed_at = clock.now()
    current_session().commit()
    return redirect(wanted, 303)


def _account(problems: dict[str, str] | None = None) -> ResponseReturnValue:
    user = staff_user()
    memberships = memberships_of(current_session(), user.id or 0)
    return form_page("account", problems, user=user, memberships=memberships, found=staff_session())
