"""`python -m bench.sheets`: how long sheets of paper take to be set, one and a class of 300. Prints Markdown."""

from __future__ import annotations

import argparse
import resource
import statistics
import time

from pathways.sheets.printing import print_sheets
from pathways.sheets.sheet import Sheet, SheetCode, SheetLine, SheetPart

ROUNDS = 20
A_CLASS = 300


def main() -> None:
    """Read the wishes, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m bench.sheets", description=__doc__)
    parser.add_argument("--sheets", type=int, default=A_CLASS, help="how many in the large file")
    many = parser.parse_args().sheets
    print_sheets([a_sheet(0)], title="Warm")
    taken = []
    for number in range(ROUNDS):
        begun = time.perf_counter()
        print_sheets([a_sheet(number)], title="One list")
        taken.append(1000 * (time.perf_counter() - begun))
    begun, used = time.perf_counter(), _children().ru_utime
    print_sheets([a_sheet(number) for number in range(many)], title="A class")
    passed, used = time.perf_counter() - begun, _children().ru_utime - used
    print("| Sheets in one file | By the clock | Of processor | Most memory of its process |")
    print("|---|---|---|---|")
    print(f"| 1, median of {ROUNDS} | {statistics.median(taken):.0f} ms | | in the web process |")
    print(f"| {many} | {passed:.1f} s | {used:.1f} s | {_children().ru_maxrss / 1024:.0f} MB |")


def a_sheet(number: int) -> Sheet:
    """A list of eight programmes with a reason and a note each, as an adviser prints it for a pupil."""
    lines = tuple(
        SheetLine(
            title=f"Plumbing and Heating Technician, way {number + at}",
            facts=(
                "Apprenticeship, level 3, 2 years",
                "Mossway College, Consett, 4 miles",
                "Apply by 3 March",
            ),
            mark="Interested",
            note="You said that you like to work with your hands, and the bus goes from your street.",
        )
        for at in range(8)
    )
    return Sheet(
        title=f"Year 11, pupil {number}",
        made_by="Made on 3 January for a talk about what comes next",
        parts=(SheetPart("Your list", lines, numbered=True), SheetPart("Dates", lines[:3])),
        notes="Bring this along when we talk again.",
        code=SheetCode(f"https://pathways.example/s/{number:043}", "Scan to open the list until 31 August"),
        footer="Whoever has this sheet can open the list.",
    )


def _children() -> resource.struct_rusage:
    return resource.getrusage(resource.RUSAGE_CHILDREN)


if __name__ == "__main__":
    main()
