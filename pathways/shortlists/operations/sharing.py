"""Links to lists: made, shown again, ended; and what pupils do with them."""

from datetime import timedelta

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from pathways import clock
from pathways.database import table_of
from pathways.shortlists.models import ResponseKind, Shortlist, ShortlistResponse, ShortlistShare
from pathways.shortlists.queries.shares import live_share, shares_of
from pathways.tokens import LETTERS, TOKEN_LENGTH, keyed_hash, new_token

DAYS_CHOICES = (7, 30, 60, 90)
USUAL_DAYS = 30
_MAKING, _FINDING = "shortlist-link", "shortlist-share"


def token_of(share: ShortlistShare, key: str) -> str:
    """The secret of a link, 256 bits as 43 characters: worked out from the service's ``key`` whenever it is shown.

    So a sheet can be printed again, and whoever reads the tables alone can open nothing.
    """
    return _token(share.nonce, key)


def hash_of(token: str, key: str) -> str:
    """What a link's secret is found by."""
    return keyed_hash(token, purpose=_FINDING, key=key)


def make_share(session: Session, found: Shortlist, key: str, days: int = USUAL_DAYS) -> ShortlistShare:
    """A new link that works for so many days; the ones before it end, so that one link is enough to keep in mind."""
    end_shares(session, found)
    nonce = new_token()
    share = ShortlistShare(
        shortlist_id=found.id or 0,
        nonce=nonce,
        token_hash=hash_of(_token(nonce, key), key),
        expires_on=min(clock.today() + timedelta(days=days), found.goes_on),
    )
    session.add(share)
    session.flush()
    return share


def share_for_print(session: Session, found: Shortlist, key: str) -> ShortlistShare:
    """The link that works, or a new one where there is none."""
    return live_share(session, found.id or 0, clock.today()) or make_share(session, found, key)


def end_shares(session: Session, found: Shortlist) -> int:
    """End every link to a list at once, and say how many worked until now."""
    now, today, ended = clock.now(), clock.today(), 0
    for share in shares_of(session, found.id or 0):
        if share.revoked_at is None:
            ended += share.expires_on >= today
            share.revoked_at = now
    session.flush()
    return ended


def note_opening(session: Session, share: ShortlistShare) -> None:
    """Note that a link was opened."""
    share.last_opened_at = clock.now()
    share.first_opened_at = share.first_opened_at or share.last_opened_at
    session.flush()


def answer(session: Session, item_id: int, said: ResponseKind) -> None:
    """Keep what a pupil says of an item; the last answer counts, also of two at once."""
    table = table_of(ShortlistResponse)
    is_postgres = session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert(table) if is_postgres else sqlite.insert(table)
    now = {"answer": said, "answered_at": clock.now()}
    session.execute(
        insert.values(item_id=item_id, **now).on_conflict_do_update(index_elements=["item_id"], set_=now)
    )


def ask_removal(session: Session, found: Shortlist) -> None:
    """Keep that the pupil wants the list gone. The first time counts."""
    found.removal_asked_at = found.removal_asked_at or clock.now()
    session.flush()


def settle_removal(session: Session, found: Shortlist) -> None:
    """The adviser has spoken with the pupil and the list stays."""
    found.removal_asked_at = None
    session.flush()


def _token(nonce: str, key: str) -> str:
    """256 bits as `tokens.new_token` writes them: letters and digits alone, which no guard takes for a postcode."""
    number, written = int(keyed_hash(nonce, purpose=_MAKING, key=key), 16), ""
    while len(written) < TOKEN_LENGTH:
        number, letter = divmod(number, len(LETTERS))
        written += LETTERS[letter]
    return written
