"""What changed in the catalogue since a point, for services that keep a copy."""

from flask import Response, request

from pathways.api.blueprint import answer, api
from pathways.api.schemas import Change, ChangesAnswer
from pathways.catalogue.change_log import changes_after
from pathways.web.problems import FieldProblem, problem
from pathways.web.session import current_session

MOST_CHANGES = 1000
LAST_SEQUENCE = 2**31 - 1


@api.get("/opportunities/changes")
def changes() -> Response:
    """Changes after sequence number ``since`` (0 for all that is kept), oldest first, 1,000 at most."""
    since = request.args.get("since", "0")
    if not (since.isascii() and since.isdigit() and len(since) <= 20 and int(since) <= LAST_SEQUENCE):
        return problem(
            422, "`since` must be a whole number.", [FieldProblem("since", "Use `next` of the last answer.")]
        )
    found = changes_after(current_session(), int(since), MOST_CHANGES + 1)
    shown = found[:MOST_CHANGES]
    return answer(
        ChangesAnswer(
            changes=[
                Change(
                    sequence=change.sequence,
                    opportunity_id=change.opportunity_id,
                    changed_at=change.changed_at,
                    state=change.state,
                )
                for change in shown
            ],
            next=shown[-1].sequence if shown else int(since),
            more=len(found) > MOST_CHANGES,
        )
    )
