"""One list: what is on it, for whom, what came back, and what can be done with it."""

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from pathways import clock
from pathways.shortlists.blueprint import advisers
from pathways.shortlists.desk import (
    for_advisers,
    list_or_404,
    place_named,
    snapshot,
    taken_or_404,
    whose,
    writing,
)
from pathways.shortlists.forms import wholes
from pathways.shortlists.models import ListState
from pathways.shortlists.operations.items import list_items
from pathways.shortlists.operations.lists import bring_back, put_away, take_in_hand
from pathways.shortlists.operations.sharing import settle_removal, settle_talks
from pathways.shortlists.queries.own import list_in_hand
from pathways.shortlists.queries.seen import seen_items
from pathways.shortlists.queries.shares import answers_to, live_share, to_talk_about
from pathways.shortlists.rules.details import learner_of
from pathways.shortlists.rules.school_year import is_going_soon
from pathways.shortlists.search_links import search_near
from pathways.web.session import current_session


@advisers.get("/lists/<int:list_id>")
@for_advisers
def one_list(list_id: int) -> str:
    """The list with its items as they stand today."""
    found = list_or_404(list_id)
    session, today = current_session(), clock.today()
    place = place_named(found.home_place)
    held = list_in_hand(session, whose())
    items = seen_items(
        list_items(session, found),
        snapshot(),
        today,
        near=place,
        learner=learner_of(found),
        answers=answers_to(session, [list_id]),
    )
    return render_template(
        "shortlists/one_list.html",
        shortlist=found,
        items=items,
        place=place,
        share=live_share(session, list_id, today),
        to_talk_about=to_talk_about(session, list_id),
        is_in_hand=held is not None and held.id == list_id,
        goes_soon=is_going_soon(found.goes_on, today),
        search=search_near(place),
        today=today,
    )


@advisers.get("/in-hand")
@for_advisers
def in_hand() -> Response:
    """On to the list in hand, or to all lists where there is none."""
    found = list_in_hand(current_session(), whose())
    if found is None:
        return redirect(url_for("advisers.lists", said="none-in-hand"), 303)
    return redirect(url_for("advisers.one_list", list_id=found.id), 303)


@advisers.post("/lists/<int:list_id>/hand")
@for_advisers
def hand(list_id: int) -> Response:
    """Take the list in hand (`do=take`), or put it down."""
    found = list_or_404(list_id)
    session = writing()
    is_taken = request.form.get("do") == "take" and found.state is ListState.ACTIVE
    take_in_hand(session, whose(), found if is_taken else None)
    session.commit()
    return redirect(url_for("advisers.one_list", list_id=list_id), 303)


@advisers.post("/lists/<int:list_id>/state")
@for_advisers
def state(list_id: int) -> Response:
    """Put the list away, bring it back, or note that they talked: about its removal (`keep`), or about items."""
    do = request.form.get("do")
    session, found = taken_or_404(list_id)
    if do == "archive":
        put_away(session, [found])
    elif do == "restore":
        bring_back(session, [found])
    elif do == "keep":
        settle_removal(session, found)
    elif do == "talked":
        settle_talks(session, found, wholes("item"))
    else:
        abort(400)
    session.commit()
    return redirect(url_for("advisers.one_list", list_id=list_id), 303)
