"""`python -m bench.feeds FORMAT PATH...`: what a published set costs to bring in, first and again as it was.

For any format that `pathways import` knows: `python -m bench.feeds apprenticeship-training FOLDER`.
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from bench.watched import HEADER, Wish, databases, watch
from pathways.feeds.formats import FORMATS
from pathways.feeds.importing import FeedFormat

STEPS = (("first", 0), ("again", 0), ("another day", 1))


def main() -> None:
    """Read the wishes, bring the set in, print Markdown."""
    parser = argparse.ArgumentParser(prog="python -m bench.feeds", description=__doc__)
    parser.add_argument("format", choices=sorted(FORMATS))
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--postgresql", metavar="ADDRESS", help="a server on which databases may be made")
    parser.add_argument("--no-sqlite", action="store_true")
    wishes = parser.parse_args()
    print(HEADER)
    for name, url in databases(wishes.postgresql, sqlite=not wishes.no_sqlite):
        for step, days_on in STEPS:
            taken = watch(Wish(url, partial(named, wishes.format), tuple(wishes.paths), days_on))
            print(taken.line(name, step), flush=True)


def named(name: str) -> FeedFormat:
    """The format of that name."""
    return FORMATS[name]


if __name__ == "__main__":
    main()
