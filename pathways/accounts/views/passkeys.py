"""Passkeys: signing in and confirming with one, adding and removing them. Browsers need JavaScript for them."""

from flask import Response, abort, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pathways import clock
from pathways.accounts.addresses import tidy_name, way_back
from pathways.accounts.answers import send_after, too_often
from pathways.accounts.blueprint import staff
from pathways.accounts.current import current_staff, writing
from pathways.accounts.letters import changed_letter
from pathways.accounts.limits import SIGN_IN
from pathways.accounts.models import Passkey, SessionStep
from pathways.accounts.passkeys import (
    LONGEST_PASSKEY_NAME,
    NotThisPasskey,
    new_challenge,
    options_to_register,
    options_to_sign_in,
    owner_of,
    register,
)
from pathways.accounts.signed_in import needs_account, record
from pathways.accounts.steps import (
    go_on,
    keep,
    kept,
    needs_confirmation,
    needs_step,
    next_page,
    seconds_until_allowed,
    security,
    signed_in,
    site_origin,
    staff_session,
    staff_user,
)
from pathways.web.session import current_session
from pathways.web.site import site_settings

LONGEST_ANSWER = 20_000


@staff.post("/sign-in/passkey/question")
def passkey_question() -> ResponseReturnValue:
    """The challenge for a passkey, as JSON. It is kept with a session and answered once."""
    writing()
    if seconds := seconds_until_allowed(SIGN_IN):
        return too_often(seconds)
    challenge = new_challenge()
    response = Response(
        options_to_sign_in(origin=site_origin(), challenge=challenge), mimetype="application/json"
    )
    found = current_staff()
    if found is not None and found.session.step is SessionStep.SIGNED_IN:
        keep(challenge=challenge, next=way_back(request.form.get("next", "")))
        current_session().commit()
        return response
    wanted = way_back(str(kept().get("next", "")) if found else request.form.get("next", ""))
    return go_on(response, SessionStep.PASSKEY, kept={"challenge": challenge, "next": wanted})


@staff.post("/sign-in/passkey")
@needs_step(SessionStep.PASSKEY, SessionStep.SIGNED_IN, token=False)
def passkey_answer() -> ResponseReturnValue:
    """Signs in by a passkey, or confirms who is signed in. Answers where to go, as JSON."""
    session = current_session()
    challenge = str(kept().get("challenge", ""))
    wanted = next_page()
    found = staff_session()
    keep()
    try:
        owner = owner_of(session, _answer(), origin=site_origin(), challenge=challenge, expected=found.user)
    except NotThisPasskey:
        session.rollback()
        found.session.carried = ""
        session.commit()
        return jsonify(message=_("That passkey did not work. Try again, or use your password.")), 422
    response = jsonify(next=wanted)
    if found.session.step is SessionStep.SIGNED_IN:
        found.session.confirmed_at = clock.now()
        session.commit()
        return response
    return signed_in(response, owner)


@staff.post("/passkeys/question")
@needs_account
@needs_confirmation
def new_passkey_question() -> ResponseReturnValue:
    """What a browser needs to make a passkey for the person signed in."""
    return _question_to_register()


@staff.post("/passkeys")
@needs_account
@needs_confirmation
def add_passkey() -> ResponseReturnValue:
    """Keep a passkey that the browser made."""
    if not _register():
        return jsonify(message=_("That passkey could not be added. Try again.")), 422
    user = staff_user()
    record(current_session(), staff_session().member, "passkey-added", "staff_user", user.id)
    current_session().commit()
    response = jsonify(next=url_for("staff.security"))
    send_after(response, changed_letter(user.email, site=site_settings().site_name))
    return response


@staff.post("/passkeys/<int:passkey_id>/remove")
@needs_account
@needs_confirmation
def remove_passkey(passkey_id: int) -> ResponseReturnValue:
    """Remove one of one's own passkeys, unless it is the only way in."""
    user = staff_user()
    session = current_session()
    passkey = next((own for own in user.webauthn if own.id == passkey_id), None)
    if not isinstance(passkey, Passkey):
        abort(404)
    if len(user.webauthn) == 1 and (user.password is None or user.tf_totp_secret is None):
        return redirect(url_for("staff.security", only="passkey"), 303)
    user.webauthn.remove(passkey)
    session.delete(passkey)
    record(session, staff_session().member, "passkey-removed", "staff_user", user.id)
    session.commit()
    response = redirect(url_for("staff.security"), 303)
    send_after(response, changed_letter(user.email, site=site_settings().site_name))
    return response


@staff.post("/set-up/passkey/question")
@needs_step(SessionStep.SET_UP)
def first_passkey_question() -> ResponseReturnValue:
    """What a browser needs to make the first passkey of somebody who has just joined."""
    return _question_to_register()


@staff.post("/set-up/passkey")
@needs_step(SessionStep.SET_UP)
def first_passkey() -> ResponseReturnValue:
    """Keep the first passkey of somebody who has no way to sign in yet, and sign them in."""
    user = staff_user()
    if user.webauthn or user.tf_totp_secret is not None or not _register():
        return jsonify(message=_("That passkey could not be added. Try again.")), 422
    return signed_in(jsonify(next=url_for("staff.account")), user)


def _question_to_register() -> Response:
    challenge = new_challenge()
    user = staff_user()
    keep(challenge=challenge)
    options = options_to_register(
        user, origin=site_origin(), site_name=site_settings().site_name, challenge=challenge
    )
    current_session().commit()
    return Response(options, mimetype="application/json")


def _register() -> bool:
    session = current_session()
    challenge = str(kept().get("challenge", ""))
    typed = tidy_name(request.form.get("name", ""), LONGEST_PASSKEY_NAME)
    name = typed or staff_session().session.device or _("Passkey")
    keep()
    session.commit()
    try:
        register(
            security(), session, staff_user(), _answer(), name=name, origin=site_origin(), challenge=challenge
        )
    except NotThisPasskey:
        session.rollback()
        return False
    return True


def _answer() -> str:
    return request.form.get("credential", "")[:LONGEST_ANSWER]
