"""Adding terms to the thesaurus, and taking them out again. The caller commits, then puts them in force."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.accounts.audit import record
from pathways.accounts.member import Member
from pathways.host.models import ThesaurusAddition
from pathways.words.thesaurus import Kind

MOST_ADDED = 500


class CannotAdd(Exception):
    """The term was added before, or there are as many as there may be. The caller rolls back."""


def added_terms(session: Session) -> list[ThesaurusAddition]:
    """Every term that was added, by the alphabet."""
    return list(session.scalars(select(ThesaurusAddition).order_by(col(ThesaurusAddition.term))))


def add_term(session: Session, *, term: str, kind: Kind, value: str, member: Member) -> ThesaurusAddition:
    """Add a term. Raises CannotAdd."""
    known = added_terms(session)
    if len(known) >= MOST_ADDED or any(one.term == term for one in known):
        raise CannotAdd
    made = ThesaurusAddition(term=term, kind=kind.value, value=value, added_by=member.user_id)
    session.add(made)
    try:
        session.flush()
    except IntegrityError as known:
        # A colleague added it at the same moment.
        raise CannotAdd from known
    record(session, member, "term-added", "thesaurus_addition", made.id)
    return made


def remove_term(session: Session, addition: ThesaurusAddition, *, member: Member) -> None:
    """Take an added term out."""
    record(session, member, "term-removed", "thesaurus_addition", addition.id)
    session.delete(addition)
    session.flush()
