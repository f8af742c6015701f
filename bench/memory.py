"""What a worker process keeps for itself: two of them, with and without the snapshot, side by side."""

from __future__ import annotations

import multiprocessing
import time
from multiprocessing.connection import Connection
from pathlib import Path

from bench.corpus import opened
from bench.queries import asked
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.search import search
from pathways.catalogue.snapshots import CatalogueSnapshot

_COUNTED = ("Private_Clean:", "Private_Dirty:")


def private_megabytes(instance: Path) -> tuple[float, float]:
    """The private memory of a worker without the snapshot and of one that has answered 200 searches from it.

    Two workers run at once, as in service, so that what they map together is seen to be shared.
    """
    context = multiprocessing.get_context("spawn")
    pipes, workers = [], []
    for _ in range(2):
        ours, theirs = context.Pipe()
        worker = context.Process(target=_work, args=(theirs, instance))
        worker.start()
        pipes.append(ours)
        workers.append(worker)
    without = [pipe.recv() for pipe in pipes]
    for pipe in pipes:
        pipe.send("go on")
    for pipe in pipes:
        pipe.recv()
    for pipe in pipes:
        pipe.send("measure")
    with_snapshot = [pipe.recv() for pipe in pipes]
    for worker in workers:
        worker.join()
    return max(without), max(with_snapshot)


def opening_seconds(instance: Path) -> float:
    """How long a new process takes from asking for the snapshot to its first answer but for words."""
    begun = time.perf_counter()
    opened(instance)
    return time.perf_counter() - begun


def _work(pipe: Connection, instance: Path) -> None:
    # What reads the words is there with or without a catalogue.
    search(CatalogueSnapshot("", ()), SearchCriteria(text="nursing"))
    pipe.send(_private())
    pipe.recv()
    snapshot = opened(instance)
    for one in asked(snapshot, 200, as_typed=True):
        search(snapshot, one.criteria)
    pipe.send("ready")
    pipe.recv()
    pipe.send(_private())
    time.sleep(1.0)


def _private() -> float:
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(_COUNTED)) / 1024
