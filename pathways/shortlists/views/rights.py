"""Everything that is held in one list, for somebody who asks what is held about them."""

import json

from flask import Response, make_response

from pathways.shortlists.blueprint import advisers
from pathways.shortlists.desk import for_advisers, list_or_404, note, writing
from pathways.shortlists.queries.whole import everything_in


@advisers.get("/lists/<int:list_id>/everything.json")
@for_advisers
def everything(list_id: int) -> Response:
    """One list with all that hangs on it, private notes included, as a file."""
    found = list_or_404(list_id)
    session = writing()
    note(session, "list-exported", found)
    held = everything_in(session, found)
    session.commit()
    response = make_response(json.dumps(held, indent=2, ensure_ascii=False))
    response.mimetype = "application/json"
    response.headers["Content-Disposition"] = f'attachment; filename="list-{list_id}.json"'
    return response
