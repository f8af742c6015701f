"""The first page of the host's desk: what waits, in numbers."""

from flask import render_template
from flask.typing import ResponseReturnValue

from pathways import clock
from pathways.feeds.history import freshness
from pathways.host.queries.reports import open_reports
from pathways.host.queries.samples import samples
from pathways.host.queries.untold import untold
from pathways.host.queries.waiting import waiting
from pathways.host.views.blueprint import for_host, host
from pathways.web.session import current_session


@host.get("")
@for_host
def desk() -> ResponseReturnValue:
    """What waits."""
    session, today = current_session(), clock.today()
    told = open_reports(session, today)
    return render_template(
        "host/home.html",
        waiting=len(waiting(session)),
        untold=len(untold(session, clock.now())),
        samples=len(samples(session, clock.now())),
        reports=len(told),
        urgent=sum(line.is_urgent for line in told),
        overdue=sum(line.is_overdue for line in told),
        old_lists=sum(one.is_overdue for one in freshness(session.connection(), clock.now())),
    )
