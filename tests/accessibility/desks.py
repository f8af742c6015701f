"""The desk of an adviser lead with lists in every condition, for the states of `desk_states`."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.accounts.models import Membership, SessionStep, StaffSession
from pathways.accounts.roles import Role
from pathways.accounts.sessions import open_session
from pathways.catalogue.criteria import Learner
from pathways.catalogue.models import Opportunity
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.shortlists.digest_links import token_for
from pathways.shortlists.models import AdviserDesk, ListKind, ResponseKind, Shortlist
from pathways.shortlists.operations.items import Notes, add_items, list_items, write_notes
from pathways.shortlists.operations.lists import (
    keep_answers,
    make_lists,
    put_away,
    take_in_hand,
    want_digest,
)
from pathways.shortlists.operations.sharing import answer, ask_removal, make_share, token_of
from pathways.shortlists.queries.seen import new_item
from pathways.shortlists.rules.details import ListDetails
from pathways.shortlists.rules.whose import Whose
from tests.harness.staff import make_membership, make_organisation


def make_desk(session: Session, snapshot: CatalogueSnapshot, key: str) -> dict[str, str]:
    """Names for the states, and `staff`, the token of a session that outlasts the tests. The caller commits."""
    school = make_organisation(session, name="Harbour School", is_demonstration=True)
    membership = make_membership(session, role=Role.ADVISER_LEAD, organisation=school)
    make_membership(session, organisation=school)
    whose = Whose(membership.organisation_id, membership.user_id)
    about = ListDetails(
        "11B-01", year_group=11, purpose="After the fair", home_place="DH8", learner=Learner("year-10-11")
    )
    full = _filled(session, snapshot, whose, about)
    asked = _filled(session, snapshot, whose, ListDetails("11B-02", year_group=11))
    template = _filled(session, snapshot, whose, ListDetails("Hands-on near Consett", ListKind.TEMPLATE))
    (archived,) = make_lists(session, whose, ListDetails("old"))
    put_away(session, [archived])
    items = list_items(session, full)
    write_notes(
        session, items[0], Notes("Go and see it.", "For me.", "You like fixing things\nIt is near"), 1
    )
    keep_answers(session, full, "travel=bus&minutes=45&yes=r1&idea=area%3Ahealth")
    links = {name: make_share(session, found, key) for name, found in (("link", full), ("asked_link", asked))}
    answer(session, items[0].id or 0, ResponseKind.TALK)
    ask_removal(session, asked)
    take_in_hand(session, whose, full)
    return {
        "list": str(full.id),
        "item": str(items[0].id),
        "asked_list": str(asked.id),
        "archived_list": str(archived.id),
        "template_list": str(template.id),
        "letters_token": token_for(_desk_with_letters(session, whose), key),
        "staff": _signed_in(session, membership, key),
        **{name: token_of(share, key) for name, share in links.items()},
    }


def _desk_with_letters(session: Session, whose: Whose) -> AdviserDesk:
    want_digest(session, whose, wanted=True)
    return session.get_one(AdviserDesk, (whose.user_id, whose.organisation_id))


def _filled(session: Session, snapshot: CatalogueSnapshot, whose: Whose, details: ListDetails) -> Shortlist:
    """A list with three things on it, of which one has left the catalogue since."""
    (made,) = make_lists(session, whose, details)
    ids = session.scalars(select(Opportunity.id).order_by(Opportunity.id).limit(3))
    new = [new_item(snapshot, one, clock.today(), ("It is near",)) for one in ids]
    add_items(session, made, [item for item in new if item is not None])
    list_items(session, made)[-1].opportunity_id = 2_000_000_000
    session.flush()
    return made


def _signed_in(session: Session, membership: Membership, key: str) -> str:
    token = open_session(
        session,
        step=SessionStep.SIGNED_IN,
        key=key,
        user_id=membership.user_id,
        membership_id=membership.id,
    )
    found = select(StaffSession).where(StaffSession.membership_id == membership.id)
    # Nobody looks at it until every state before has been visited.
    session.scalars(found).one().seen_at = clock.now() + timedelta(hours=11)
    return token
