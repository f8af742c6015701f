"""`python -m bench.publishing`: how long a change takes to be searchable, and a withdrawn opportunity to be gone.

A publisher follows a copy of a prepared instance from a process of its own, as in service. This process changes the
database and looks, as a worker does, until a search shows it. The time runs from the commit.
"""

from __future__ import annotations

import argparse
import multiprocessing
import shutil
import threading
import time
from collections.abc import Callable
from multiprocessing.synchronize import Event
from pathlib import Path
from statistics import median

from bench.corpus import prepared
from pathways.catalogue.changes import record_change
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.models import Opportunity, Programme
from pathways.catalogue.publisher import follow
from pathways.catalogue.search import search
from pathways.catalogue.vocabulary import ListingState
from pathways.database import Database

PATIENCE = 60.0
_WORDS = ("Falconry", "Thatching", "Bookbinding", "Clockmaking", "Saddlery", "Coopering")


def main() -> None:
    """Read the wishes, measure, print Markdown."""
    parser = argparse.ArgumentParser(prog="python -m bench.publishing", description=__doc__)
    parser.add_argument("--opportunities", type=int, default=500_000)
    parser.add_argument("--folder", type=Path, default=Path("instance/bench"))
    parser.add_argument("--rounds", type=int, default=5)
    wishes = parser.parse_args()
    own = prepared(wishes.folder, wishes.opportunities)
    copy = own.with_name(f"{own.name}-publishing")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(own, copy, ignore=shutil.ignore_patterns("bench-*"))
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    publisher = context.Process(target=_publish, args=(copy, stop))
    publisher.start()
    try:
        changed, gone = measured(copy, wishes.rounds)
    finally:
        stop.set()
        publisher.join()
        shutil.rmtree(copy, ignore_errors=True)
    print("| From the commit to being seen by a search | Median, s | Longest, s |\n|---|---|---|")
    print(f"| a changed title | {median(changed):.2f} | {max(changed):.2f} |")
    print(f"| a withdrawn opportunity | {median(gone):.2f} | {max(gone):.2f} |")


def measured(instance: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Seconds until a changed title was found, and until what was then withdrawn was gone, in each of the rounds.

    One round more comes first, while the publisher is starting and the copied files reach the disk.
    """
    database = _database(instance)
    live = LiveCatalogue(instance, database)
    changed, gone = [], []
    for at in range(rounds + 1):
        word = f"{_WORDS[at % len(_WORDS)]}{'x' * (at // len(_WORDS))}"
        with database.unit_of_work() as session:
            opportunity = session.get_one(Opportunity, 1000 * (at + 1))
            key = opportunity.id
            assert key is not None
            session.get_one(Programme, opportunity.programme_id).title = f"{word} for beginners"
            record_change(session, [key])
        changed.append(_seconds_until(lambda word=word: _found(live, word) == 1))  # type: ignore[misc]
        with database.unit_of_work() as session:
            session.get_one(Opportunity, key).state = ListingState.WITHDRAWN
            record_change(session, [key])
        gone.append(_seconds_until(lambda word=word: _found(live, word) == 0))  # type: ignore[misc]
    database.close()
    return changed[1:], gone[1:]


def _found(live: LiveCatalogue, word: str) -> int:
    return search(live.snapshot(), SearchCriteria(text=f'"{word}"', keep_spelling=True)).total


def _seconds_until(holds: Callable[[], bool]) -> float:
    begun = time.monotonic()
    while not holds():
        if time.monotonic() - begun > PATIENCE:
            raise RuntimeError("The change never came.")
        time.sleep(0.02)
    return time.monotonic() - begun


def _database(instance: Path) -> Database:
    return Database(f"sqlite:///{instance / 'pathways.db'}")


def _publish(instance: Path, stop: Event) -> None:
    ending = threading.Event()

    def hand_on() -> None:
        stop.wait()
        ending.set()

    threading.Thread(target=hand_on, daemon=True).start()
    follow(_database(instance), instance, ending)


if __name__ == "__main__":
    main()
