"""What was imported, when, how it ended and what was refused; and how fresh each list is."""

from flask import Response, abort, render_template
from flask.typing import ResponseReturnValue

from pathways import clock
from pathways.database import LARGEST_ID
from pathways.feeds.history import freshness, past_imports
from pathways.feeds.kept_refusals import refused_csv, runs_with_rows
from pathways.host.views.blueprint import for_host, host
from pathways.web.session import current_session


@host.get("/imports")
@for_host
def imports() -> ResponseReturnValue:
    """Every list with the day it was last read, and the imports, newest first."""
    connection = current_session().connection()
    return render_template(
        "host/imports.html",
        sources=freshness(connection, clock.now()),
        runs=past_imports(connection),
        with_rows=runs_with_rows(connection),
    )


@host.get("/imports/<int:run_id>/refused.csv")
@for_host
def refused_rows(run_id: int) -> ResponseReturnValue:
    """The rows that one import refused or mended, for a spreadsheet."""
    text = refused_csv(current_session().connection(), run_id) if 1 <= run_id <= LARGEST_ID else None
    if text is None:
        abort(404)
    response = Response(text, mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="refused-{run_id}.csv"'
    return response
