"""Choosing how to sign in, on joining or when the second step is missing: a passkey, or a password and an app."""

import segno
from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pathways.accounts.answers import form_page, page, too_often
from pathways.accounts.blueprint import staff
from pathways.accounts.current import secret
from pathways.accounts.limits import CODE
from pathways.accounts.models import SessionStep
from pathways.accounts.password_words import password_problems
from pathways.accounts.passwords import set_password
from pathways.accounts.second_step import app_code_is, keep_app, new_recovery_codes
from pathways.accounts.steps import (
    keep,
    kept,
    needs_step,
    seconds_until_allowed,
    security,
    signed_in,
    staff_user,
)
from pathways.web.session import current_session


def app_to_scan() -> dict[str, str]:
    """The secret for an authenticator app, made once for this session, as a picture and as letters."""
    known = kept()
    if "app" not in known:
        known["app"] = security().codes.generate_totp_secret()
        keep(**known)
        current_session().commit()
    codes = security().codes
    address = codes.get_totp_uri(staff_user().email, known["app"])
    return {
        "picture": segno.make(address, error="m").svg_data_uri(scale=5, border=4, dark="#000", light="#fff"),
        "letters": str(codes.get_totp_pretty_key(known["app"])),
        "address": address,
    }


@staff.get("/set-up")
@needs_step(SessionStep.SET_UP)
def set_up() -> ResponseReturnValue:
    """Asks whether it is to be a passkey or a password."""
    if staff_user().password is not None:
        return redirect(url_for("staff.set_up_app"), 303)
    return form_page("set_up", user=staff_user())


@staff.post("/set-up")
@needs_step(SessionStep.SET_UP)
def set_up_password() -> ResponseReturnValue:
    """Keep the first password."""
    user = staff_user()
    if user.password is not None:
        return redirect(url_for("staff.set_up_app"), 303)
    password = request.form.get("password", "")
    if problems := password_problems(security(), password, user):
        return form_page("set_up", problems, user=user)
    set_password(security(), user, password)
    current_session().commit()
    return redirect(url_for("staff.set_up_app"), 303)


@staff.get("/set-up/app")
@needs_step(SessionStep.SET_UP)
def set_up_app() -> ResponseReturnValue:
    """Shows what the authenticator app has to scan, and asks for its first code."""
    if staff_user().password is None:
        return redirect(url_for("staff.set_up"), 303)
    return form_page("set_up_app", app=app_to_scan(), changing=False, action=url_for("staff.set_up_app_code"))


@staff.post("/set-up/app")
@needs_step(SessionStep.SET_UP)
def set_up_app_code() -> ResponseReturnValue:
    """Check the first code, sign the person in, and show their recovery codes, this once."""
    user = staff_user()
    if user.password is None or user.tf_totp_secret is not None or user.webauthn:
        return redirect(url_for("staff.sign_in"), 303)
    if seconds := seconds_until_allowed(CODE, str(user.id)):
        return too_often(seconds)
    app = kept().get("app", "")
    if not app or not app_code_is(security(), user, app, request.form.get("code", "")):
        problems = {"code": _("That code is wrong. Wait for the next one and try again.")}
        return form_page(
            "set_up_app", problems, app=app_to_scan(), changing=False, action=url_for("staff.set_up_app_code")
        )
    session = current_session()
    keep_app(security(), session, user, app)
    codes = new_recovery_codes(session, user, key=secret())
    return signed_in(page("recovery_codes", codes=codes, after="first"), user)
