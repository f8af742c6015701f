"""Changing how one signs in: password, authenticator app, recovery codes. Each asks first who it is."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from pathways.accounts.answers import form_page, page, send_after, too_often
from pathways.accounts.blueprint import staff
from pathways.accounts.current import secret, writing
from pathways.accounts.letters import changed_letter
from pathways.accounts.limits import CODE
from pathways.accounts.password_words import password_problems
from pathways.accounts.passwords import set_password
from pathways.accounts.second_step import app_code_is, keep_app, new_recovery_codes
from pathways.accounts.sessions import end_sessions_of
from pathways.accounts.signed_in import needs_account, record
from pathways.accounts.steps import (
    kept,
    needs_confirmation,
    seconds_until_allowed,
    security,
    staff_session,
    staff_user,
)
from pathways.accounts.views.set_up import app_to_scan
from pathways.web.session import current_session
from pathways.web.site import site_settings


@staff.get("/password")
@needs_account
@needs_confirmation
def password() -> ResponseReturnValue:
    """Asks for another password."""
    return form_page("password", user=staff_user())


@staff.post("/password")
@needs_account
@needs_confirmation
def change_password() -> ResponseReturnValue:
    """Keep another password and end the other sessions."""
    user = staff_user()
    new = request.form.get("password", "")
    if problems := password_problems(security(), new, user):
        return form_page("password", problems, user=user)
    set_password(security(), user, new)
    return _changed("password-changed", redirect(url_for("staff.security"), 303))


@staff.get("/app")
@needs_account
@needs_confirmation
def new_app() -> ResponseReturnValue:
    """Shows what another authenticator app has to scan."""
    writing()
    return form_page("set_up_app", app=app_to_scan(), changing=True, action=url_for("staff.check_new_app"))


@staff.post("/app")
@needs_account
@needs_confirmation
def check_new_app() -> ResponseReturnValue:
    """Take the codes of another app from now on, and give new recovery codes."""
    user = staff_user()
    if seconds := seconds_until_allowed(CODE, str(user.id)):
        return too_often(seconds)
    app = kept().get("app", "")
    if not app or not app_code_is(security(), user, app, request.form.get("code", "")):
        problems = {"code": _("That code is wrong. Wait for the next one and try again.")}
        return form_page(
            "set_up_app", problems, app=app_to_scan(), changing=True, action=url_for("staff.check_new_app")
        )
    keep_app(security(), current_session(), user, app)
    staff_session().session.carried = ""
    codes = new_recovery_codes(current_session(), user, key=secret())
    return _changed("app-changed", page("recovery_codes", codes=codes, after="app"))


@staff.post("/codes")
@needs_account
@needs_confirmation
def new_codes() -> ResponseReturnValue:
    """Give new recovery codes; the old ones stop working."""
    codes = new_recovery_codes(current_session(), staff_user(), key=secret())
    return _changed("recovery-codes-made", page("recovery_codes", codes=codes, after="codes"))


def _changed(action: str, response: Response) -> ResponseReturnValue:
    """Record a change, end the other sessions and write to the person."""
    user = staff_user()
    session = current_session()
    end_sessions_of(session, user.id or 0, but=staff_session().session.id)
    record(session, staff_session().member, action, "staff_user", user.id)
    session.commit()
    send_after(response, changed_letter(user.email, site=site_settings().site_name))
    return response
