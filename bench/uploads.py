"""`python -m bench.uploads`: 5,000 rows kept, checked and published, then changed by another file, then taken back.

After that a set of its listings is moved to next year, as a page does it within one request. Works on a new SQLite
database, or on the empty PostgreSQL database that is named. Prints Markdown.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.accounts.models import Organisation
from pathways.accounts.roles import Role
from pathways.database import Database
from pathways.listings.models import Listing
from pathways.listings.operations import life
from pathways.listings.operations.together import look_at, make_changes
from pathways.listings.queries import Wanted, chosen_listings
from pathways.listings.rules.moving_dates import rolled_over
from pathways.listings.upload.models import Upload
from pathways.listings.upload.operations.publishing import ask_to_undo, confirm
from pathways.listings.upload.operations.working import work_once
from pathways.listings.upload.queries import progress_of
from pathways.migrations import upgrade
from tests.harness.listings import ProviderWorld, make_provider_world, member_of
from tests.harness.uploads import plumbing, sent, sheet

Given = TypeVar("Given")


def main() -> None:
    """Read the wishes, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m bench.uploads", description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--rolled", type=int, default=400, help="listings moved to next year together")
    parser.add_argument("--postgresql", help="address of an empty database")
    wishes = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(wishes.postgresql or f"sqlite:///{folder}/bench.db")
        upgrade(database)
        measure(database, Path(folder), wishes.rows)
        roll_over(database, wishes.rolled)
        database.close()


def measure(database: Database, folder: Path, rows: int) -> None:
    """Each step by itself, in seconds of a wall clock."""
    with database.open_session() as session:
        world = make_provider_world(session)
        life.set_trusted(session, world.organisation.id or 0, trusted=True, member=None)
        session.commit()
        print(f"\n| {rows:,} rows, {database.engine.dialect.name} | Seconds |\n|---|---|")
        for what, words in (("New", "Learn it in our workshop."), ("Changed", "Learn it at work.")):
            given = [
                plumbing(reference=f"r-{number}", title=f"Plumbing diploma {number}", daily_life=words)
                for number in range(rows)
            ]
            body = sheet(given)
            session.expire_all()
            upload = _timed(f"{what}: kept by the request", partial(sent, session, world, body, folder))
            _timed(f"{what}: checked", lambda: work_once(database, folder))
            session.expire_all()
            print(f"<!-- {dict(progress_of(session, upload.id or 0).verdicts)} -->")
            _ask(session, upload, world, confirm)
            _timed(f"{what}: published", lambda: work_once(database, folder))
        _ask(session, upload, world, ask_to_undo)
        _timed("Changed: taken back", lambda: work_once(database, folder))


def roll_over(database: Database, number: int) -> None:
    """The first listings moved to next year: what it would do, as the page shows it, then done and published."""
    with database.open_session() as session:
        organisation_id = session.scalars(select(col(Listing.organisation_id)).limit(1)).one()
        member = member_of(session, session.get_one(Organisation, organisation_id), Role.PROVIDER_EDITOR)
        session.commit()
        change = partial(rolled_over, years=1)
        chosen = partial(chosen_listings, session, organisation_id, Wanted(), clock.today(), most=number)
        _timed(f"{number:,} moved to next year: shown first", lambda: look_at(session, chosen(), change))
        session.expire_all()

        def do_it() -> None:
            changes = look_at(session, chosen(), change)
            make_changes(
                session, changes, member=member, note="rolled over 1", day=clock.today(), also_submit=True
            )
            session.commit()

        _timed(f"{number:,} moved to next year: done and published", do_it)


def _ask(session: Session, upload: Upload, world: ProviderWorld, ask: Callable[..., None]) -> None:
    session.expire_all()
    ask(session, upload, world.editor)
    session.commit()


def _timed(name: str, work: Callable[[], Given]) -> Given:
    began = time.monotonic()
    given = work()
    print(f"| {name} | {time.monotonic() - began:.1f} |")
    return given


if __name__ == "__main__":
    main()
