"""Pasting labels: one line, one list, three hundred at a time."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from pathways.front.near import AskedPlace
from pathways.shortlists.blueprint import advisers
from pathways.shortlists.desk import for_advisers, list_or_404, whose, writing
from pathways.shortlists.forms import TypedDetails, read_details, whole
from pathways.shortlists.models import YEAR_GROUPS, Shortlist
from pathways.shortlists.operations.editing import take_labels
from pathways.shortlists.operations.items import copy_to
from pathways.shortlists.operations.lists import make_lists
from pathways.shortlists.rules.details import ListDetails
from pathways.shortlists.rules.labels import MOST_LABELS, Pasted, read_labels

LONGEST_PASTE = 60_000


@advisers.get("/lists/paste")
@for_advisers
def paste() -> str:
    """The empty box; with `from` the template or list that each new list begins as."""
    said = request.args.get("from", "")
    source = list_or_404(int(said)) if said.isascii() and said.isdecimal() and len(said) < 12 else None
    return _form("", TypedDetails(ListDetails(""), AskedPlace(), (), 0), Pasted(()), source)


@advisers.post("/lists/paste")
@for_advisers
def make_lists_from_paste() -> Response | tuple[str, int]:
    """Make a list for every label. Nothing is made while a line needs a look, until the box beneath says go on."""
    text = request.form.get("labels", "")[:LONGEST_PASTE]
    typed = read_details(label_needed=False)
    source = list_or_404(whole("from")) if whole("from") else None
    session = writing()
    pasted = read_labels(text, take_labels(session, whose()))
    needs_look = bool(pasted.refused or pasted.left_out or pasted.like_names or pasted.too_many)
    is_sure = request.form.get("sure") == "yes"
    if not pasted.labels or not typed.is_good or (needs_look and not is_sure):
        session.rollback()
        return _form(text, typed, pasted, source), 422
    made = make_lists(session, whose(), typed.details, pasted.labels)
    if source is not None:
        copy_to(session, source, made)
    session.commit()
    return redirect(url_for("advisers.lists", said="made", year=typed.details.year_group), 303)


def _form(text: str, typed: TypedDetails, pasted: Pasted, source: Shortlist | None) -> str:
    return render_template(
        "shortlists/paste.html",
        text=text,
        typed=typed,
        pasted=pasted,
        source=source,
        years=YEAR_GROUPS,
        most=MOST_LABELS,
        is_empty=bool(request.form) and not pasted.labels,
    )
