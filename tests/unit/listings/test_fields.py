"""Fields of the form: what is typed becomes a value, what is a value becomes what was typed."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import Route
from pathways.listings.content import MOST_STARTS, Start
from pathways.listings.forms.districts import district_codes, district_names
from pathways.listings.forms.fields import Field, Kind, Mistyped
from pathways.listings.forms.starts import EMPTY_ROWS, read_starts, rows_in, show_starts

CHOICES = (("a", "A"), ("b", "B"))


def field(kind: Kind, **changes: Any) -> Field:
    return Field("x", kind, "X", choices=CHOICES, **changes)  # type: ignore[arg-type]


def read(kind: Kind, *typed: str) -> Any:
    return field(kind).read({"x": list(typed)})


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("line", "a title", "a title"),
        ("line", "  spaces  ", "spaces"),
        ("line", "nul\x00", "nul"),
        ("prose", "two\nlines", "two\nlines"),
        ("link", "https://college.example", "https://college.example"),
        ("number", "12", 12),
        ("number", "0", 0),
        ("number", " 7 ", 7),
        ("decimal", "37.5", 37.5),
        ("decimal", "37", 37.0),
        ("pounds", "8.40", 840),
        ("pounds", "450", 45_000),
        ("pounds", "£1,234.50", 123_450),
        ("pounds", "£ 9", 900),
        ("day", "2027-09-06", date(2027, 9, 6)),
        ("day", "06/09/2027", date(2027, 9, 6)),
        ("day", "6/9/2027", date(2027, 9, 6)),
        ("choice", "a", "a"),
        ("choices", "b", ("b",)),
        ("flag", "yes", True),
        ("flag", "no", False),
    ],
)
def test_what_is_typed_is_read(kind: Kind, typed: str, value: Any) -> None:
    assert read(kind, typed) == value


@pytest.mark.parametrize(
    ("kind", "empty"),
    [
        ("line", ""),
        ("prose", ""),
        ("link", ""),
        ("names", ""),
        ("number", None),
        ("decimal", None),
        ("pounds", None),
        ("day", None),
        ("choice", None),
        ("choices", ()),
        ("flag", False),
    ],
)
def test_nothing_typed_is_nothing_said(kind: Kind, empty: Any) -> None:
    assert read(kind) == empty
    assert read(kind, "") == empty
    assert read(kind, "   ") == empty
    assert field(kind).read({}) == empty


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("number", "twelve"),
        ("number", "-1"),
        ("number", "1.5"),
        ("number", "9" * 40),
        ("number", "١٢"),
        ("decimal", "a lot"),
        ("decimal", "1e9"),
        ("decimal", "nan"),
        ("decimal", "1.234"),
        ("pounds", "8.401"),
        ("pounds", "-8"),
        ("pounds", "$8"),
        ("pounds", "99999999"),
        ("day", "soon"),
        ("day", "2027-13-01"),
        ("day", "31/02/2027"),
        ("day", "2027-09"),
        ("day", "20270906"),
        ("choice", "c"),
        ("choices", "c"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_words(kind: Kind, typed: str) -> None:
    with pytest.raises(Mistyped):
        read(kind, typed)


def test_one_wrong_choice_of_several_is_refused() -> None:
    assert read("choices", "b", "", "a") == ("b", "a")
    with pytest.raises(Mistyped):
        read("choices", "a", "z")


@pytest.mark.parametrize("kind", ["line", "prose", "link", "names"])
def test_a_text_that_is_too_long_is_refused_and_not_cut(kind: Kind) -> None:
    short = field(kind, longest=5)
    assert short.read({"x": ["12345"]}) == "12345"
    with pytest.raises(Mistyped):
        short.read({"x": ["123456"]})


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("line", "", []),
        ("line", "a", ["a"]),
        ("number", None, []),
        ("number", 0, ["0"]),
        ("decimal", 37.5, ["37.5"]),
        ("decimal", 37.0, ["37"]),
        ("pounds", 840, ["8.40"]),
        ("pounds", 45_000, ["450"]),
        ("pounds", 5, ["0.05"]),
        ("pounds", 0, ["0"]),
        ("day", date(2027, 9, 6), ["06/09/2027"]),
        ("choice", Route.DEGREE, ["degree"]),
        ("choices", (Route.DEGREE, Route.T_LEVEL), ["degree", "t-level"]),
        ("flag", True, ["yes"]),
        ("flag", False, []),
    ],
)
def test_a_value_is_shown_as_the_form_holds_it(kind: Kind, value: Any, shown: list[str]) -> None:
    assert field(kind).show(value) == shown


@given(st.integers(0, 9_999_999))
def test_pence_are_shown_and_read_back(pence: int) -> None:
    one = field("pounds")
    assert one.read({"x": one.show(pence)}) == pence


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_days_are_shown_and_read_back(day: date) -> None:
    one = field("day")
    assert one.read({"x": one.show(day)}) == day


@given(
    st.text(max_size=60),
    st.sampled_from(["line", "number", "decimal", "pounds", "day", "choice", "flag", "link"]),
)
def test_no_text_breaks_a_field(text: str, kind: Kind) -> None:
    with suppress(Mistyped):
        read(kind, text)


def test_a_field_is_on_the_routes_that_have_it() -> None:
    everywhere, somewhere = field("line"), field("line", routes=frozenset({Route.DEGREE}))
    assert everywhere.is_on(Route.T_LEVEL)
    assert somewhere.is_on(Route.DEGREE) and not somewhere.is_on(Route.T_LEVEL)


def typed_starts(*rows: dict[str, str], flexible: bool = False) -> dict[str, list[str]]:
    typed = {f"{name}-{number}": [text] for number, row in enumerate(rows) for name, text in row.items()}
    return typed | ({"is_flexible": ["yes"]} if flexible else {})


def test_rows_left_empty_are_no_starts() -> None:
    typed = typed_starts(
        {"starts_on": "2027-09-06", "closes_on": "2027-06-01"}, {"starts_on": "", "start_text": " "}
    )
    starts, mistakes = read_starts(typed)
    assert mistakes == {}
    assert [Start(**start) for start in starts] == [
        Start(starts_on=date(2027, 9, 6), closes_on=date(2027, 6, 1))
    ]


def test_whoever_is_ready_can_start() -> None:
    starts, _ = read_starts(typed_starts(flexible=True))
    assert starts == [{"is_flexible": True}]


def test_a_start_that_cannot_be_read_is_named_by_its_input() -> None:
    typed = typed_starts({"starts_on": "2027-09-06"}, {"starts_on": "soon"}, {"closes_on": "never"})
    starts, mistakes = read_starts(typed)
    assert set(mistakes) == {"starts_on-1", "closes_on-2"}
    assert len(starts) == 3


def test_words_alone_are_a_start() -> None:
    starts, mistakes = read_starts(typed_starts({"start_text": "After a taster day"}))
    assert mistakes == {}
    assert Start(**starts[0]) == Start(start_text="After a taster day")


@given(
    st.lists(
        st.builds(
            Start,
            starts_on=st.none() | st.dates(date(2026, 1, 1), date(2030, 1, 1)),
            closes_on=st.none() | st.dates(date(2026, 1, 1), date(2030, 1, 1)),
            start_text=st.sampled_from(["", "After a talk"]),
            is_flexible=st.booleans(),
        ).filter(lambda start: start != Start()),
        max_size=6,
        unique=True,
    )
)
def test_starts_are_shown_and_read_back(starts: list[Start]) -> None:
    read_back, mistakes = read_starts(show_starts(starts))
    assert mistakes == {}
    assert {Start(**start) for start in read_back} == set(starts)


@pytest.mark.parametrize(("filled", "rows"), [(0, EMPTY_ROWS), (1, 1 + EMPTY_ROWS), (5, 5 + EMPTY_ROWS)])
def test_a_few_empty_rows_follow(filled: int, rows: int) -> None:
    assert rows_in(typed_starts(*[{"starts_on": "2027-09-06"}] * filled)) == rows


def test_there_are_no_more_rows_than_starts_are_kept() -> None:
    assert rows_in(typed_starts(*[{"starts_on": "2027-09-06"}] * MOST_STARTS)) == MOST_STARTS


def test_districts_are_found_by_name_and_by_code() -> None:
    codes, unknown = district_codes("Hartlepool\nmiddlesbrough; E06000047")
    assert codes == ("E06000001", "E06000002", "E06000047")
    assert unknown == ()


def test_a_district_that_is_not_known_is_named() -> None:
    codes, unknown = district_codes("Hartlepool\nAtlantis\n\n;")
    assert (codes, unknown) == (("E06000001",), ("Atlantis",))


def test_the_same_district_twice_is_one() -> None:
    assert district_codes("Hartlepool\nHARTLEPOOL\nE06000001") == (("E06000001",), ())


def test_districts_are_shown_by_name_and_unknown_codes_as_they_are() -> None:
    assert district_names(("E06000001", "E99999999")) == "Hartlepool\nE99999999"
    assert district_names(()) == ""
    assert district_codes(district_names(("E06000001", "E06000002")))[0] == ("E06000001", "E06000002")
