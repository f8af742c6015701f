"""How well the rule tells what two sources list both: precision and recall on a labelled set of our own making.

``labelled_offers.csv`` holds a pair a line, what it is, and why it is hard. The figures and
the pairs that the rule gets wrong are printed.
"""

from __future__ import annotations

import csv
import sys
from datetime import date
from pathlib import Path

import pytest

from pathways.feeds.same_offer import Listing, likeness

LABELLED = Path(__file__).with_name("labelled_offers.csv")


def listing(row: dict[str, str], side: str, number: int) -> Listing:
    cell = {name.removeprefix(side): value for name, value in row.items() if name.startswith(side)}
    return Listing(
        number,
        int(cell["source"]),
        int(cell["ukprn"]) if cell["ukprn"] else None,
        cell["provider_name"],
        cell["route"],
        cell["level"] or None,
        cell["title"],
        cell["standard_code"],
        cell["qualification_number"],
        cell["course_code"],
        cell["delivery"],
        cell["postcode"],
        float(cell["lat"]) if cell["lat"] else None,
        float(cell["lng"]) if cell["lng"] else None,
        cell["employer_name"],
        frozenset(cell["modes"].split()),
        tuple(date.fromisoformat(day) for day in cell["starts"].split()),
    )


@pytest.fixture(scope="module")
def pairs() -> list[tuple[dict[str, str], Listing, Listing]]:
    with LABELLED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(row, listing(row, "a_", 1), listing(row, "b_", 2)) for row in rows]


def test_the_rule_is_right_in_98_of_100_and_finds_most(
    pairs: list[tuple[dict[str, str], Listing, Listing]], capsys: pytest.CaptureFixture[str]
) -> None:
    said = [(row, likeness(one, other) > 0) for row, one, other in pairs]
    right = sum(same for row, same in said if row["label"] == "same")
    wrong = [row for row, same in said if same and row["label"] == "different"]
    missed = [row for row, same in said if not same and row["label"] == "same"]
    precision, recall = right / (right + len(wrong)), right / (right + len(missed))
    told = [f"{len(pairs)} labelled pairs: precision {precision:.1%}, recall {recall:.1%}"]
    told += [f"  taken for the same: {row['a_title']} / {row['b_title']}: {row['why']}" for row in wrong]
    told += [f"  not found: {row['a_title']} / {row['b_title']}: {row['why']}" for row in missed]
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(told) + "\n")
    assert len(pairs) >= 300
    assert {row["label"] for row, _, _ in pairs} == {"same", "different"}
    assert precision >= 0.98
    assert recall >= 0.9


def test_the_order_of_two_listings_means_nothing(
    pairs: list[tuple[dict[str, str], Listing, Listing]],
) -> None:
    for row, one, other in pairs:
        assert likeness(one, other) == pytest.approx(likeness(other, one)), row["why"]
