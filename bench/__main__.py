"""`python -m bench`: the tables of docs/performance.md. Wants a quiet machine."""

from __future__ import annotations

import argparse
from pathlib import Path

from bench.corpus import opened, prepared, rows_of
from bench.counted import of_results
from bench.fts5_engine import Fts5
from bench.memory import opening_seconds, private_megabytes
from bench.people import people
from bench.queries import asked
from bench.tantivy_engine import Tantivy
from bench.timing import Timed, timed
from pathways.catalogue.search import search
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.guidance.suggest import suggest


def main() -> None:
    """Read the wishes, measure, print Markdown."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--opportunities", type=int, nargs="+", default=[50_000, 500_000])
    parser.add_argument("--folder", type=Path, default=Path("instance/bench"), help="kept for the next time")
    parser.add_argument("--searches", type=int, default=150)
    parser.add_argument("--people", type=int, default=60, help="whose suggestions are timed")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--engines", nargs="*", choices=("tantivy", "fts5"), default=["tantivy", "fts5"])
    wishes = parser.parse_args()
    for opportunities in wishes.opportunities:
        measure(prepared(wishes.folder, opportunities), opportunities, wishes)


def measure(instance: Path, opportunities: int, wishes: argparse.Namespace) -> None:
    """One size: every engine in its own block, answers compared, then opening and memory."""
    snapshot = opened(instance)
    searches = asked(snapshot, wishes.searches)
    ours = [of_results(search(snapshot, one.criteria)) for one in searches]
    print(f"\n### {opportunities:,} opportunities\n")
    print("| Engine | Mean, ms | p95, ms | Searches a second | Against ours | Same totals and counts |")
    print("|---|---|---|---|---|---|")
    own = timed(lambda one: search(snapshot, one.criteria), searches, wishes.rounds)
    _line("Pathways", own, own, "")
    for name, engine in (("tantivy", Tantivy), ("fts5", Fts5)):
        if name in wishes.engines:
            other = engine(instance / f"bench-{name}", snapshot.version, lambda: rows_of(snapshot))
            same = sum(other.ask(one) == counted for one, counted in zip(searches, ours, strict=True))
            taken = timed(other.ask, searches, wishes.rounds if name == "tantivy" else 1)
            _line(engine.name, taken, own, f"{same} of {len(searches)}")
    _by_kind(snapshot, wishes)
    _suggestions(snapshot, wishes)
    without, with_snapshot = private_megabytes(instance)
    print(f"\nOpening the snapshot: {opening_seconds(instance):.2f} s.")
    print(
        f"Private memory of a worker: {without:.0f} MB without the snapshot, {with_snapshot:.0f} MB with it "
        f"({with_snapshot - without:+.0f} MB)."
    )


def _line(name: str, taken: Timed, own: Timed, same: str) -> None:
    against = f"{taken.mean / own.mean:.1f}"
    print(
        f"| {name} | {taken.mean:.2f} | {taken.p95:.2f} | {taken.a_second:.0f} | {against} | {same} |",
        flush=True,
    )


def _by_kind(snapshot: CatalogueSnapshot, wishes: argparse.Namespace) -> None:
    """Our own searches as people type them (last word as a beginning, wider totals), kind by kind."""
    searches = asked(snapshot, wishes.searches, as_typed=True)
    print("\n| As typed | Searches | Mean, ms | p95, ms |\n|---|---|---|---|")
    for kind in sorted({one.kind for one in searches}):
        own = [one for one in searches if one.kind == kind]
        for one in own:
            search(snapshot, one.criteria)
        taken = timed(lambda one: search(snapshot, one.criteria), own, wishes.rounds)
        print(f"| {kind} | {len(own)} | {taken.mean:.2f} | {taken.p95:.2f} |")


def _suggestions(snapshot: CatalogueSnapshot, wishes: argparse.Namespace) -> None:
    """Suggestions for one person: the twelve of the sweep, from places all over."""
    taken = timed(lambda one: suggest(snapshot, one), people(snapshot, wishes.people), wishes.rounds)
    print("\n| Suggestions | People | Median, ms | Mean, ms | p95, ms |\n|---|---|---|---|---|")
    print(f"| for one person | {wishes.people} | {taken.median:.2f} | {taken.mean:.2f} | {taken.p95:.2f} |")


if __name__ == "__main__":
    main()
