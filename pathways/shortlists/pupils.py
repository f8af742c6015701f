"""What a pupil sees of a list, and answers: by the link alone, without an account, with buttons and no words."""

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from pathways import clock
from pathways.accounts.models import Organisation, StaffUser
from pathways.accounts.signed_in import current_member
from pathways.catalogue.current import current_catalogue
from pathways.plans.of_request import plan_to_change, remember_plan, service_key
from pathways.shortlists.into_plan import save_all
from pathways.shortlists.models import ResponseKind, ShortlistItem
from pathways.shortlists.operations.items import list_items
from pathways.shortlists.operations.sharing import answer, ask_removal, hash_of, note_opening
from pathways.shortlists.queries.seen import seen_items
from pathways.shortlists.queries.shares import OpenedList, answers_to, open_list
from pathways.web.caching import PRIVATE
from pathways.web.errors import error_page
from pathways.web.session import begin_writing, current_session, end_writing
from pathways.web.shared_links import opened_token

pupils = Blueprint("pupils", __name__)
LETTER = "l"


class SharedLists:
    """Advisers' lists, as one kind of what links show."""

    letter = LETTER

    def find(self, token: str) -> int | None:
        """The number of the link with this token, if it stands today."""
        found = _opened(token)
        return None if found is None else found.share.id

    def show(self, token: str, number: int) -> Response | None:
        """The list of a link; None if it does not stand today. That it was opened is noted, unless staff look."""
        is_noted = current_member() is None
        if is_noted:
            begin_writing()
        found = _opened(token)
        if found is None or found.share.id != number:
            return None
        if is_noted:
            note_opening(current_session(), found.share)
            end_writing()
        return _page(found)


@pupils.post("/shared/<reference>/answer")
def answer_item(reference: str) -> AnyResponse:
    """Keep what the pupil says of one item."""
    found = _found_or_404(reference)
    said, item = request.form.get("say", ""), request.form.get("item", "")
    there = {str(one.id): one for one in list_items(current_session(), found.shortlist)}
    if said not in set(ResponseKind) or item not in there:
        abort(400)
    session = _writing()
    answer(session, there[item].id or 0, ResponseKind(said))
    session.commit()
    return redirect(f"{_address(reference)}#saved-{there[item].opportunity_id}", 303)


@pupils.post("/shared/<reference>/to-plan")
def to_plan(reference: str) -> AnyResponse:
    """Copy everything into the pupil's own plan, which is begun when there is none."""
    plan = plan_to_change()
    found = _found_or_404(reference)
    items: list[ShortlistItem] = list_items(current_session(), found.shortlist)
    begun = save_all(current_session(), plan, items)
    current_session().commit()
    response = redirect(url_for("plans.plan"), 303)
    if begun is not None:
        remember_plan(response, begun)
    return response


@pupils.post("/shared/<reference>/removal")
def removal(reference: str) -> AnyResponse:
    """Ask the adviser to delete the list."""
    found = _found_or_404(reference)
    session = _writing()
    ask_removal(session, found.shortlist)
    session.commit()
    return redirect(f"{_address(reference)}#removal", 303)


@pupils.after_request
def keep_to_oneself(response: AnyResponse) -> AnyResponse:
    """Let no cache and no search engine keep anything of this."""
    response.headers["Cache-Control"] = PRIVATE
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@pupils.errorhandler(DBAPIError)
def database_away(_error: DBAPIError) -> Response:
    """Answer 503 while nothing can be kept."""
    return error_page(503)


def _writing() -> Session:
    """The session, with what was read before let go, so that a change waits for others and does not fail."""
    session = current_session()
    session.commit()
    return session


def _opened(token: str) -> OpenedList | None:
    return open_list(current_session(), hash_of(token, service_key()), clock.today())


def _found_or_404(reference: str) -> OpenedList:
    token = opened_token(reference) if reference.startswith(LETTER) else None
    found = _opened(token) if token else None
    return found or abort(404)


def _address(reference: str) -> str:
    return url_for("shared_links.shared", reference=reference)


def _page(found: OpenedList) -> Response:
    session, today = current_session(), clock.today()
    catalogue = current_catalogue()
    owner = session.get(StaffUser, found.shortlist.owner_id) if found.shortlist.owner_id else None
    return make_response(
        render_template(
            "shortlists/pupil.html",
            reference=f"{LETTER}{found.share.id}",
            shortlist=found.shortlist,
            share=found.share,
            items=seen_items(
                list_items(session, found.shortlist),
                catalogue.snapshot() if catalogue.state == "ready" else None,
                today,
                answers=answers_to(session, [found.shortlist.id or 0]),
            ),
            adviser=owner.name if owner else "",
            organisation=session.get_one(Organisation, found.shortlist.organisation_id),
            answers=tuple(ResponseKind),
            today=today,
        )
    )
