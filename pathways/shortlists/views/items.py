"""One item of a list: its notes, its place in the order, and taking it off."""

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from pathways import clock
from pathways.shortlists.blueprint import advisers
from pathways.shortlists.desk import for_advisers, list_or_404, snapshot, taken_or_404, whose
from pathways.shortlists.forms import Problems, read_notes
from pathways.shortlists.models import LONGEST_NOTE, LONGEST_WHY, ShortlistItem
from pathways.shortlists.operations.editing import Changed
from pathways.shortlists.operations.items import Notes, move_item, remove_item, write_notes
from pathways.shortlists.queries.own import own_item
from pathways.shortlists.queries.seen import seen_items
from pathways.shortlists.rules.ordering import MOVES
from pathways.web.session import current_session


@advisers.get("/lists/<int:list_id>/items/<int:item_id>")
@for_advisers
def item(list_id: int, item_id: int) -> str:
    """The notes of one item."""
    found = _item_or_404(list_id, item_id)
    return _form(list_id, found, Notes(found.note_to_pupil, found.private_note, found.why))


@advisers.post("/lists/<int:list_id>/items/<int:item_id>")
@for_advisers
def save_item(list_id: int, item_id: int) -> Response | tuple[str, int]:
    """Keep the notes, or show both versions when somebody changed them meanwhile."""
    typed = read_notes()
    session, _found = taken_or_404(list_id)
    there = own_item(session, whose(), list_id, item_id) or abort(404)
    if typed.problems:
        session.rollback()
        return _form(list_id, _item_or_404(list_id, item_id), typed.notes, typed.problems), 422
    try:
        write_notes(session, there, typed.notes, typed.version)
    except Changed:
        session.rollback()
        return _form(list_id, _item_or_404(list_id, item_id), typed.notes, is_changed=True), 409
    session.commit()
    return _back(list_id, there.opportunity_id)


@advisers.post("/lists/<int:list_id>/items/<int:item_id>/move")
@for_advisers
def move(list_id: int, item_id: int) -> Response:
    """Move an item, or take it off (`do=remove`)."""
    do = request.form.get("do", "")
    session, found = taken_or_404(list_id)
    there = own_item(session, whose(), list_id, item_id) or abort(404)
    if do == "remove":
        remove_item(session, there)
    elif do in MOVES:
        move_item(session, found, item_id, next(move for move in MOVES if move == do))
    else:
        abort(400)
    session.commit()
    return _back(list_id, there.opportunity_id if do != "remove" else None)


def _item_or_404(list_id: int, item_id: int) -> ShortlistItem:
    return own_item(current_session(), whose(), list_id, item_id) or abort(404)


def _back(list_id: int, opportunity_id: int | None) -> Response:
    anchor = f"saved-{opportunity_id}" if opportunity_id else None
    return redirect(url_for("advisers.one_list", list_id=list_id, _anchor=anchor), 303)


def _form(
    list_id: int, found: ShortlistItem, notes: Notes, problems: Problems = (), *, is_changed: bool = False
) -> str:
    (seen,) = seen_items([found], snapshot(), clock.today())
    return render_template(
        "shortlists/item.html",
        shortlist=list_or_404(list_id),
        seen=seen,
        notes=notes,
        problems=dict(problems),
        is_changed=is_changed,
        longest_note=LONGEST_NOTE,
        longest_why=LONGEST_WHY,
    )
