"""Changing many listings at once: to next year, or from one date to another. First looked at, then done.

That many are still right changes nothing that they say, and is noted at once.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from hashlib import sha256

from flask import render_template, request
from flask.typing import ResponseReturnValue

from pathways import clock
from pathways.accounts.signed_in import signed_in_member
from pathways.catalogue.labels import ROUTE_NAMES
from pathways.catalogue.vocabulary import Route
from pathways.listings.content import ListingContent
from pathways.listings.forms.fields import Field, Mistyped
from pathways.listings.models import Listing
from pathways.listings.operations.life import confirm_each
from pathways.listings.operations.together import Change, look_at, make_changes
from pathways.listings.operations.versions import EditedMeanwhile
from pathways.listings.queries import Wanted, chosen_listings
from pathways.listings.rules.moving_dates import MOST_YEARS, changed_dates, rolled_over
from pathways.listings.rules.standing import ListingStanding
from pathways.listings.values import clean_line
from pathways.listings.views.blueprint import for_providers, listings
from pathways.web.session import begin_writing, current_session

MOST = 2_000
ACTIONS = ("roll", "dates", "right")
DAYS = ("old_start", "new_start", "closes_on")


@listings.post("/together")
@for_providers
def together() -> ResponseReturnValue:
    """Ask what is to change, show what it would do, and do it when told to."""
    member = signed_in_member()
    if "do" in request.form:
        begin_writing()
    session = current_session()
    action = request.form.get("action", "")
    action = action if action in ACTIONS else "roll"
    chosen = _chosen()
    if action == "right":
        return _still_right(chosen)
    days, mistakes = _days()
    change = _change(action, days) if not mistakes else None
    changes = look_at(session, chosen, change) if change is not None else []
    seen = _as_seen(changes)
    # A second click, or the page sent again, would move the same dates by another year.
    is_late = "do" in request.form and request.form.get("seen", seen) != seen
    done = None
    if "do" in request.form and changes and not is_late:
        note = f"rolled over {_years()}" if action == "roll" else "dates changed"
        try:
            done = make_changes(
                session,
                changes,
                member=member,
                note=note,
                day=clock.today(),
                also_submit="submit" in request.form,
            )
            session.commit()
        except EditedMeanwhile:
            # What it would do is shown anew, as it is now.
            session.rollback()
            chosen = _chosen()
            changes = look_at(session, chosen, change) if change is not None else []
            seen, is_late = _as_seen(changes), True
    page = render_template(
        "listings/together.html",
        action=action,
        chosen=chosen,
        changes=changes,
        is_asked=change is not None,
        years=_years(),
        most_years=MOST_YEARS,
        days={name: request.form.get(name, "") for name in DAYS},
        mistakes=mistakes,
        done=done,
        seen=seen,
        is_late=is_late,
    )
    return page, 422 if mistakes or not chosen else 200


def _as_seen(changes: list[Change]) -> str:
    """A mark of the listings as they are now, that differs as soon as one of them changes."""
    said = ",".join(f"{change.listing.id}:{change.listing.edit_count}" for change in changes)
    return sha256(said.encode("ascii")).hexdigest()


def _still_right(chosen: list[Listing]) -> ResponseReturnValue:
    """Note that these are still right; of those that students do not see, the page says that nothing was noted."""
    noted = confirm_each(current_session(), chosen, member=signed_in_member(), day=clock.today())
    current_session().commit()
    page = render_template("listings/still_right.html", chosen=len(chosen), noted=noted)
    return page, 200 if noted else 422


def _chosen() -> list[Listing]:
    """The listings that were ticked, or all that the filters of the list find."""
    organisation = signed_in_member().organisation_id
    if "all" in request.form:
        state, route = request.form.get("state", ""), request.form.get("route", "")
        wanted = Wanted(
            text=clean_line(request.form.get("q", ""))[:100],
            standing=ListingStanding(state) if state in {one.value for one in ListingStanding} else None,
            route=Route(route) if route in ROUTE_NAMES else None,
        )
        return chosen_listings(current_session(), organisation, wanted, clock.today(), most=MOST)
    ids = [
        int(one)
        for one in request.form.getlist("id")[:MOST]
        if one.isascii() and one.isdigit() and len(one) < 10
    ]
    return chosen_listings(current_session(), organisation, ids, clock.today(), most=MOST)


def _years() -> int:
    return min(max(request.form.get("years", default=1, type=int), 1), MOST_YEARS)


def _days() -> tuple[dict[str, date], dict[str, str]]:
    days: dict[str, date] = {}
    mistakes: dict[str, str] = {}
    for name in DAYS:
        try:
            day = Field(name, "day", "").read({name: [request.form.get(name, "")]})
        except Mistyped as mistyped:
            mistakes[name] = str(mistyped.words)
            continue
        if day is not None:
            days[name] = day
    return days, mistakes


def _change(action: str, days: dict[str, date]) -> Callable[[ListingContent], ListingContent] | None:
    if action == "roll":
        return partial(rolled_over, years=_years()) if "years" in request.form else None
    if "old_start" not in days or not days.keys() & {"new_start", "closes_on"}:
        return None
    return partial(
        changed_dates,
        old_start=days["old_start"],
        new_start=days.get("new_start"),
        closes_on=days.get("closes_on"),
    )
