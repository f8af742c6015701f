"""The terms that the host added to the careers thesaurus, in force in this process."""

from sqlalchemy import select
from sqlmodel import col

from pathways.catalogue.careers_thesaurus import set_additions
from pathways.database import Database
from pathways.host.models import ThesaurusAddition
from pathways.words.thesaurus import Kind, Meaning

WEIGHT = 95


def refresh_words(database: Database) -> None:
    """Read the added terms and put them in force; nothing is done when they are the same as before.

    Raises sqlalchemy.exc.DBAPIError when the database is away.
    """
    with database.open_session() as session:
        rows = session.scalars(select(ThesaurusAddition).order_by(col(ThesaurusAddition.id)))
        set_additions(tuple(meaning_of(row) for row in rows))


def meaning_of(addition: ThesaurusAddition) -> Meaning:
    """What an added term stands for."""
    return Meaning(addition.term, Kind(addition.kind), (addition.value,), WEIGHT)
