"""Local authority districts by name and by code, as people write them into a form."""

import re
from functools import cache
from pathlib import Path

from pathways.catalogue.dated import read_rows
from pathways.paths import resource_dir


@cache
def _by_code(seed_dir: Path) -> dict[str, str]:
    return {row["lad_code"]: row["name"] for row in read_rows(seed_dir / "local_authorities.csv")}


def district_names(codes: tuple[str, ...]) -> str:
    """The names of districts, one on a line; a code that is not known stays as it is."""
    known = _by_code(resource_dir("seed_data"))
    return "\n".join(known.get(code, code) for code in codes)


def district_codes(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes of the districts that a text names, and the names that are of no district."""
    known = _by_code(resource_dir("seed_data"))
    codes = {name.casefold(): code for code, name in known.items()} | {
        code.casefold(): code for code in known
    }
    names = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
    found = tuple(dict.fromkeys(codes[name.casefold()] for name in names if name.casefold() in codes))
    return found, tuple(name for name in names if name.casefold() not in codes)
