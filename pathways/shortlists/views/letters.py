"""Where the link of a weekly letter leads: the letters stop without signing in."""

from flask import Response, make_response, render_template, request

from pathways.plans.of_request import service_key
from pathways.shortlists.blueprint import advisers
from pathways.shortlists.digest_links import desk_of_token
from pathways.shortlists.models import AdviserDesk
from pathways.shortlists.operations.lists import want_digest
from pathways.shortlists.rules.whose import Whose
from pathways.web.origin import taken_from_anywhere
from pathways.web.session import begin_writing, current_session


@advisers.get("/letters/stop")
def stop_letters() -> Response:
    """A button that stops the letters. Opening it changes nothing, for mail scanners open every link."""
    return _page("lost", 404) if _desk() is None else _page("ask")


@advisers.post("/letters/stop")
@taken_from_anywhere
def end_letters() -> Response:
    """Stop the letters at the press of the button, or of a mail program's own (RFC 8058).

    A mail program gets the same words for every token: no page, no cookie, no redirect.
    """
    begin_writing()
    desk, is_program = _desk(), request.form.get("List-Unsubscribe") == "One-Click"
    if desk is not None:
        want_digest(current_session(), Whose(desk.organisation_id, desk.user_id), wanted=False)
        current_session().commit()
    if is_program:
        return _private(Response("Stopped.\n", mimetype="text/plain"))
    return _page("lost", 404) if desk is None else _page("stopped")


def _desk() -> AdviserDesk | None:
    return desk_of_token(current_session(), request.args.get("t", ""), service_key())


def _page(said: str, status: int = 200) -> Response:
    page = render_template("shortlists/letters.html", said=said, token=request.args.get("t", ""))
    return _private(make_response(page, status))


def _private(response: Response) -> Response:
    """Nobody keeps it: it stands behind a link that is somebody's."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
