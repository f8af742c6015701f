"""One upload: how far it is, then what is wrong, and what publishing it would do."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pathways.accounts.signed_in import signed_in_member
from pathways.listings.operations.life import is_trusted
from pathways.listings.upload.models import BUSY, ItemState, Upload, UploadKind, UploadState
from pathways.listings.upload.operations.mending import can_change
from pathways.listings.upload.operations.publishing import OPEN_TO_PUBLISH
from pathways.listings.upload.queries import (
    FAULTS_ON_A_PAGE,
    ShownFault,
    faults_of,
    items_of,
    progress_of,
)
from pathways.listings.upload.venues_named import venues_named
from pathways.listings.upload.views.blueprint import uploads, wanted_upload
from pathways.listings.upload.views.words import KIND_NAMES, STATE_NAMES
from pathways.listings.values import clean_line
from pathways.listings.views.blueprint import for_providers
from pathways.web.fragments import wants_fragment
from pathways.web.session import current_session

MOST_PAGES = 5_000


@dataclass(frozen=True, slots=True)
class Shown:
    """The faults on one page, of those that are wanted, and how many there are of each kind."""

    faults: list[ShownFault]
    total: int
    rows: int
    page: int
    pages: int
    column: str
    columns: list[tuple[str, int]]


@uploads.get("/<int:upload_id>")
@for_providers
def upload(upload_id: int) -> ResponseReturnValue:
    """Progress while there is work to do, which a script asks for again and again; then the results."""
    return upload_page(wanted_upload(upload_id))


def upload_page(found: Upload, status: int = 200, said: str = "") -> ResponseReturnValue:
    """The page of an upload as it is now; ``said`` is why something that was asked for could not be done."""
    session = current_session()
    progress = progress_of(session, found.id or 0)
    if found.state in BUSY:
        return _progress_page(found, progress, status)
    if wants_fragment():
        # What is shown of an upload at work is a part of another page than what comes after.
        response = make_response("", 200)
        response.headers["HX-Refresh"] = "true"
        return response
    page = render_template(
        "listings/upload/results.html",
        upload=found,
        said=said,
        progress=progress,
        shown=_shown(found),
        kind_name=KIND_NAMES[found.kind],
        state_name=STATE_NAMES[found.state],
        is_open=found.state in OPEN_TO_PUBLISH,
        can_change=can_change(found),
        can_undo=found.state is UploadState.APPLIED and found.kind is not UploadKind.VENUES,
        is_trusted=is_trusted(session, signed_in_member().organisation_id),
        is_venues=found.kind is UploadKind.VENUES,
        told_of={
            state.value: items_of(session, found.id or 0, state)
            for state in (ItemState.LEFT, ItemState.REFUSED, ItemState.STUCK)
        },
        touched=sum(progress.items[one] for one in (ItemState.PUBLISHED, ItemState.SUBMITTED)),
        new_venues=venues_named(session, found) if found.state in OPEN_TO_PUBLISH else [],
        page_address=lambda number: _address(found, number),
    )
    return make_response(page, status)


def _progress_page(found: Upload, progress: object, status: int) -> ResponseReturnValue:
    name = "listings/upload/_progress.html" if wants_fragment() else "listings/upload/progress.html"
    page = render_template(name, upload=found, progress=progress, state_name=STATE_NAMES[found.state])
    response = make_response(page, status)
    response.vary.update(("HX-Request", "HX-Boosted", "HX-History-Restore-Request"))
    return response


def _shown(found: Upload) -> Shown:
    every = faults_of(current_session(), found.id or 0)
    counts: dict[str, int] = {}
    for one in every:
        counts[one.column] = counts.get(one.column, 0) + 1
    column = clean_line(request.args.get("column", ""))[:100]
    wanted = [one for one in every if one.column == column] if column in counts and column else every
    number = min(max(request.args.get("page", default=1, type=int), 1), MOST_PAGES)
    first = (number - 1) * FAULTS_ON_A_PAGE
    return Shown(
        wanted[first : first + FAULTS_ON_A_PAGE],
        len(wanted),
        len({one.line for one in every}),
        number,
        max(1, -(-len(wanted) // FAULTS_ON_A_PAGE)),
        column if column in counts else "",
        sorted(((name, count) for name, count in counts.items() if name), key=lambda pair: -pair[1]),
    )


def _address(found: Upload, number: int) -> str:
    kept = {"column": request.args.get("column", ""), "page": str(number) if number > 1 else ""}
    query = urlencode({name: value for name, value in kept.items() if value})
    return url_for("uploads.upload", upload_id=found.id) + (f"?{query}" if query else "")
