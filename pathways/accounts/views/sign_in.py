"""Signing in with a password and a code, and signing out."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pathways.accounts.addresses import way_back
from pathways.accounts.answers import form_page, page, too_often
from pathways.accounts.blueprint import staff
from pathways.accounts.current import current_member, secret, writing
from pathways.accounts.limits import CODE, SIGN_IN
from pathways.accounts.models import SessionStep
from pathways.accounts.passwords import password_is
from pathways.accounts.queries import user_with_email
from pathways.accounts.second_step import code_is
from pathways.accounts.signed_in import needs_account
from pathways.accounts.steps import (
    go_on,
    needs_step,
    next_page,
    seconds_until_allowed,
    security,
    signed_in,
    signed_out,
    staff_user,
)
from pathways.mail.addresses import read_email
from pathways.web.session import current_session
from pathways.web.site import site_settings


@staff.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    """The sign-in form; those who are signed in go on."""
    wanted = way_back(request.args.get("next", ""))
    if current_member() is not None:
        return redirect(wanted, 303)
    return _sign_in_page(wanted)


@staff.post("/sign-in")
def check_password() -> ResponseReturnValue:
    """The first step. The answer is the same, and takes as long, whether or not the address is known."""
    writing()
    email = read_email(request.form.get("email", "")) or ""
    wanted = way_back(request.form.get("next", ""))
    if seconds := seconds_until_allowed(SIGN_IN, email):
        return too_often(seconds)
    session = current_session()
    user = user_with_email(session, email)
    known = password_is(security(), user, request.form.get("password", ""))
    if not known or user is None or not user.active:
        problems = {"email": _("That e-mail address and password do not go together.")}
        return _sign_in_page(wanted, problems)
    has_second = user.tf_totp_secret is not None or bool(user.webauthn)
    step, then = (
        (SessionStep.SECOND_STEP, "staff.code") if has_second else (SessionStep.SET_UP, "staff.set_up_app")
    )
    return go_on(redirect(url_for(then), 303), step, user_id=user.id, kept={"next": wanted})


@staff.get("/sign-in/code")
@needs_step(SessionStep.SECOND_STEP)
def code() -> ResponseReturnValue:
    """Asks for a code of the authenticator app, or a recovery code."""
    return form_page(
        "code", has_app=staff_user().tf_totp_secret is not None, has_passkeys=bool(staff_user().webauthn)
    )


@staff.post("/sign-in/code")
@needs_step(SessionStep.SECOND_STEP)
def check_code() -> ResponseReturnValue:
    """The second step."""
    user = staff_user()
    if seconds := seconds_until_allowed(CODE, str(user.id)):
        return too_often(seconds)
    if not code_is(security(), current_session(), user, request.form.get("code", ""), key=secret()):
        problems = {"code": _("That code is wrong, or was used before. Wait for the next one.")}
        has_app = user.tf_totp_secret is not None
        return form_page("code", problems, has_app=has_app, has_passkeys=bool(user.webauthn))
    return signed_in(redirect(next_page(), 303), user)


@staff.post("/sign-out")
@needs_account
def sign_out() -> ResponseReturnValue:
    """End this session, here and in the database."""
    return signed_out(redirect(url_for("staff.signed_out_page"), 303))


@staff.get("/signed-out")
def signed_out_page() -> ResponseReturnValue:
    """Says that it is done."""
    return page("signed_out")


def _sign_in_page(wanted: str, problems: dict[str, str] | None = None) -> ResponseReturnValue:
    email = request.form.get("email", "")[:254]
    settings = site_settings()
    elsewhere = settings.oidc_name if settings.oidc_issuer else ""
    return form_page("sign_in", problems, email=email, wanted=wanted, elsewhere=elsewhere)
