"""A plan as somebody sees it to whom it was shown: nothing can be changed, and nothing says whose it is."""

from flask import Response, make_response, render_template, url_for

from pathways import clock
from pathways.plans.lines import plan_lines
from pathways.plans.of_request import service_key
from pathways.plans.page import STATUS_WORDS
from pathways.plans.queries import items_of, shared_plan
from pathways.web.session import current_session
from pathways.web.site import absolute


class SharedPlans:
    """Plans, as one kind of what links show."""

    letter = "p"

    def find(self, token: str) -> int | None:
        """The number of the link with this token, if it stands today."""
        found = shared_plan(current_session(), token, clock.today(), key=service_key())
        return None if found is None else found[1].id

    def show(self, token: str, number: int) -> Response | None:
        """The plan that a link shows; None if the link does not stand today."""
        today = clock.today()
        found = shared_plan(current_session(), token, today, key=service_key())
        if found is None or found[1].id != number:
            return None
        plan, share = found
        return make_response(
            render_template(
                "plans/shared.html",
                lines=plan_lines(items_of(current_session(), plan), today),
                share=share,
                today=today,
                status_words=STATUS_WORDS,
            )
        )


def share_address(token: str) -> str:
    """The public address of a link."""
    return absolute(url_for("shared_links.open_link", token=token))
