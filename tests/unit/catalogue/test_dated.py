"""Facts that hold from one day to another."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.dated import DatedFact, read_fact, read_rows

ROW = {
    "heading": "Loans",
    "text": "You can have one.",
    "from": "",
    "until": "",
    "sure": "yes",
    "source": "Ours",
}
days = st.dates(date(2024, 1, 1), date(2030, 12, 31))


def fact(since: date | None, until: date | None) -> DatedFact:
    return DatedFact("Loans", "You can have one.", since, until, True, "Ours")


def test_a_fact_without_days_always_holds() -> None:
    assert fact(None, None).holds_on(date(1999, 1, 1))


@given(since=days, length=st.integers(0, 900))
def test_first_and_last_day_count_in(since: date, length: int) -> None:
    until = since + timedelta(days=length)
    one = fact(since, until)
    assert one.holds_on(since)
    assert one.holds_on(until)
    assert not one.holds_on(since - timedelta(days=1))
    assert not one.holds_on(until + timedelta(days=1))


def test_a_row_becomes_a_fact_with_its_days() -> None:
    read = read_fact(ROW | {"from": "2027-01-01", "until": "2027-12-31", "sure": "no"})
    assert (read.valid_from, read.valid_until, read.is_sure) == (date(2027, 1, 1), date(2027, 12, 31), False)


def test_a_slip_in_a_day_or_in_sure_is_refused() -> None:
    with pytest.raises(ValueError, match="Invalid isoformat"):
        read_fact(ROW | {"from": "1 January 2027"})
    with pytest.raises(ValueError, match="neither sure nor unsure"):
        read_fact(ROW | {"sure": "perhaps"})


def test_rows_are_read_as_written(tmp_path: Path) -> None:
    table = tmp_path / "facts.csv"
    table.write_text('heading,text\n"A, b","Line one\nline two"\n', encoding="utf-8")
    assert list(read_rows(table)) == [{"heading": "A, b", "text": "Line one\nline two"}]
