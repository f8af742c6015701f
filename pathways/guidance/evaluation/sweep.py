"""`python -m pathways.guidance.evaluation.sweep INSTANCE OUT.csv [--jobs N] [--every N]`.

Asks for suggestions for twelve typical young people from every postcode district of Great Britain, and writes what each
district finds to OUT.csv, and those where an answer was empty or thin or had no place in it to OUT-thin.csv. Run again
after a stop, it goes on where it was: OUT.csv holds what is done.
"""

import argparse
import csv
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass, fields, replace
from functools import cache
from pathlib import Path

from pathways import clock
from pathways.catalogue.dated import read_rows
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.database import Database
from pathways.guidance.balance import FIRST_SCREEN
from pathways.guidance.evaluation.answers import is_balanced
from pathways.guidance.evaluation.young_people import TWELVE
from pathways.guidance.suggest import suggest
from pathways.paths import resource_dir
from pathways.places.gazetteer import Gazetteer
from pathways.places.loading import load_gazetteer
from pathways.places.place import Place

_TOLD_EVERY = 100


@dataclass(frozen=True, slots=True)
class DistrictFound:
    """What twelve young people find from one district.

    ``empty`` and ``thin`` count those with nothing and with less than a first screen, ``widened`` those for whom the
    reach was widened, ``only_online`` those for whom nothing at a place was left, ``faults`` those whose first screen
    breaks a rule. ``fewest`` is the shortest list.
    """

    district: str
    nation: str
    empty: int
    thin: int
    widened: int
    only_online: int
    faults: int
    fewest: int


def look_from(snapshot: CatalogueSnapshot, place: Place) -> DistrictFound:
    """Ask for all twelve from one place."""
    found = [suggest(snapshot, replace(answers, home=place)) for answers in TWELVE.values()]
    counts = [len(one.items) for one in found]
    return DistrictFound(
        district=place.id,
        nation=place.nation,
        empty=counts.count(0),
        thin=sum(0 < count < FIRST_SCREEN for count in counts),
        widened=sum(one.widened is not None for one in found),
        only_online=sum(one.widened is not None and one.widened.why == "only-online" for one in found),
        faults=sum(not is_balanced(one, one.items[:FIRST_SCREEN]) for one in found),
        fewest=min(counts),
    )


def districts(every: int = 1) -> list[str]:
    """Every postcode district that the product knows, or each so-manieth."""
    return [row["district"] for row in read_rows(resource_dir("seed_data") / "districts.csv")][::every]


def sweep(instance_dir: Path, wanted: Iterable[str], jobs: int) -> Iterator[DistrictFound]:
    """What is found from each district, in order, worked out by ``jobs`` processes."""
    tasks = [(instance_dir, district) for district in wanted]
    if jobs == 1:
        yield from map(_look, tasks)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(_look, tasks, chunksize=8)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. 1 when any list was empty or broke a rule."""
    parser = argparse.ArgumentParser(prog="python -m pathways.guidance.evaluation.sweep", description=__doc__)
    parser.add_argument("instance", type=Path, help="the folder with the published catalogue")
    parser.add_argument("out", type=Path, help="the table to write, or to go on with")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--every", type=int, default=1, help="only each so-manieth district")
    given = parser.parse_args(arguments)
    done = [_read(row) for row in read_rows(given.out)] if given.out.exists() else []
    known = {one.district for one in done}
    wanted = [district for district in districts(given.every) if district not in known]
    is_new, began = not given.out.exists(), time.monotonic()
    with given.out.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if is_new:
            writer.writerow([field.name for field in fields(DistrictFound)])
        for count, found in enumerate(sweep(given.instance, wanted, given.jobs), 1):
            writer.writerow(astuple(found))
            file.flush()
            done.append(found)
            if count % _TOLD_EVERY == 0 or count == len(wanted):
                left = (time.monotonic() - began) / count * (len(wanted) - count)
                whole = f"{len(known) + count:,} of {len(known) + len(wanted):,} districts"
                sys.stderr.write(f"{whole}, about {left / 60:.0f} minutes left\n")
    thin = _write_thin(done, given.out)
    sys.stdout.write("\n".join(summary_of(done)) + "\n")
    sys.stdout.write(f"Every district: {given.out}\nEmpty, thin or without a place: {thin}\n")
    return 1 if any(one.empty or one.faults for one in done) else 0


def summary_of(done: Sequence[DistrictFound]) -> list[str]:
    """The whole in a few lines."""
    people = len(TWELVE)
    nowhere = [one for one in done if one.only_online == people]
    counted = {
        "Empty": sum(one.empty for one in done),
        "Thin": sum(one.thin for one in done),
        "First screens that break a rule": sum(one.faults for one in done),
        "Widened": sum(one.widened for one in done),
        "Only what needs no journey": sum(one.only_online for one in done),
        "Districts from which nobody finds anything at a place": len(nowhere),
    }
    return [
        f"{len(done):,} districts x {people} young people = {len(done) * people:,} lists.",
        *(f"{name}: {count:,}" for name, count in counted.items()),
    ]


def _write_thin(done: Sequence[DistrictFound], out: Path) -> Path:
    """Write the districts where an answer was empty or thin, or where nobody found a place, and say in which file."""
    path = out.with_name(f"{out.stem}-thin{out.suffix}")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in fields(DistrictFound)])
        writer.writerows(
            astuple(one) for one in done if one.empty or one.thin or one.only_online == len(TWELVE)
        )
    return path


def _look(task: tuple[Path, str]) -> DistrictFound:
    instance_dir, district = task
    snapshot, places = _opened(instance_dir)
    place = places.lookup(district)
    if place is None:
        raise LookupError(f"{district} is no place.")
    return look_from(snapshot, place)


@cache
def _opened(instance_dir: Path) -> tuple[CatalogueSnapshot, Gazetteer]:
    database = Database(f"sqlite:///{instance_dir / 'pathways.db'}")
    live = LiveCatalogue(instance_dir, database)
    snapshot = live.snapshot()
    snapshot.days(clock.today())
    return snapshot, load_gazetteer(instance_dir, resource_dir("seed_data"))


def _read(row: dict[str, str]) -> DistrictFound:
    numbers = [int(row[field.name]) for field in fields(DistrictFound)[2:]]
    return DistrictFound(row["district"], row["nation"], *numbers)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("Stopped. What is done is kept: the same command goes on.")
