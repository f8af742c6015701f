"""“Get this search by e-mail”: the page, and what comes of its form. It needs no account, no cookie and no plan."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal
from urllib.parse import parse_qs

from flask import Response, current_app, redirect, render_template, request, url_for
from sqlalchemy.exc import DBAPIError
from werkzeug.wrappers import Response as AnyResponse

from pathways import clock
from pathways.alerts.asking import MOST_ALERTS, Asked, ask
from pathways.alerts.searches import MOST_FOLLOWED, followed, found_now
from pathways.attempts import seconds_to_wait
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.current import current_catalogue, current_gazetteer
from pathways.catalogue.learner_query import LEARNER_PARAMETERS
from pathways.catalogue.query_string import parse_criteria, write_query
from pathways.catalogue.query_values import Args
from pathways.catalogue.results import Results
from pathways.catalogue.search import search
from pathways.extensions import limiter
from pathways.front.alert_letters import already_letter, confirm_letter, full_letter
from pathways.front.alert_pages import private
from pathways.front.alert_words import search_words
from pathways.front.blueprint import front
from pathways.front.headings import count_words
from pathways.front.notice_words import notice_words
from pathways.mail import Letter, MailNotSent, RecipientRefused, post_office
from pathways.mail.addresses import LONGEST_EMAIL, read_email
from pathways.mail.post_office import NoPostOffice
from pathways.places.postcodes import cut_postcodes_to_sector
from pathways.web.session import current_database, current_session
from pathways.web.site import absolute, site_settings
from pathways.web.trying import refuse_too_many

ASKED_FROM_ONE_PLACE = 100
"""Times an hour that one internet address may ask; a school is one."""
LETTERS_TO_ONE_ADDRESS = 5
"""Letters a day that asking may bring one e-mail address, whoever asks."""

Problem = Literal["missing", "none", "refused", "not-sent", "not-kept"]


@dataclass(frozen=True, slots=True)
class AlertPage:
    """The search that letters would be about, as the page shows it. ``total`` is None while there is no list."""

    criteria: SearchCriteria
    words: str
    count: str
    is_nothing_yet: bool
    is_too_large: bool
    left_out: bool
    notices: tuple[str, ...]

    @property
    def query(self) -> str:
        """The search as its address has it, without a question mark."""
        return write_query(self.criteria)


def _limit() -> str:
    return str(current_app.config["SEARCH_LIMIT"])


@front.get("/alerts/new")
@limiter.limit(_limit)
def new_alert() -> Response:
    """The page for the search in the address."""
    return _form(_page(request.args.to_dict(flat=False)), "", None, 200)


@front.post("/alerts/new")
@limiter.limit(_limit)
def ask_for_alert() -> AnyResponse:
    """Send a letter that asks for a yes. The answer is the same whatever the address gets already."""
    asked_for = parse_qs(request.form.get("search", ""))
    typed = request.form.get("email", "").strip()
    email = read_email(typed)
    if email is None:
        return _form(_page(asked_for), typed, "none" if typed else "missing", 422)
    asked, _notices = parse_criteria(asked_for, current_gazetteer())
    try:
        problem = _ask(followed(asked, current_gazetteer()), email)
    except DBAPIError:
        problem = "not-kept"
    if problem is not None:
        return _form(_page(asked_for), typed, problem, 422 if problem == "refused" else 503)
    return redirect(url_for("front.alert_asked"), 303)


def _ask(criteria: SearchCriteria, email: str) -> Problem | None:
    refuse_too_many("alert", limit=ASKED_FROM_ONE_PLACE, per=timedelta(hours=1))
    catalogue = current_catalogue()
    if catalogue.state != "ready":
        return "not-kept"
    if _has_had_enough(email):
        return None
    found = found_now(catalogue.snapshot(), criteria, clock.today())
    session = current_session()
    asked = ask(session, query=write_query(criteria), email=email, seen=found.ids)
    # Committed before the letter goes: no transaction waits for a mail server, and no link goes out for nothing.
    session.commit()
    try:
        post_office(site_settings()).send(_letter(asked, criteria, email))
    except RecipientRefused:
        return "refused"
    except MailNotSent:
        return "not-sent"
    return None


def _has_had_enough(email: str) -> bool:
    settings = site_settings()
    return bool(
        seconds_to_wait(
            current_database(),
            kind="alert-letter",
            who=email,
            limit=LETTERS_TO_ONE_ADDRESS,
            per=timedelta(days=1),
            key=settings.secret_key.get_secret_value(),
        )
    )


def _letter(asked: Asked, criteria: SearchCriteria, email: str) -> Letter:
    if asked.alert is None:
        return full_letter(email)
    write = already_letter if asked.kind == "already" else confirm_letter
    return write(asked.alert, criteria)


def _page(args: Args) -> AlertPage:
    asked, notices = parse_criteria(args, current_gazetteer())
    criteria = followed(asked, current_gazetteer())
    results = _results(criteria)
    return AlertPage(
        criteria=criteria,
        words=search_words(criteria),
        count=count_words(results.total) if results and not results.instead else "",
        is_nothing_yet=results is not None and (results.instead or not results.total),
        is_too_large=results is not None and results.total > MOST_FOLLOWED,
        left_out=asked.eligible_for is not None or any(name in args for name in LEARNER_PARAMETERS),
        notices=notice_words(notice for notice in notices if notice.parameter != "for"),
    )


def _results(criteria: SearchCriteria) -> Results | None:
    catalogue = current_catalogue()
    return search(catalogue.snapshot(), criteria) if catalogue.state == "ready" else None


def _form(page: AlertPage, typed: str, problem: Problem | None, status: int) -> Response:
    feed = url_for("front.search_feed")
    return private(
        render_template(
            "front/alert_new.html",
            page=page,
            # What is no address may be a postcode; what is one goes back as it came.
            typed=typed[:LONGEST_EMAIL]
            if read_email(typed)
            else cut_postcodes_to_sector(typed)[:LONGEST_EMAIL],
            problem=problem,
            most=MOST_ALERTS,
            can_send=not isinstance(post_office(site_settings()), NoPostOffice),
            feed=absolute(f"{feed}?{page.query}" if page.query else feed),
        ),
        status,
    )
