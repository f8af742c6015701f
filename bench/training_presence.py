"""`python -m bench.training_presence FOLDER`: what rules of least presence make of apprenticeship training.

Prints the table of docs/decisions/0011. The reckoned line takes each standard of a provider as spread like all of its
apprentices: somebody started it in a district with the chance 1 - exp(-likely starts).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from pathways.feeds.training.presence import served
from pathways.feeds.training.registers import NOWHERE_KNOWN

Districts = Counter[str]
Rule = Callable[[int, Districts], list[str]]
SHOWN = ("County Durham", "Leeds")


def main() -> None:
    """Read both tables, try every rule, print Markdown."""
    parser = argparse.ArgumentParser(prog="python -m bench.training_presence", description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    by_district: dict[str, Districts] = defaultdict(Counter)
    for row in _rows(folder, "provider_x_delivery*"):
        if row["delivery_lad"].casefold() != NOWHERE_KNOWN:
            by_district[row["ukprn"]][row["delivery_lad"]] += int(row["starts"])
    offers: Counter[tuple[str, str, str]] = Counter()
    for row in _rows(folder, "provider_x_standard*"):
        named = next(column for column in row if column.startswith("starts"))
        offers[row["ukprn"], row["standard"], row["apps_level"]] += int(row[named])
    reckoned: Counter[str] = Counter()
    for (ukprn, *_), starts in offers.items():
        everybody = by_district[ukprn].total()
        for district, here in by_district[ukprn].items():
            reckoned[district] += 1 - math.exp(-starts * here / everybody)  # type: ignore[assignment]
    print(
        f"{len(offers):,} offers, {sum(map(Counter.total, by_district.values())):,} starts in known districts"
    )
    print(f"| Rule | Pairs | Starts covered | {' | '.join(SHOWN)} |\n|---|---|---|---|---|")
    print(
        f"| reckoned | {reckoned.total():,.0f} | | {' | '.join(f'{reckoned[name]:,.0f}' for name in SHOWN)} |"
    )
    for name, rule in RULES.items():
        pairs: Counter[str] = Counter()
        covered = known = 0.0
        for (ukprn, *_), starts in offers.items():
            districts = by_district[ukprn]
            if districts:
                where = rule(starts, districts)
                pairs.update(where)
                covered += starts * sum(districts[district] for district in where) / districts.total()
                known += starts
        cells = " | ".join(f"{pairs[district]:,}" for district in SHOWN)
        print(f"| {name} | {pairs.total():,} | {covered / known:.0%} | {cells} |")
        if rule is served:
            ratios = sorted(pairs[name] / number for name, number in reckoned.items() if number > 20)
            near = sum(abs(ratio - 1) <= 0.2 for ratio in ratios)
            print(
                f"|   of the reckoned: {ratios[0]:.2f} to {ratios[-1]:.2f}; within a fifth {near} of {len(ratios)} |"
            )


def _rows(folder: Path, pattern: str) -> Iterator[dict[str, str]]:
    for path in sorted(folder.glob(pattern)):
        with gzip.open(path, "rt", encoding="utf-8-sig") if path.suffix == ".gz" else path.open() as file:
            yield from csv.DictReader(file)


def _holding(share: float) -> Rule:
    """The fewest districts that hold so much of the provider's starts; those with the same number together."""

    def rule(_starts: int, districts: Districts) -> list[str]:
        kept: list[str] = []
        held, last = 0, 0
        for district, here in districts.most_common():
            if held >= share * districts.total() and here != last:
                break
            kept.append(district)
            held, last = held + here, here
        return kept

    return rule


def _likely(least: float) -> Rule:
    return lambda starts, districts: [
        name for name, here in districts.items() if starts * here >= least * districts.total()
    ]


RULES: dict[str, Rule] = {
    "every district of the provider": lambda _starts, districts: list(districts),
    "districts that hold 95% of the provider's starts": _holding(0.95),
    "districts that hold 80% of them": _holding(0.8),
    "districts with 5 of its starts or more": lambda _starts, all_of: [
        name for name in all_of if all_of[name] >= 5
    ],
    "districts with 1% of its starts or more": lambda _starts, all_of: [
        name for name in all_of if all_of[name] >= 0.01 * all_of.total()
    ],
    "likely starts of 0.25 or more": _likely(0.25),
    "likely starts of 0.5 or more, else its strongest district": served,
    "likely starts of 1 or more": _likely(1),
}


if __name__ == "__main__":
    main()
