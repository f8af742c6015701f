"""Accepting an invitation."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pathways.accounts.addresses import tidy_name
from pathways.accounts.answers import dead_link, form_page, page, too_often
from pathways.accounts.blueprint import staff
from pathways.accounts.current import current_staff, secret, writing
from pathways.accounts.joining import accept, find_invitation
from pathways.accounts.limits import LINK
from pathways.accounts.models import Invitation, Organisation, SessionStep
from pathways.accounts.models.organisations import LONGEST_NAME
from pathways.accounts.queries import user_with_email
from pathways.accounts.steps import go_on, needs_step, seconds_until_allowed, signed_out
from pathways.web.session import current_session


@staff.get("/invitation/<token>")
def open_invitation(token: str) -> ResponseReturnValue:
    """Exchange the link for a session on its way in. Opening it (as mail scanners do) does not use it up."""
    writing()
    if seconds := seconds_until_allowed(LINK):
        return too_often(seconds)
    invitation = find_invitation(current_session(), token[:100], key=secret())
    if invitation is None:
        return dead_link()
    response = redirect(url_for("staff.invitation"), 303)
    return go_on(response, SessionStep.INVITED, invitation_id=invitation.id)


@staff.get("/invitation")
@needs_step(SessionStep.INVITED)
def invitation() -> ResponseReturnValue:
    """Says who asks, and asks for a name."""
    asked = _invitation()
    return dead_link() if asked is None else form_page("invitation", {}, name="", **_about(asked))


@staff.post("/invitation")
@needs_step(SessionStep.INVITED)
def accept_invitation() -> ResponseReturnValue:
    """Join. Somebody new goes on to choose how to sign in; somebody known signs in as they always do."""
    asked = _invitation()
    if asked is None:
        return dead_link()
    session = current_session()
    known = user_with_email(session, asked.email)
    name = tidy_name(request.form.get("name", ""), LONGEST_NAME)
    if known is None and not name:
        problems = {"name": _("Write your name as colleagues know it.")}
        return form_page("invitation", problems, name="", **_about(asked))
    done = accept(session, asked, name=name)
    if done is None or not done.user.active:
        session.rollback()
        return dead_link()
    if done.has_to_set_up:
        return go_on(redirect(url_for("staff.set_up"), 303), SessionStep.SET_UP, user_id=done.user.id)
    session.commit()
    return signed_out(redirect(url_for("staff.joined"), 303))


@staff.get("/joined")
def joined() -> ResponseReturnValue:
    """Says that it is done."""
    return page("joined")


def _invitation() -> Invitation | None:
    found = current_staff()
    return current_session().get(Invitation, found.session.invitation_id) if found else None


def _about(asked: Invitation) -> dict[str, object]:
    session = current_session()
    return {
        "invitation": asked,
        "organisation": session.get_one(Organisation, asked.organisation_id),
        "is_known": user_with_email(session, asked.email) is not None,
    }
