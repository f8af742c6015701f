"""JSON values against Python's own reader, typed rows at their edges, and refused rows whatever they are called."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.feeds.bundle import Bundle
from pathways.feeds.json_items import JSON_ENDINGS, JsonItem, read_items
from pathways.feeds.json_rows import (
    Day,
    Degrees,
    JsonRow,
    Name,
    Pounds,
    Text,
    empty_to_none,
    listed,
    read_row,
)
from pathways.feeds.json_values import LARGEST_ITEM, JsonValue
from pathways.feeds.problems import Problems, RowProblem
from pathways.feeds.refusals import FileRefusedError
from pathways.feeds.refused_rows import written_to

TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=6)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=10,
)


def events(value: Any) -> Iterator[tuple[str, Any]]:
    """A value as a parser tells it."""
    if isinstance(value, dict):
        yield "start_map", None
        for key, inner in value.items():
            yield "map_key", key
            yield from events(inner)
        yield "end_map", None
    elif isinstance(value, list):
        yield "start_array", None
        for inner in value:
            yield from events(inner)
        yield "end_array", None
    else:
        yield "string" if isinstance(value, str) else "number", value


def taken(value: Any, flaw_after: int = -1) -> tuple[JsonValue, list[bool]]:
    made = JsonValue()
    whole = []
    for number, (event, given_value) in enumerate(events(value)):
        if number == flaw_after:
            made.skip("Enough of it")
        whole.append(made.take(event, given_value))
    return made, whole


@given(VALUES)
def test_a_value_is_whole_at_its_last_event_and_not_before(value: Any) -> None:
    made, whole = taken(value)
    assert made.value == value
    assert made.flaw == ""
    assert whole == [False] * (len(whole) - 1) + [True]


@given(VALUES, st.integers(0, 12))
def test_a_value_given_up_in_the_middle_keeps_nothing_and_still_ends_where_it_ends(
    value: Any, at: int
) -> None:
    total = len(list(events(value)))
    made, whole = taken(value, min(at, total - 1))
    assert (made.value, made.flaw) == (None, "Enough of it")
    assert whole.index(True) == total - 1


def test_the_first_flaw_is_the_one_that_is_told() -> None:
    made, _ = taken({"a": "x\0", "b": 2**60})
    assert made.flaw == "An item holds text only, without NUL characters"
    made.skip("Another")
    assert "NUL" in made.flaw


@pytest.mark.parametrize(
    ("number", "fits"), [(2**53, True), (-(2**53), True), (2**53 + 1, False), (1e300, True)]
)
def test_whole_numbers_end_where_they_are_no_longer_exact(number: float, fits: bool) -> None:
    assert (taken([number])[0].flaw == "") is fits


@pytest.mark.parametrize("value", ["x" * LARGEST_ITEM, ["x" * 1000] * 1000, {"x" * LARGEST_ITEM: 1, "b": 2}])
def test_an_item_of_more_than_a_megabyte_is_given_up_wherever_its_weight_lies(value: Any) -> None:
    made, whole = taken(value)
    assert (made.value, made.flaw) == (None, "An item holds at most 1 MB")
    assert whole[-1]


def values_of(folder: Path, content: str, name: str = "page.json") -> list[Any]:
    file = folder / name
    file.write_text(content, encoding="utf-8")
    bundle = Bundle([file], JSON_ENDINGS)
    found = read_items(bundle, bundle.entries[0], ("rows", "more"), Problems(), Counter(), lambda: None)
    return [(item.found_in, item.value) for item in found]


ITEMS = st.lists(st.dictionaries(TEXTS, VALUES, max_size=2), max_size=3)


@given(
    st.lists(
        st.tuples(st.sampled_from(["rows", "more", "other", "n"]), ITEMS | st.integers(0, 3)), max_size=4
    )
)
def test_a_page_with_members_in_any_order_and_even_twice_gives_each_member_of_its_lists(
    tmp_path_factory: pytest.TempPathFactory, members: list[tuple[str, Any]]
) -> None:
    written = "{" + ",".join(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in members) + "}"
    expected = [
        (name, item)
        for name, value in members
        if name in ("rows", "more") and isinstance(value, list)
        for item in value
    ]
    if not any(name in ("rows", "more") and isinstance(value, list) for name, value in members):
        expected = [("", json.loads(written))]
    assert values_of(tmp_path_factory.mktemp("page"), written) == expected


def test_a_list_of_the_same_name_deeper_down_is_no_list_of_the_page(tmp_path: Path) -> None:
    inside = {"data": {"rows": [{"id": 1}]}, "list": [{"rows": [{"id": 2}]}]}
    assert values_of(tmp_path, json.dumps(inside)) == [("", inside)]


def test_lines_that_are_pages_themselves_give_their_members_under_the_number_of_the_line(
    tmp_path: Path,
) -> None:
    lines = '{"rows": [{"id": 1}, {"id": 2}]}\n\n{"id": 3}\n{"rows": []}\n'
    assert values_of(tmp_path, lines, "all.jsonl") == [
        ("rows", {"id": 1}),
        ("rows", {"id": 2}),
        ("", {"id": 3}),
    ]


def test_one_object_cut_from_another_by_nothing_is_two(tmp_path: Path) -> None:
    assert values_of(tmp_path, '{"id": 1}{"id": 2}[{"id": 3}]') == [("", {"id": n}) for n in (1, 2, 3)]
    with pytest.raises(FileRefusedError, match="goes wrong after item 1"):
        values_of(tmp_path, '{"id": 1} and so on')


class Place(JsonRow):
    """A place."""

    lat: Degrees = None
    called: Name


class Offer(JsonRow):
    """A row of every type."""

    fee: Pounds = None
    starts_on: Day = None
    words: Text = ""
    places: listed(Place) = ()  # type: ignore[valid-type]


def offer(**members: Any) -> tuple[Offer | None, list[RowProblem]]:
    problems: list[RowProblem] = []
    return read_row(JsonItem("page.json", 7, "rows", members), Offer, problems.append), problems


@pytest.mark.parametrize(
    ("given_value", "pounds"),
    [
        (0, Decimal(0)), (0.1, Decimal("0.1")), ("12.50", Decimal("12.50")), ("  ", None), (None, None),
        (1_000_000, Decimal(1_000_000)), (1e-7, Decimal("1e-7")),
    ],
)  # fmt: skip
def test_pounds_are_exact(given_value: object, pounds: Decimal | None) -> None:
    row, problems = offer(fee=given_value)
    assert row is not None
    assert (row.fee, problems) == (pounds, [])


@pytest.mark.parametrize(
    "fee", [-0.01, 1_000_000.01, "NaN", "Infinity", "\u00a35", "1,000", [], {"a": 1}, "0x10"]
)
def test_what_is_no_sum_of_pounds_is_refused_with_its_member(fee: object) -> None:
    row, (problem,) = offer(fee=fee)
    assert row is None
    assert (problem.column, problem.rule) == ("fee", "fee is a number of pounds, or empty")
    assert problem.value == ("" if isinstance(fee, list | dict) else str(fee))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-12-31T23:59:59Z", date(2026, 12, 31)),
        ("2026-12-31T23:59:59.9999999Z", date(2026, 12, 31)),
        ("2027-01-01T00:00:00Z", date(2027, 1, 1)),
        ("2027-01-01T00:30:00+01:00", date(2026, 12, 31)),
        ("2026-03-29T00:30:00Z", date(2026, 3, 29)),
        ("2026-10-24T23:00:00Z", date(2026, 10, 25)),
        ("2028-02-29", date(2028, 2, 29)),
    ],
)
def test_a_day_is_that_of_the_united_kingdom_at_the_turn_of_a_year_and_of_the_clocks(
    moment: str, day: date
) -> None:
    row, _ = offer(startsOn=moment)
    assert row is not None
    assert row.starts_on == day


def test_a_fault_deep_inside_is_told_with_the_way_to_it_and_nothing_else_of_the_object() -> None:
    row, (problem,) = offer(places=[{"called": "A"}, {"called": "B", "lat": 181, "secret": "07700"}])
    assert row is None
    assert (problem.column, problem.value) == ("places.1.lat", "181")
    row, (problem,) = offer(places=[{"lat": 1, "secret": "07700"}])
    assert (problem.column, problem.value) == ("places.0.called", "")
    assert "07700" not in repr(problem)


def test_members_are_read_in_camel_case_or_as_they_are_called_here_and_others_are_passed_over() -> None:
    for member in ("startsOn", "starts_on"):
        row, _ = offer(**{member: "2026-12-31", "nobodyKnows": {"a": []}})
        assert row is not None
        assert row.starts_on == date(2026, 12, 31)


@given(st.none() | st.text(max_size=5) | st.integers() | st.lists(st.none(), max_size=2))
def test_only_a_text_with_nothing_in_it_becomes_nothing(value: object) -> None:
    blank = isinstance(value, str) and value.strip() == ""
    assert empty_to_none(value) == (None if blank else value)


HARD = st.text(st.characters(exclude_characters="\r\0"), max_size=12)


@given(st.lists(st.tuples(HARD, HARD, st.integers(1, 9), st.booleans()), max_size=4))
def test_every_refused_row_is_read_back_by_a_spreadsheet_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[str, str, int, bool]]
) -> None:
    path, problems = tmp_path_factory.mktemp("refused") / "refused.csv", Problems()
    with written_to(path, problems):
        for file, value, line, is_refused in drawn:
            tell = problems.refuse if is_refused else problems.note
            tell(RowProblem(file, line, "A", value, "Rule, with comma", 'Mend "it"'))
    with path.open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    assert [(int(row["line"]), row["what"] == "left out") for row in rows] == [
        (line, is_refused) for _, _, line, is_refused in drawn
    ]
    for row, (file, value, _, _) in zip(rows, drawn, strict=True):
        for cell, was in ((row["file"], file), (row["value"], value)):
            assert cell.lstrip("'") == was.lstrip("'")
        assert (row["rule"], row["mend"]) == ("Rule, with comma", 'Mend "it"')


def test_a_file_named_in_no_encoding_does_not_end_the_import(tmp_path: Path) -> None:
    """An old disk may name files in another encoding than this machine's."""
    path, problems = tmp_path / "refused.csv", Problems()
    with written_to(path, problems):
        problems.refuse(RowProblem("caf\udce9.csv", 2, "A", "x", "Rule", "Mend"))
    assert "caf?.csv" in path.read_text(encoding="utf-8-sig")
