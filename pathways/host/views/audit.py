"""The audit log, as it was written."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from flask import render_template, request
from flask.typing import ResponseReturnValue

from pathways.accounts.queries import every_organisation
from pathways.database import LARGEST_ID
from pathways.feeds.programmes_csv.cells import CellError, read_day
from pathways.host.queries.audit import Wanted, actions, entries
from pathways.host.views.blueprint import for_host, host
from pathways.web.session import current_session

LAST_PAGE = 100_000
DAYS = ("first", "last")
LONGEST_DAY = 30


@host.get("/audit")
@for_host
def audit() -> ResponseReturnValue:
    """Who did what, newest first: by organisation, action and day."""
    session = current_session()
    known = actions(session)
    typed = {name: request.args.get(name, "").strip()[:LONGEST_DAY] for name in DAYS}
    days = {name: _day(text) for name, text in typed.items()}
    wanted = _wanted(known, days)
    organisations = {
        line.organisation.id or 0: line.organisation.name for line in every_organisation(session)
    }
    return render_template(
        "host/audit.html",
        wanted=wanted,
        typed=typed,
        unread=[name for name in DAYS if typed[name] and days[name] is None],
        found=entries(session, wanted),
        actions=known,
        organisations=organisations,
        page_address=lambda page: _address(wanted, page),
    )


def _wanted(known: list[str], days: Mapping[str, date | None]) -> Wanted:
    organisation = request.args.get("organisation", default=0, type=int)
    action = request.args.get("action", "")
    page = request.args.get("page", default=1, type=int)
    return Wanted(
        organisation if 1 <= organisation <= LARGEST_ID else None,
        action if action in known else "",
        days["first"],
        days["last"],
        min(max(page, 1), LAST_PAGE),
    )


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text) if "-" in text else read_day(text)
    except (ValueError, CellError):
        return None
    return found if 1900 < found.year < 2900 else None


def _address(wanted: Wanted, page: int) -> str:
    told = {
        "organisation": wanted.organisation,
        "action": wanted.action,
        "first": wanted.first,
        "last": wanted.last,
    }
    return "?" + urlencode({name: str(value) for name, value in told.items() if value} | {"page": str(page)})
