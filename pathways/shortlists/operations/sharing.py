"""Links to lists: made, shown again, ended; and what pupils do with them."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.database import LARGEST_ID, table_of
from pathways.shortlists.models import (
    ListKind,
    ListState,
    ResponseKind,
    Shortlist,
    ShortlistItem,
    ShortlistResponse,
    ShortlistShare,
)
from pathways.shortlists.queries.shares import live_shares, waits_for_talk
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
    share = _new_share(found, key, days)
    session.add(share)
    session.flush()
    return share


def make_missing_shares(session: Session, lists: Sequence[Shortlist], key: str) -> list[Shortlist]:
    """A new link to each of the lists whose links work no more, and say which: in few statements for a whole class.

    A template is for nobody yet and an archived list is put away: neither gets one.
    """
    live = live_shares(session, [found.id or 0 for found in lists], clock.today())
    missing = [found for found in lists if may_be_shared(found) and found.id not in live]
    _end(session, [found.id or 0 for found in missing])
    new = [_new_share(found, key, USUAL_DAYS).model_dump(exclude={"id"}) for found in missing]
    if new:
        session.execute(insert(ShortlistShare), new)
    session.flush()
    return missing


def may_be_shared(found: Shortlist) -> bool:
    """Whether a link to a list can be made."""
    return found.state is ListState.ACTIVE and found.kind is not ListKind.TEMPLATE


def end_shares(session: Session, found: Shortlist) -> None:
    """End every link to a list at once."""
    _end(session, [found.id or 0])


def note_opening(session: Session, share: ShortlistShare) -> None:
    """Note that a link was opened, and for the first time of its list; nothing if either is deleted at that moment."""
    now = clock.now()
    this, first = col(ShortlistShare.id) == share.id, col(ShortlistShare.first_opened_at)
    of_list, first_day = col(Shortlist.id) == share.shortlist_id, col(Shortlist.first_opened_on)
    session.execute(update(ShortlistShare).where(this).values(last_opened_at=now))
    session.execute(update(ShortlistShare).where(this, first.is_(None)).values(first_opened_at=now))
    session.execute(
        update(Shortlist).where(of_list, first_day.is_(None)).values(first_opened_on=clock.today())
    )


def answer(session: Session, item_id: int, said: ResponseKind) -> None:
    """Keep what a pupil says of an item; the last answer counts, also of two at once. It is yet to be talked about."""
    table = table_of(ShortlistResponse)
    is_postgres = session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert(table) if is_postgres else sqlite.insert(table)
    now = {"answer": said, "answered_at": clock.now(), "talked_at": None}
    session.execute(
        insert.values(item_id=item_id, **now).on_conflict_do_update(index_elements=["item_id"], set_=now)
    )


def settle_talks(session: Session, found: Shortlist, item_ids: Sequence[int]) -> None:
    """The adviser and the pupil have talked about some items: they are looked at no more, and what was said stays."""
    named = [item_id for item_id in item_ids if 1 <= item_id <= LARGEST_ID]
    there = select(col(ShortlistItem.id)).where(
        col(ShortlistItem.shortlist_id) == found.id, col(ShortlistItem.id).in_(named)
    )
    session.execute(
        update(ShortlistResponse)
        .where(col(ShortlistResponse.item_id).in_(there), waits_for_talk())
        .values(talked_at=clock.now())
        .execution_options(synchronize_session=False)
    )


def ask_removal(session: Session, found: Shortlist) -> None:
    """Keep that the pupil wants the list gone. The first time counts."""
    found.removal_asked_at = found.removal_asked_at or clock.now()
    session.flush()


def settle_removal(session: Session, found: Shortlist) -> None:
    """The adviser has spoken with the pupil and the list stays."""
    found.removal_asked_at = None
    session.flush()


def _new_share(found: Shortlist, key: str, days: int) -> ShortlistShare:
    nonce, today = new_token(), clock.today()
    found.first_shared_on = found.first_shared_on or today
    return ShortlistShare(
        shortlist_id=found.id or 0,
        nonce=nonce,
        token_hash=hash_of(_token(nonce, key), key),
        expires_on=min(today + timedelta(days=days), found.goes_on),
    )


def _end(session: Session, list_ids: list[int]) -> None:
    session.execute(
        update(ShortlistShare)
        .where(col(ShortlistShare.shortlist_id).in_(list_ids), col(ShortlistShare.revoked_at).is_(None))
        .values(revoked_at=clock.now())
        .execution_options(synchronize_session="fetch")
    )


def _token(nonce: str, key: str) -> str:
    """256 bits as `tokens.new_token` writes them: letters and digits alone, which no guard takes for a postcode."""
    number, written = int(keyed_hash(nonce, purpose=_MAKING, key=key), 16), ""
    while len(written) < TOKEN_LENGTH:
        number, letter = divmod(number, len(LETTERS))
        written += LETTERS[letter]
    return written
