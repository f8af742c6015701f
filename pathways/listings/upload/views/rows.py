"""One row of an upload, to be mended: every cell of it, or one cell from the list of what is wrong."""

import json

from flask import abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pathways.database import LARGEST_ID
from pathways.listings.upload.judges import mended_columns
from pathways.listings.upload.models import RowState, Upload, UploadRow
from pathways.listings.upload.operations.mending import can_change, leave_out, mend_row, row_of
from pathways.listings.upload.operations.publishing import NotNow
from pathways.listings.upload.queries import faults_in
from pathways.listings.upload.views.blueprint import current_bench, uploads, wanted_upload
from pathways.listings.views.blueprint import for_providers
from pathways.web.session import current_session

LONGEST_LINE = 80


@uploads.get("/<int:upload_id>/rows/<int:number>")
@for_providers
def row(upload_id: int, number: int) -> ResponseReturnValue:
    """Every cell of a row, those that are wrong first."""
    found = wanted_upload(upload_id)
    return _page(found, _wanted(found, number))


@uploads.post("/<int:upload_id>/rows/<int:number>")
@for_providers
def mend(upload_id: int, number: int) -> ResponseReturnValue:
    """Keep what was typed at once, and check the row again. 422 shows what is still wrong."""
    found = wanted_upload(upload_id)
    one, session = _wanted(found, number), current_session()
    columns = {f"cell-{place}": name for place, name in enumerate(mended_columns(found))}
    typed = {columns[name]: value for name, value in request.form.items() if name in columns}
    try:
        if "leave-out" in request.form:
            leave_out(session, found, one, current_bench(found))
        else:
            mend_row(session, found, one, typed, current_bench(found))
    except NotNow:
        session.rollback()
        return _page(found, one, 409)
    session.commit()
    kept = row_of(session, found, number)
    if "back" in request.form or kept is None:
        return redirect(url_for("uploads.upload", upload_id=found.id, _anchor="faults"), 303)
    if kept.state is RowState.BAD:
        return _page(found, kept, 422)
    return redirect(url_for("uploads.upload", upload_id=found.id, _anchor="faults"), 303)


def _wanted(found: Upload, number: int) -> UploadRow:
    one = row_of(current_session(), found, number) if number <= LARGEST_ID else None
    if one is None:
        abort(404)
    return one


def _page(found: Upload, one: UploadRow, status: int = 200) -> ResponseReturnValue:
    cells, faults = json.loads(one.cells), faults_in(one)
    wrong = {fault.column for fault in faults}
    names = mended_columns(found)
    fields = [
        (place, name, cells.get(name, ""), [fault for fault in faults if fault.column == name])
        for place, name in enumerate(names)
    ]
    page = render_template(
        "listings/upload/row.html",
        upload=found,
        row=one,
        first=[field for field in fields if field[1] in wrong],
        others=[field for field in fields if field[1] not in wrong],
        faults=faults,
        place_of={name: place for place, name in enumerate(names)},
        can_change=can_change(found),
        can_mend=can_change(found) and one.can_mend,
        longest_line=LONGEST_LINE,
        is_good=one.state is RowState.GOOD,
        is_late=status == 409,
    )
    return make_response(page, status)
