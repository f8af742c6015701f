"""The dated table of what the law asks of whole routes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pathways.catalogue.codes import ROUTES
from pathways.catalogue.entry_law import entry_law
from pathways.catalogue.vocabulary import Route
from pathways.paths import resource_dir

HEADER = "rule,routes,levels,nation,from,until,value,up_to,source\n"


def write_law(folder: Path, *rows: str) -> Path:
    (folder / "entry_law.csv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    return folder


def test_every_row_of_the_table_can_be_read() -> None:
    law = entry_law(resource_dir("seed_data"))
    about_apprentices = [rule for rule in law if ROUTES.index(Route.APPRENTICESHIP) in rule.routes]
    assert {rule.name for rule in about_apprentices} == {
        "min-age",
        "max-age",
        "study-english-maths",
        "usual-level",
        "starts-once",
    }


def test_first_and_last_day_count_in(tmp_path: Path) -> None:
    (rule,) = entry_law(
        write_law(tmp_path, "max-age,apprenticeship,7,england,2026-01-01,2026-12-31,21,24,test")
    )
    assert rule.holds_on(date(2026, 1, 1))
    assert rule.holds_on(date(2026, 12, 31))
    assert not rule.holds_on(date(2025, 12, 31))
    assert not rule.holds_on(date(2027, 1, 1))
    assert (rule.value, rule.up_to, len(rule.levels)) == (21, 24, 1)


@pytest.mark.parametrize(
    "row",
    [
        "best-age,apprenticeship,,england,,,16,,test",
        "min-age,apprentice,,england,,,16,,test",
        "min-age,apprenticeship,9,england,,,16,,test",
        "min-age,apprenticeship,,britain,,,16,,test",
        "min-age,apprenticeship,,england,soon,,16,,test",
        "min-age,apprenticeship,,england,,,old,,test",
    ],
)
def test_a_slip_in_the_table_is_refused(tmp_path: Path, row: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        entry_law(write_law(tmp_path, row))
