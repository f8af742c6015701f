"""What changed in the catalogue since a point, for services that keep a copy."""

from flask import Response, request, url_for

from pathways.api.blueprint import answer, api
from pathways.api.licences import LICENCE, source_statement
from pathways.api.schemas import Change, ChangesAnswer
from pathways.catalogue.change_log import LoggedChange, changes_after
from pathways.catalogue.providers import sources
from pathways.web.problems import FieldProblem, problem
from pathways.web.session import current_session

MOST_CHANGES = 1000
LAST_SEQUENCE = 2**31 - 1


@api.get("/opportunities/changes")
def changes() -> Response:
    """Changes after sequence number ``since`` (0 for all that is kept), oldest first, 1,000 at most.

    Numbers are given in the order in which changes become visible, so following ``next`` misses none and repeats
    none, whatever changes meanwhile.
    """
    asked = request.args.getlist("since") or ["0"]
    since = asked[0]
    if len(asked) > 1 or not (
        since.isascii() and since.isdigit() and len(since) <= 20 and int(since) <= LAST_SEQUENCE
    ):
        return problem(
            422, "`since` must be a whole number.", [FieldProblem("since", "Use `next` of the last answer.")]
        )
    session = current_session()
    found = changes_after(session, int(since), MOST_CHANGES + 1)
    shown = found[:MOST_CHANGES]
    return answer(
        ChangesAnswer(
            changes=[_change(change) for change in shown],
            next=shown[-1].sequence if shown else int(since),
            more=len(found) > MOST_CHANGES,
            licence=LICENCE,
            sources=[source_statement(source) for source in sources(session)],
        )
    )


def _change(change: LoggedChange) -> Change:
    url = None
    if change.state == "published":
        url = url_for("api.read_programme", programme_id=change.programme_id, _external=True)
    return Change(
        sequence=change.sequence,
        opportunity_id=change.opportunity_id,
        programme_id=change.programme_id,
        changed_at=change.changed_at,
        state=change.state,
        url=url,
    )
