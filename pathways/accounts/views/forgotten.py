"""A forgotten password."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pathways.accounts.answers import dead_link, form_page, page, send_after, too_often
from pathways.accounts.audit import add_entry
from pathways.accounts.blueprint import staff
from pathways.accounts.current import secret, writing
from pathways.accounts.letters import changed_letter, reset_letter
from pathways.accounts.limits import FORGOTTEN, LINK
from pathways.accounts.models import SessionStep
from pathways.accounts.password_words import password_problems
from pathways.accounts.passwords import set_password
from pathways.accounts.queries import user_with_email
from pathways.accounts.resets import ask_for_reset, find_reset, use_reset
from pathways.accounts.steps import go_on, needs_step, seconds_until_allowed, security, signed_out, staff_user
from pathways.mail.addresses import read_email
from pathways.web.session import current_session
from pathways.web.site import absolute, site_settings


@staff.get("/forgotten")
def forgotten() -> ResponseReturnValue:
    """Asks for the address that the link is to go to."""
    return form_page("forgotten", email="")


@staff.post("/forgotten")
def send_reset() -> ResponseReturnValue:
    """Send the link, if anybody has the address. The answer does not say whether."""
    writing()
    email = read_email(request.form.get("email", ""))
    if email is None:
        problems = {"email": _("Write an e-mail address, such as name@school.example.")}
        return form_page("forgotten", problems, email=request.form.get("email", "")[:254])
    if seconds := seconds_until_allowed(FORGOTTEN, email):
        return too_often(seconds)
    session = current_session()
    token = ask_for_reset(session, user_with_email(session, email), key=secret())
    session.commit()
    response = redirect(url_for("staff.forgotten_sent"), 303)
    if token is not None:
        link = absolute(url_for("staff.open_reset", token=token))
        send_after(response, reset_letter(email, link=link, site=site_settings().site_name))
    return response


@staff.get("/forgotten/sent")
def forgotten_sent() -> ResponseReturnValue:
    """Says where to look, without saying whether there is anything."""
    return page("forgotten_sent")


@staff.get("/reset/<token>")
def open_reset(token: str) -> ResponseReturnValue:
    """Exchange the link for a session on its way to a new password; the link itself leaves the address at once."""
    writing()
    if seconds := seconds_until_allowed(LINK):
        return too_often(seconds)
    reset = find_reset(current_session(), token[:100], key=secret())
    if reset is None:
        return dead_link()
    response = redirect(url_for("staff.new_password"), 303)
    return go_on(response, SessionStep.RESETTING, user_id=reset.user_id, reset_id=reset.id)


@staff.get("/reset")
@needs_step(SessionStep.RESETTING)
def new_password() -> ResponseReturnValue:
    """Asks for the new password."""
    return form_page("new_password", user=staff_user())


@staff.post("/reset")
@needs_step(SessionStep.RESETTING)
def keep_new_password() -> ResponseReturnValue:
    """Keep the new password, and end every session of the person. Signing in asks for the second step as ever."""
    user = staff_user()
    password = request.form.get("password", "")
    if problems := password_problems(security(), password, user):
        return form_page("new_password", problems, user=user)
    session = current_session()
    if not use_reset(session, user.id or 0):
        return dead_link()
    set_password(security(), user, password)
    add_entry(
        session,
        actor_id=user.id,
        organisation_id=None,
        action="password-reset",
        object_kind="staff_user",
        object_id=user.id,
    )
    session.commit()
    response = signed_out(redirect(url_for("staff.password_changed"), 303))
    send_after(response, changed_letter(user.email, site=site_settings().site_name))
    return response


@staff.get("/password-changed")
def password_changed() -> ResponseReturnValue:
    """Says that it is done."""
    return page("password_changed")
