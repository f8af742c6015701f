"""What every page of an adviser's begins with: who it is, their list or 404, and the catalogue beside it."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from flask import abort, request
from sqlalchemy.orm import Session

from pathways.accounts.signed_in import Role, needs_role, record, record_each, signed_in_member
from pathways.catalogue.current import current_catalogue, current_gazetteer
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.places.place import Place
from pathways.shortlists.models import Shortlist
from pathways.shortlists.operations.editing import take_list, take_lists
from pathways.shortlists.queries.own import own_list, own_lists
from pathways.shortlists.rules.whose import Whose
from pathways.web.session import current_session

for_advisers = needs_role(Role.ADVISER, Role.ADVISER_LEAD)
"""Guards a view: advisers and their leads, nobody else."""


def whose() -> Whose:
    """The adviser of this request."""
    member = signed_in_member()
    return Whose(member.organisation_id, member.user_id)


def list_or_404(list_id: int) -> Shortlist:
    """One of their lists, to be shown."""
    return own_list(current_session(), whose(), list_id) or abort(404)


def writing() -> Session:
    """The session of this request, with what was read before let go: a change has to begin with its lock."""
    session = current_session()
    session.commit()
    return session


def taken_or_404(list_id: int) -> tuple[Session, Shortlist]:
    """One of their lists, locked to be changed, and the session to commit."""
    session = writing()
    return session, take_list(session, whose(), list_id) or abort(404)


def ticked() -> tuple[int, ...]:
    """The numbers of the lists that were ticked or named in this request; what is no number is left out."""
    said = [*request.form.getlist("list"), *request.args.getlist("list")]
    return tuple(
        dict.fromkeys(int(one) for one in said if one.isascii() and one.isdecimal() and len(one) < 12)
    )


def ticked_lists() -> list[Shortlist]:
    """Those of the lists named in this request that are theirs."""
    return own_lists(current_session(), whose(), ticked())


def taken_ticked() -> tuple[Session, list[Shortlist]]:
    """The same, locked to be changed."""
    session = writing()
    return session, take_lists(session, whose(), list(ticked()))


def snapshot() -> CatalogueSnapshot | None:
    """The catalogue, or None while it is being built."""
    catalogue = current_catalogue()
    return catalogue.snapshot() if catalogue.state == "ready" else None


def place_named(place_id: str | None) -> Place | None:
    """The place of that id, if there still is one."""
    return current_gazetteer().lookup(place_id) if place_id else None


def note(session: Session, action: str, found: Shortlist | None = None) -> None:
    """Write an act into the audit log: numbers only, never a label."""
    record(session, signed_in_member(), action, "shortlist" if found else "", found.id if found else None)


def note_each(session: Session, action: str, lists: Iterable[Shortlist]) -> None:
    """The same for each of some lists."""
    record_each(session, signed_in_member(), action, "shortlist", (found.id or 0 for found in lists))


def way_back(otherwise: str) -> str:
    """The page of ours that a form stood on; ``otherwise`` when the browser does not say."""
    referrer = request.referrer or ""
    if not referrer.startswith(request.host_url):
        return otherwise
    try:
        parts = urlsplit(referrer)
    except ValueError:
        return otherwise
    path = "/" + parts.path.lstrip("/\\")
    return path + (f"?{parts.query}" if parts.query else "")
