"""The impact assessment names every column that could say something about a person."""

import re
from pathlib import Path

import pytest

import pathways.schema  # noqa: F401  (makes the metadata whole)
from pathways.database import metadata

DPIA = Path(__file__).resolve().parents[2] / "docs" / "dpia.md"
TELLING = re.compile(
    r"e_?mail|phone|contact|birth|postcode_typed|ip_address|user_agent|surname|first_name|person|password|token"
)
"""Names of columns that speak of people: in any table, they have to be assessed."""


def section(heading: str) -> str:
    """One part of the document, from its heading to the next."""
    text = DPIA.read_text(encoding="utf-8")
    start = text.index(f"## {heading}")
    end = text.find("\n## ", start + 1)
    return text[start : end if end > 0 else len(text)]


def personal_columns() -> set[str]:
    return set(re.findall(r"^\| `(\w+\.\w+)` \|", section("Personal columns of the database"), re.MULTILINE))


def other_tables() -> set[str]:
    return set(re.findall(r"`(\w+)`", section("Tables about programmes and not about people")))


def test_every_table_is_assessed() -> None:
    assessed = other_tables() | {name.split(".")[0] for name in personal_columns()}
    assert set(metadata.tables) - assessed == set()


def test_a_table_about_people_has_every_column_assessed() -> None:
    about_people = {name.split(".")[0] for name in personal_columns()} - other_tables()
    assert "page_report" in about_people
    for table in about_people:
        columns = {f"{table}.{column.name}" for column in metadata.tables[table].columns}
        assert columns - personal_columns() == set()


def test_a_column_whose_name_speaks_of_people_is_assessed_in_any_table() -> None:
    telling = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if TELLING.search(column.name)
    }
    assert {"provider.email", "opportunity.contact_text"} <= telling
    assert telling - personal_columns() == set()


def test_nothing_is_assessed_that_is_not_there() -> None:
    there = {f"{table.name}.{column.name}" for table in metadata.sorted_tables for column in table.columns}
    assert personal_columns() - there == set()
    assert other_tables() - set(metadata.tables) == set()


@pytest.mark.parametrize(
    "line",
    re.findall(r"^\| `page_report\.\w+` .*$", section("Personal columns of the database"), re.MULTILINE),
)
def test_every_personal_column_says_whose_what_for_and_how_long(line: str) -> None:
    assert all(cell.strip() for cell in line.strip("|").split("|"))
    assert "one year" in line
