"""`python -m bench.pages`: whole results pages a second from a running service, by a small client of our own.

Starts `pathways serve` on a prepared instance with page limits off, asks for results pages over kept-open
connections, and prints pages a second and how long they took. The client shares the machine. It asks as fast as it is
answered for pages that are all different, which are all worked out, and as people ask, a few searches often and most of
them seldom. Then it asks at a steady rate, by chance sooner or later as people come, whether it was answered or not:
there a page's time runs from when it was wanted.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import secrets
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from bench.corpus import opened, prepared
from bench.queries import asked

HOST = "127.0.0.1"
_DISTRICTS = (
    "PR1",
    "DH8",
    "BB5",
    "WF1",
    "BD1",
    "TS24",
    "TR1",
    "HP6",
    "E15",
    "M1",
    "LS1",
    "B1",
    "NE1",
    "BS1",
    "NG1",
)


WARMING = 500
"""Pages asked for before anything is measured, and not again."""
SEARCHES = 2000
"""Different searches that people choose from in each of the last two runs, none of them asked for before."""
STEADY_CONNECTIONS = 64
"""Connections at a steady rate: more than are ever in use while the service keeps up."""
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


@dataclass(slots=True)
class Taken:
    """What came back: milliseconds of each page, and how many were not 200.

    ``seconds`` are those of the whole run by the clock, ``processor`` those that the service worked.
    """

    milliseconds: list[float] = field(default_factory=list)
    refused: int = 0
    size: int = 0
    seconds: float = 0.0
    processor: float = 0.0


def addresses(instance: Path, count: int, seed: int = 3) -> list[str]:
    """Searches as addresses, all different: words and places as typed, some filtered, some on later pages."""
    chance = random.Random(seed)
    found: dict[str, None] = {}
    for one in asked(opened(instance), count * 2, seed, as_typed=True):
        criteria = one.criteria
        values: list[tuple[str, str]] = [("q", criteria.text)] if criteria.text else []
        if criteria.place is not None:
            values += [("near", chance.choice(_DISTRICTS)), ("miles", str(criteria.miles))]
        values += [("route", value) for value in sorted(criteria.routes)]
        values += [("level", value) for value in sorted(criteria.levels)]
        values += [("area", value) for value in sorted(criteria.areas)]
        values += [("mode", value) for value in sorted(criteria.modes)]
        if chance.random() < 0.1:
            values.append(("page", "2"))
        found["/search?" + urlencode(values)] = None
    return list(found)[:count]


def as_people_ask(different: list[str], count: int, seed: int = 4) -> list[str]:
    """So many of the addresses, the n-th asked for 1/n times as often as the first (Zipf's law, as of searches)."""
    weights = [1 / rank for rank in range(1, len(different) + 1)]
    return random.Random(seed).choices(different, weights, k=count)


async def ask(port: int, wanted: asyncio.Queue[tuple[str, float]], taken: Taken) -> None:
    """Ask for pages over one connection, each when it is due (0: at once), until there are none left to ask for."""
    reader, writer = await asyncio.open_connection(HOST, port)
    while not wanted.empty():
        address, due = wanted.get_nowait()
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        begun = due or time.perf_counter()
        request = f"GET {address} HTTP/1.1\r\nHost: {HOST}\r\nAccept: text/html\r\nAccept-Encoding: br, gzip\r\n\r\n"
        writer.write(request.encode("ascii"))
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(_LENGTH.search(head)[1])  # type: ignore[index]
        await reader.readexactly(length)
        taken.milliseconds.append((time.perf_counter() - begun) * 1000)
        taken.refused += not head.startswith(b"HTTP/1.1 200")
        taken.size += length
    writer.close()


async def load(pid: int, port: int, pages: list[str], connections: int, rate: float = 0) -> Taken:
    """Ask the service ``pid`` for all ``pages`` over so many connections; ``rate`` a second, or 0 for all it takes."""
    wanted: asyncio.Queue[tuple[str, float]] = asyncio.Queue()
    chance, due = random.Random(5), time.perf_counter() + 0.1
    for page in pages:
        due += chance.expovariate(rate) if rate else 0
        wanted.put_nowait((page, due if rate else 0.0))
    taken = Taken()
    begun, spent_before = time.perf_counter(), spent(pid)
    await asyncio.gather(*(ask(port, wanted, taken) for _ in range(connections)))
    taken.seconds, taken.processor = time.perf_counter() - begun, spent(pid) - spent_before
    return taken


async def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until the service answers. Raises RuntimeError when it ends instead."""
    while process.poll() is None:
        try:
            _, writer = await asyncio.open_connection(HOST, port)
        except OSError:
            await asyncio.sleep(0.2)
        else:
            writer.close()
            return
    raise RuntimeError("The service did not start: see serve.log in the instance folder.")


def spent(pid: int) -> float:
    """Seconds of processor time that a process and its children have taken."""
    own = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    ticks = int(own[11]) + int(own[12])
    return ticks / os.sysconf("SC_CLK_TCK") + sum(spent(int(child)) for child in children)


HEADINGS = """
| Asked for | Pages | Workers | Connections | Pages a second | Median, ms | p95, ms | CPU a page, ms | kB | Not 200 |
|---|---|---|---|---|---|---|---|---|---|"""


def row(asked_for: str, taken: Taken, workers: int, connections: int) -> str:
    """A row of the table: how many pages a second, and how long one took."""
    times = sorted(taken.milliseconds)
    median, late = times[len(times) // 2], times[int(len(times) * 0.95)]
    count = len(times)
    return (
        f"| {asked_for} | {count} | {workers} | {connections} | {count / taken.seconds:.0f} "
        f"| {median:.1f} | {late:.1f} | {taken.processor * 1000 / count:.1f} "
        f"| {taken.size / count / 1000:.1f} | {taken.refused} |"
    )


def main() -> None:
    """Read the wishes, serve, load, print a Markdown table."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument("--opportunities", type=int, default=500_000)
    parser.add_argument("--folder", type=Path, default=Path("instance/bench"))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--pages", type=int, default=4000)
    parser.add_argument("--rate", type=float, default=300, help="pages a second in the steady run")
    parser.add_argument("--port", type=int, default=8765)
    wishes = parser.parse_args()
    instance = prepared(wishes.folder, wishes.opportunities).resolve()
    settings = {
        "PATHWAYS_ENV": "production",
        "PATHWAYS_SECRET_KEY": secrets.token_urlsafe(48),
        "PATHWAYS_INSTANCE_DIR": str(instance),
        "PATHWAYS_PAGE_LIMITS": "false",
    }
    serve = [sys.executable, "-m", "pathways", "serve"]
    command = [*serve, "--port", str(wishes.port), "--workers", str(wishes.workers)]
    different = addresses(instance, WARMING + wishes.pages + 2 * SEARCHES)
    warming, each = different[:WARMING], different[WARMING : -2 * SEARCHES]
    first, second = different[-2 * SEARCHES : -SEARCHES], different[-SEARCHES:]
    plan = (
        (warming, wishes.connections, 0),
        (each, wishes.connections, 0),
        (as_people_ask(first, wishes.pages), wishes.connections, 0),
        (as_people_ask(second, wishes.pages), STEADY_CONNECTIONS, wishes.rate),
    )
    with (instance / "serve.log").open("wb") as log:
        process = subprocess.Popen(command, env=os.environ | settings, stderr=log)
        try:
            asyncio.run(wait_for(wishes.port, process))
            runs = [asyncio.run(load(process.pid, wishes.port, *run)) for run in plan]
        finally:
            process.terminate()
            process.wait()
    print(HEADINGS)
    print(row("each once", runs[1], wishes.workers, wishes.connections))
    print(row("as people ask", runs[2], wishes.workers, wishes.connections))
    print(row(f"the same, {wishes.rate:.0f} a second", runs[3], wishes.workers, STEADY_CONNECTIONS))


if __name__ == "__main__":
    main()
