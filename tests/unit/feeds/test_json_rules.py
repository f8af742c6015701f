"""The rules that formats of JSON share: days, texts without people, points that fit their postcode, typed rows."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import Nation
from pathways.feeds.json_items import JsonItem
from pathways.feeds.json_rows import Day, JsonRow, Name, Pounds, Text, listed, read_row
from pathways.feeds.plain_structure import cut, one_line, plain_text
from pathways.feeds.points import Ground, ground
from pathways.feeds.problems import RowProblem
from pathways.feeds.published_text import flowing, without_contacts
from pathways.feeds.uk_days import uk_day
from pathways.paths import resource_dir


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2023-12-15T00:00:00Z", date(2023, 12, 15)),
        ("2026-06-30T23:00:00Z", date(2026, 7, 1)),  # midnight in Consett, in summer time
        ("2026-07-12T23:30:00Z", date(2026, 7, 13)),
        ("2026-07-12T23:59:59Z", date(2026, 7, 12)),  # the whole of the twelfth
        ("2026-12-31T23:30:00Z", date(2026, 12, 31)),
        ("2023-11-16T09:11:43.55Z", date(2023, 11, 16)),
        ("2021-09-01T00:00:00", date(2021, 9, 1)),
        ("2026-09-01", date(2026, 9, 1)),
        ("2026-09-01T00:30:00+02:00", date(2026, 8, 31)),
        ("0001-01-01T00:00:00", None),
        ("", None),
        ("  ", None),
    ],
)
def test_a_moment_is_a_day_of_the_united_kingdom(moment: str, day: date | None) -> None:
    assert uk_day(moment) == day


@pytest.mark.parametrize("moment", ["soon", "31/12/2026", "1066-10-14", "9999-12-31T00:00:00Z", "2026-13-01"])
def test_what_is_no_day_of_these_years_is_refused(moment: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        uk_day(moment)


@given(st.datetimes(datetime(2001, 1, 1), datetime(2099, 1, 1)))
def test_a_moment_without_an_offset_is_local(moment: datetime) -> None:
    assert uk_day(moment.isoformat()) == moment.date()


@pytest.mark.parametrize(
    ("published", "plain"),
    [
        (
            "<p>You will <b>fit</b> boilers.</p><p>And taps &amp; baths.</p>",
            "You will fit boilers.\nAnd taps & baths.",
        ),
        ("<ul><li>One</li><li>Two</li></ul>", "One\nTwo"),
        ("<script>alert(1)</script>Work", "Work"),
        ("Duties:\n* fit <b>taps</b>\n- and baths &amp; sinks", "Duties:\nfit taps\nand baths & sinks"),
        ("<p>wrapped\nby a program</p>", "wrapped by a program"),
        ("hid\u200bden \u202eturned", "hidden turned"),
        ("&lt;img src=x onerror=alert(1)&gt;Work", "Work"),
        ("pay < 10 and hours > 30", "pay < 10 and hours > 30"),
        ("one\r\n\r\n two\t three ", "one\ntwo three"),
        ("nul\0 and \ud800 and \x07", "nul and and"),
    ],
)
def test_a_text_loses_its_markup_and_odd_characters(published: str, plain: str) -> None:
    assert plain_text(published) == plain


@given(st.text(max_size=300))
def test_plain_text_stays_as_it_is_and_can_be_stored_anywhere(text: str) -> None:
    plain = plain_text(text)
    assert plain_text(plain) == plain or "&" in plain or "<" in plain
    assert "\0" not in plain
    assert plain.encode("utf-8").decode() == plain


@pytest.mark.parametrize(
    "text",
    [
        "Fit boilers. Ring Zak Bhana on 024 7697 7102. Start soon.",
        "Fit boilers. Write to zak.bhana@coventry.example for more! Start soon.",
        "Fit boilers.\nYour contact is ZAK  BHANA\nStart soon.",
        "Fit boilers. Call +44 7721 239906. Start soon.",
        "Fit boilers. (07721) 239906 is the number. Start soon.",
    ],
)
def test_a_sentence_that_names_a_person_or_a_number_is_left_out(text: str) -> None:
    told = without_contacts(text, ("Zak Bhana",))
    assert "Fit boilers." in told
    assert "Start soon." in told
    assert not any(part in told.casefold() for part in ("bhana", "@", "7697", "7721"))


def test_figures_of_pay_and_years_are_no_telephone_numbers() -> None:
    text = "Pay is £10,982.40 to £21,673.60. Since 2026 there are 2,000,000 places. Grade 9 to 4."
    assert without_contacts(text) == text


@given(st.text(max_size=200), st.integers(10, 100))
def test_a_cut_text_is_never_longer_and_a_short_one_whole(text: str, longest: int) -> None:
    assert len(cut(text, longest)) <= longest
    assert len(one_line(text, longest).splitlines()) <= 1
    if len(text) <= longest:
        assert cut(text, longest) == text


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            "Roles like:\nMidwifery\nAmbulance support\nor go on to study.",
            "Roles like: Midwifery; Ambulance support; or go on to study.",
        ),
        ("* One\n- Two\n\n• Three", "One; Two; Three"),
        ("One line", "One line"),
        ("", ""),
        ("First.\nSecond!", "First. Second!"),
    ],
)
def test_lines_become_a_paragraph_whose_items_stand_apart(lines: str, told: str) -> None:
    assert flowing(lines) == told


@pytest.fixture(scope="module")
def land() -> Ground:
    return ground(resource_dir("seed_data"))


CONSETT = (54.852, -1.831)


def test_a_point_that_fits_its_postcode_is_kept(land: Ground) -> None:
    spot, flaw = land.spot(*CONSETT, "DH8 5AB")
    assert flaw is None
    assert (spot.lat, spot.lng, spot.district, spot.town) == (*CONSETT, "DH8", "Consett")
    assert spot.lad_code == "E06000047"


def test_a_point_the_wrong_way_round_is_turned_and_said(land: Ground) -> None:
    spot, flaw = land.spot(CONSETT[1], CONSETT[0], "DH8 5AB")
    assert (spot.lat, spot.lng) == CONSETT
    assert flaw is not None
    assert flaw.rule == "Latitude comes first"


@pytest.mark.parametrize("point", [(0.0, 0.0), (48.86, 2.35), (51.5, -0.1), (54.852, 1.831), (90.0, 180.0)])
def test_a_point_far_from_its_postcode_gives_way_to_the_middle_of_the_district(
    land: Ground, point: tuple[float, float]
) -> None:
    spot, flaw = land.spot(*point, "DH8 5AB")
    assert (spot.district, spot.town) == ("DH8", "Consett")
    assert spot.lat == pytest.approx(54.85, abs=0.1)
    assert flaw is not None
    assert "DH8" in flaw.mend


@pytest.mark.parametrize("point", [(0.0, 0.0), (48.86, 2.35), (54.98, 1.41)])
def test_a_point_at_sea_or_abroad_without_a_postcode_is_not_on_the_map(
    land: Ground, point: tuple[float, float]
) -> None:
    spot, flaw = land.spot(*point, "")
    assert (spot.lat, spot.lng, spot.district) == (None, None, "")
    assert flaw is not None


def test_a_postcode_alone_is_the_middle_of_its_district(land: Ground) -> None:
    spot, flaw = land.spot(None, None, "eh6 8hh")
    assert flaw is None
    assert (spot.district, spot.nation) == ("EH6", Nation.SCOTLAND)
    assert spot.lat is not None


@pytest.mark.parametrize(("postcode", "told"), [("DH8", ""), ("12345", ""), ("ZZ9 9ZZ", "ZZ9")])
def test_a_postcode_that_cannot_be_right_is_said_without_repeating_somebodys_door(
    land: Ground, postcode: str, told: str
) -> None:
    spot, flaw = land.spot(None, None, postcode)
    assert spot.lat is None
    assert flaw is not None
    assert flaw.value == told


def test_belfast_is_known_to_exist_and_has_no_british_district(land: Ground) -> None:
    spot, flaw = land.spot(None, None, "BT1 1AA")
    assert (spot.lat, spot.district, flaw) == (None, "", None)


@given(st.floats(-180, 180), st.floats(-180, 180), st.sampled_from(["", "DH8 5AB", "CV1 2WT", "nonsense"]))
def test_a_place_has_both_numbers_or_neither_and_both_in_the_kingdom(
    lat: float, lng: float, postcode: str
) -> None:
    spot, _ = ground(resource_dir("seed_data")).spot(lat, lng, postcode)
    assert (spot.lat is None) == (spot.lng is None)
    if spot.lat is not None and spot.lng is not None:
        assert 49 <= spot.lat <= 61.5
        assert -9 <= spot.lng <= 2.5


class Inner(JsonRow):
    """A part of a row."""

    amount: Pounds = None


class Outer(JsonRow):
    """A row of a test."""

    first_name: Name
    starts_on: Day = None
    words: Text = ""
    inner: Inner | None = None
    many: listed(Inner) = ()  # type: ignore[valid-type]


def read(value: dict[str, Any]) -> tuple[Outer | None, list[RowProblem]]:
    problems: list[RowProblem] = []
    return read_row(JsonItem("page.json", 7, "rows", value), Outer, problems.append), problems


def test_a_good_item_is_a_typed_row() -> None:
    row, problems = read(
        {"firstName": 12, "startsOn": "2026-06-30T23:00:00Z", "inner": {"amount": 0.1}, "many": None}
    )
    assert problems == []
    assert row is not None
    assert (row.first_name, row.starts_on, row.many) == ("12", date(2026, 7, 1), ())
    assert row.inner is not None
    assert row.inner.amount == Decimal("0.1")


@pytest.mark.parametrize(
    ("value", "column", "part"),
    [
        ({}, "firstName", "a name of"),
        ({"firstName": ""}, "firstName", "a name of"),
        ({"firstName": ["x"]}, "firstName", "a name of"),
        ({"firstName": "x", "startsOn": "tomorrow"}, "startsOn", "a day such as"),
        ({"firstName": "x", "startsOn": 5}, "startsOn", "a day such as"),
        ({"firstName": "x", "inner": {"amount": "lots"}}, "inner.amount", "a number of pounds"),
        ({"firstName": "x", "inner": {"amount": -1}}, "inner.amount", "a number of pounds"),
        ({"firstName": "x", "inner": []}, "inner", ""),
        ({"firstName": "x", "many": [{"amount": float("1e9")}]}, "many.0.amount", "a number of pounds"),
        ({"firstName": "x", "many": "several"}, "many", "a list of objects"),
        ({"firstName": "x", "words": "y" * 60_000}, "words", "text of at most"),
    ],
)
def test_a_broken_rule_is_said_with_its_place_and_never_repeats_an_object(
    value: dict[str, Any], column: str, part: str
) -> None:
    row, (problem,) = read(value)
    assert row is None
    assert (problem.file, problem.line, problem.column) == ("page.json", 7, column)
    assert part in problem.rule
    assert len(problem.value) < 300
    assert "{" not in problem.value
