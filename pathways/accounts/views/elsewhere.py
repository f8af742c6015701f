"""To the sign-in service of one's organisation, and back. Off unless the settings name one."""

from dataclasses import asdict

from flask import abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from pathways.accounts.addresses import way_back
from pathways.accounts.answers import page, too_often
from pathways.accounts.blueprint import staff
from pathways.accounts.current import writing
from pathways.accounts.limits import SIGN_IN
from pathways.accounts.models import SessionStep
from pathways.accounts.outside import NotProved, OutsideService, Question, new_question
from pathways.accounts.outside_people import person_behind
from pathways.accounts.steps import (
    go_on,
    kept,
    needs_step,
    next_page,
    seconds_until_allowed,
    signed_in,
)
from pathways.web.session import current_session
from pathways.web.site import absolute


@staff.get("/sign-in/elsewhere")
def go_elsewhere() -> ResponseReturnValue:
    """Send the browser to the service, with a state and a nonce that are kept with a session here."""
    writing()
    service = _service()
    if seconds := seconds_until_allowed(SIGN_IN):
        return too_often(seconds)
    question = new_question()
    try:
        address = service.address_to_ask(question, back_to=absolute(url_for("staff.back_from_elsewhere")))
    except NotProved:
        abort(503)
    wanted = way_back(request.args.get("next", ""))
    return go_on(redirect(address, 303), SessionStep.ELSEWHERE, kept={"next": wanted, **asdict(question)})


@staff.get("/sign-in/elsewhere/back")
@needs_step(SessionStep.ELSEWHERE)
def back_from_elsewhere() -> ResponseReturnValue:
    """Sign in whoever the service vouches for, if they are known or invited here."""
    service = _service()
    asked = kept()
    wanted = next_page()
    question = Question(asked["state"], asked["nonce"], asked["verifier"])
    code, state = request.args.get("code", ""), request.args.get("state", "")
    try:
        proved = service.who(
            question, code=code, state=state, back_to=absolute(url_for("staff.back_from_elsewhere"))
        )
    except NotProved:
        return page("not_known", 403)
    person = person_behind(current_session(), proved)
    if person is None:
        current_session().rollback()
        return page("not_known", 403)
    return signed_in(redirect(wanted, 303), person)


def _service() -> OutsideService:
    service: OutsideService | None = current_app.extensions["outside_service"]
    if service is None:
        abort(404)
    return service
