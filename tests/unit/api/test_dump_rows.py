"""An item as a row of a spreadsheet: every value under its column, and nothing that is worked out on opening."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.api.dump_rows import COLUMNS, row_of
from pathways.api.items import item_of
from pathways.catalogue.results import Card
from pathways.spreadsheets import BEGINS_A_FORMULA, harmless
from tests.unit.api.test_items import PLUMBER, TODAY

EVIL = (
    '=HYPERLINK("https://evil.example","Click")',
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)*cmd",
    "\t=1+1",
    "\r\n=1+1",
    "＝1+1",
)


def row(card: Card = PLUMBER, **changes: Any) -> dict[str, str]:
    item = item_of(replace(card, **changes), TODAY, lambda found: f"https://pathways.example/{found.id}")
    return dict(zip(COLUMNS, row_of(item), strict=True))


def test_each_value_stands_under_its_column() -> None:
    found = row(
        areas=("building-construction", "engineering-making"),
        next_start=date(2027, 1, 11),
        closes_on=date(2026, 12, 20),
        money="paid",
        pay_basis="stated",
        pay_weekly_pence=30_050,
        pay_hourly_pence=None,
        duration_text="2 years",
        duration_months=24,
    )
    assert found["title"] == "Plumber apprenticeship"
    assert found["provider"] == "High Fell Training"
    assert found["employer"] == "Otterburn Row Heating"
    assert found["areas"] == "building-construction engineering-making"
    assert (found["next_start"], found["closing"]) == ("2027-01-11", "2026-12-20")
    assert (found["pay_weekly"], found["pay_hourly"], found["pay_is_legal_minimum"]) == ("300.5", "", "no")
    assert (found["duration"], found["duration_months"]) == ("2 years", "24")
    assert found["url"] == "https://pathways.example/7"


def test_what_is_not_known_is_empty_and_what_is_nought_is_not() -> None:
    bare = row(
        employer_name=None, venue_name=None, money=None, cost_text="", duration_text="", duration_months=None
    )
    for column in ("employer", "venue", "town", "pay", "pay_weekly", "cost", "cost_to_learner", "duration"):
        assert bare[column] == "", column
    assert row(money="free", fee_pence=None)["cost_to_learner"] == "0.0"


@pytest.mark.parametrize("text", EVIL)
@pytest.mark.parametrize("field", ["title", "provider_name", "employer_name", "venue_name", "town"])
def test_text_that_begins_like_a_formula_begins_with_a_quote(text: str, field: str) -> None:
    column = {"provider_name": "provider", "employer_name": "employer", "venue_name": "venue"}.get(
        field, field
    )
    assert row(**{field: text})[column] == f"'{text}"


def test_ordinary_text_stays_as_it_is() -> None:
    for text in ("A-level maths", "C++ for beginners", "1 + 1", "O'Neill & Sons", "'quoted'", ""):
        assert harmless(text) == text


@given(
    texts=st.lists(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])), min_size=5)
)
def test_rows_come_back_as_they_were_written_and_never_begin_a_formula(texts: list[str]) -> None:
    cells = [harmless(text) for text in texts]
    written = io.StringIO(newline="")
    csv.writer(written).writerow(cells)
    (read,) = csv.reader(io.StringIO(written.getvalue(), newline=""))
    assert read == cells
    assert not [cell for cell in read if cell.startswith(BEGINS_A_FORMULA)]
