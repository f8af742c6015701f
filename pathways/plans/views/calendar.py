"""The calendar that programs subscribe to: one address for one plan, and nothing in it says whose."""

from flask import Response, abort, request

from pathways import clock
from pathways.plans.blueprint import plans
from pathways.plans.calendar import CALENDAR_TYPE, tag_of
from pathways.plans.calendar_links import plan_of_calendar
from pathways.plans.of_request import service_key
from pathways.plans.steps_of_plan import calendar_of, events_of, lines_of
from pathways.tokens import may_be_token
from pathways.web.session import current_session


@plans.get("/calendar/<token>.ics")
def calendar_feed(token: str) -> Response:
    """The next steps of a plan. Wrong, ended and gone are one and the same answer."""
    if not may_be_token(token):
        abort(404)
    plan = plan_of_calendar(current_session(), token, clock.today(), key=service_key())
    if plan is None:
        abort(404)
    events = events_of(lines_of(plan))
    response = Response(calendar_of(events), content_type=CALENDAR_TYPE)
    response.set_etag(tag_of(events), weak=True)
    response.headers["Content-Disposition"] = 'inline; filename="next-steps.ics"'
    response.make_conditional(request)
    return response
