"""`python -m bench.pages`: whole results pages a second from a running service, by a small client of our own.

Starts `pathways serve` on a prepared instance with page limits off, asks for many different results pages over
kept-open connections, and prints pages a second and how long they took. The client shares the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
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


@dataclass(slots=True)
class Taken:
    """What came back: milliseconds of each page, and how many were not 200."""

    milliseconds: list[float] = field(default_factory=list)
    refused: int = 0
    size: int = 0


def addresses(instance: Path, count: int, seed: int = 3) -> list[str]:
    """Different searches as addresses: words and places as people type them, some filtered, some on later pages."""
    chance = random.Random(seed)
    found = []
    for one in asked(opened(instance), count, seed, as_typed=True):
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
        found.append("/search?" + urlencode(values))
    return found


async def ask(port: int, wanted: asyncio.Queue[str], taken: Taken) -> None:
    """Ask for pages over one connection until there are none left to ask for."""
    reader, writer = await asyncio.open_connection(HOST, port)
    while not wanted.empty():
        address = wanted.get_nowait()
        begun = time.perf_counter()
        request = f"GET {address} HTTP/1.1\r\nHost: {HOST}\r\nAccept: text/html\r\nAccept-Encoding: br, gzip\r\n\r\n"
        writer.write(request.encode("ascii"))
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        taken.milliseconds.append((time.perf_counter() - begun) * 1000)
        taken.refused += not head.startswith(b"http/1.1 200")
        taken.size += length
    writer.close()


async def load(port: int, pages: list[str], connections: int) -> tuple[Taken, float]:
    """Ask for all ``pages`` over so many connections. Gives what was taken and the seconds in all."""
    wanted: asyncio.Queue[str] = asyncio.Queue()
    for page in pages:
        wanted.put_nowait(page)
    taken = Taken()
    begun = time.perf_counter()
    await asyncio.gather(*(ask(port, wanted, taken) for _ in range(connections)))
    return taken, time.perf_counter() - begun


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
    raise RuntimeError("The service did not start.")


def main() -> None:
    """Read the wishes, serve, load, print a line of a Markdown table."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument("--opportunities", type=int, default=500_000)
    parser.add_argument("--folder", type=Path, default=Path("instance/bench"))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--pages", type=int, default=6000)
    parser.add_argument("--port", type=int, default=8765)
    wishes = parser.parse_args()
    instance = prepared(wishes.folder, wishes.opportunities).resolve()
    settings = {
        "PATHWAYS_ENV": "development",
        "PATHWAYS_INSTANCE_DIR": str(instance),
        "PATHWAYS_PAGE_LIMITS": "false",
    }
    command = [
        sys.executable,
        "-m",
        "pathways",
        "serve",
        "--port",
        str(wishes.port),
        "--workers",
        str(wishes.workers),
    ]
    process = subprocess.Popen(command, env=os.environ | settings)
    try:
        distinct = addresses(instance, 500)
        pages = [distinct[at % len(distinct)] for at in range(wishes.pages)]
        asyncio.run(wait_for(wishes.port, process))
        asyncio.run(load(wishes.port, pages[: len(distinct)], wishes.connections))
        taken, seconds = asyncio.run(load(wishes.port, pages, wishes.connections))
    finally:
        process.terminate()
        process.wait()
    times = sorted(taken.milliseconds)
    print(
        "| Pages | Workers | Connections | Pages a second | Median, ms | p95, ms | kB compressed | Not 200 |"
    )
    print("|---|---|---|---|---|---|---|---|")
    median, late = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(
        f"| {len(times)} | {wishes.workers} | {wishes.connections} | {len(times) / seconds:.0f} | {median:.1f} "
        f"| {late:.1f} | {taken.size / len(times) / 1000:.1f} | {taken.refused} |"
    )


if __name__ == "__main__":
    main()
