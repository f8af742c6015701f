"""The pages behind the links of letters. Opening one changes nothing, for mail scanners open every link: buttons do."""

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as AnyResponse

from pathways.alerts.asking import confirm, stop, unconfirmed
from pathways.alerts.links import alert_of_token
from pathways.alerts.models import SearchAlert
from pathways.alerts.searches import read_query
from pathways.catalogue.current import current_gazetteer
from pathways.front.alert_words import search_words
from pathways.front.blueprint import front
from pathways.web.origin import taken_from_anywhere
from pathways.web.session import begin_writing, current_session
from pathways.web.site import site_settings


def private(body: str, status: int = 200) -> Response:
    """A page that nobody keeps: it stands behind a link that is somebody's, or shows what somebody typed."""
    response = make_response(body, status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@front.get("/alerts/asked")
def alert_asked() -> Response:
    """Where asking leads."""
    return private(render_template("front/alert_said.html", said="asked"))


@front.get("/alerts/confirm")
def confirm_alert() -> Response:
    """The page that a confirmation letter links to: the search, and a button."""
    alert = unconfirmed(current_session(), _token(request.args.get("t")), _key())
    return _lost() if alert is None else _button("front/alert_confirm.html", alert)


@front.post("/alerts/confirm")
def start_alert() -> AnyResponse:
    """Start the letters."""
    begin_writing()
    session = current_session()
    if confirm(session, _token(request.form.get("t")), _key()) is None:
        return _lost()
    session.commit()
    return redirect(url_for("front.alert_on"), 303)


@front.get("/alerts/on")
def alert_on() -> Response:
    """Where saying yes leads."""
    return private(render_template("front/alert_said.html", said="on"))


@front.get("/alerts/stop")
def stop_alert() -> Response:
    """The page that every letter links to: a button that stops the letters."""
    alert = alert_of_token(current_session(), _token(request.args.get("t")), "stop", _key())
    return _lost() if alert is None else _button("front/alert_stop.html", alert)


@front.post("/alerts/stop")
def end_alert() -> AnyResponse:
    """Stop the letters and delete the address."""
    begin_writing()
    session = current_session()
    if not stop(session, _token(request.form.get("t")), _key()):
        return _lost()
    session.commit()
    return redirect(url_for("front.alert_stopped"), 303)


@front.get("/alerts/stopped")
def alert_stopped() -> Response:
    """Where stopping leads."""
    return private(render_template("front/alert_said.html", said="stopped"))


@front.get("/alerts/one-click")
def page_for_old_mail_programs() -> AnyResponse:
    """A mail program that knows no one-click stop opens the address: it gets the page with the button."""
    return redirect(url_for("front.stop_alert", t=_token(request.args.get("t"))), 303)


@front.post("/alerts/one-click")
@taken_from_anywhere
def stop_by_mail_program() -> Response:
    """Stop the letters at the press of a mail program's own button (RFC 8058): no page, no cookie, no redirect.

    The answer is the same for every token.
    """
    if request.form.get("List-Unsubscribe") != "One-Click":
        raise BadRequest
    begin_writing()
    session = current_session()
    stop(session, _token(request.args.get("t")), _key())
    session.commit()
    response = private("Stopped.\n")
    response.mimetype = "text/plain"
    return response


def _button(template: str, alert: SearchAlert) -> Response:
    criteria = read_query(alert.query, current_gazetteer())
    words = "" if criteria is None else search_words(criteria)
    return private(render_template(template, words=words, token=_token(request.args.get("t"))))


def _lost() -> Response:
    """One answer to what is wrong, was used, or is over."""
    return private(render_template("front/alert_said.html", said="lost"), 404)


def _token(said: str | None) -> str:
    return said or ""


def _key() -> str:
    return site_settings().secret_key.get_secret_value()
