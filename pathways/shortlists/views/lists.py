"""An adviser's lists: searched, filtered, and dealt with many at a time."""

from dataclasses import replace
from urllib.parse import urlencode

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from pathways import clock
from pathways.shortlists.blueprint import advisers
from pathways.shortlists.desk import for_advisers, note_each, taken_ticked, ticked, ticked_lists, whose
from pathways.shortlists.models import YEAR_GROUPS, ListKind, ListState
from pathways.shortlists.operations.items import copy_to
from pathways.shortlists.operations.lists import bring_back, delete_lists, put_away
from pathways.shortlists.queries.own import list_in_hand
from pathways.shortlists.queries.pages import LONGEST_SEARCH, ListFilter, page_of_lists
from pathways.shortlists.rules.labels import tidy_label
from pathways.web.session import current_session

NOTHING_TICKED = "nothing-ticked"


@advisers.get("/lists")
@for_advisers
def lists() -> str:
    """A page of lists."""
    wanted = _filter()
    page = page_of_lists(current_session(), whose(), wanted, clock.today())
    return render_template(
        "shortlists/lists.html",
        page=page,
        wanted=wanted,
        years=YEAR_GROUPS,
        kinds=tuple(ListKind),
        address_of=lambda number: _address(replace(wanted, page=number)),
        in_hand=list_in_hand(current_session(), whose()),
        said=request.args.get("said", ""),
    )


@advisers.post("/lists")
@for_advisers
def change_lists() -> Response:
    """Do something with the lists that were ticked, and go back to where they stood. ``do`` says what."""
    do = request.form.get("do", "")
    numbers = ticked()
    named = [("list", str(number)) for number in numbers]
    if not numbers:
        return redirect(_address(_filter(), said=NOTHING_TICKED), 303)
    if do == "print":
        return redirect(f"{url_for('advisers.print_lists')}?{urlencode(named)}", 303)
    if do == "delete":
        return redirect(f"{url_for('advisers.delete')}?{urlencode(named)}", 303)
    if do == "pass-on":
        return redirect(f"{url_for('advisers.people')}?{urlencode(named)}", 303)
    session, found = taken_ticked()
    if do == "archive":
        put_away(session, found)
    elif do == "restore":
        bring_back(session, found)
    elif do == "copy":
        source = list_in_hand(session, whose())
        if source is not None:
            copy_to(session, source, found)
    else:
        abort(400)
    session.commit()
    return redirect(_address(_filter(), said=do), 303)


@advisers.get("/lists/delete")
@for_advisers
def delete() -> str:
    """Ask once before lists are deleted."""
    found = ticked_lists()
    if not found:
        abort(404)
    return render_template("shortlists/delete.html", lists=found)


@advisers.post("/lists/delete")
@for_advisers
def delete_for_good() -> Response:
    """Delete the lists named, with all that hangs on them."""
    session, found = taken_ticked()
    if not found:
        abort(404)
    note_each(session, "list-deleted", found)
    delete_lists(session, found)
    session.commit()
    return redirect(url_for("advisers.lists", said="deleted"), 303)


def _filter() -> ListFilter:
    year, kind, page = (request.values.get(name, "") for name in ("year", "kind", "page"))
    is_archived = request.values.get("state") == ListState.ARCHIVED
    return ListFilter(
        words=tidy_label(request.values.get("q", ""))[:LONGEST_SEARCH],
        year_group=int(year) if year in map(str, YEAR_GROUPS) else None,
        kind=ListKind(kind) if kind in set(ListKind) else None,
        state=ListState.ARCHIVED if is_archived else ListState.ACTIVE,
        page=int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1,
    )


def _address(wanted: ListFilter, said: str | None = None) -> str:
    return url_for(
        "advisers.lists",
        q=wanted.words or None,
        year=wanted.year_group,
        kind=wanted.kind,
        state=wanted.state if wanted.state is ListState.ARCHIVED else None,
        page=wanted.page if wanted.page > 1 else None,
        said=said,
    )
