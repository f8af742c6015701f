"""What cells of the course directory say: modes, days, durations, costs and codes, as its pages accept them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import Level
from pathways.feeds.course_directory import codes, values
from pathways.feeds.course_directory.values import Attendance, DeliveryMode, DurationUnit, StudyMode

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
ANY_TEXT = st.text(max_size=30)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Classroom", DeliveryMode.CLASSROOM),
        ("classroom based", DeliveryMode.CLASSROOM),
        ("CLASSROOMBASED", DeliveryMode.CLASSROOM),
        ("Blended", DeliveryMode.BLENDED),
        ("BlendedLearning", DeliveryMode.BLENDED),
        ("Online", DeliveryMode.ONLINE),
        ("work", DeliveryMode.WORK_BASED),
        ("Work based", DeliveryMode.WORK_BASED),
        ("distance", None),
        ("", None),
    ],
)
def test_delivery_modes_are_read_in_every_accepted_wording(text: str, meant: DeliveryMode | None) -> None:
    assert values.delivery_mode(text) is meant


def test_every_accepted_value_of_the_published_list_is_accepted(shared_data: Path) -> None:
    readers = {
        "DELIVERY_MODE": values.delivery_mode,
        "STUDY_MODE": values.study_mode,
        "ATTENDANCE_PATTERN": values.attendance,
    }
    lines = (shared_data / "course_directory" / "accepted-values.tsv").read_text().splitlines()[1:]
    seen = 0
    for line in lines:
        column, canonical, accepted = line.split("\t")
        for wording in accepted.split("|") if column in readers else ():
            found = readers[column](wording.upper())
            assert found is not None
            assert found.value == canonical
            seen += 1
    assert seen > 15


def test_only_classroom_and_blended_courses_have_a_venue() -> None:
    assert [mode for mode in DeliveryMode if mode.has_venue] == [DeliveryMode.CLASSROOM, DeliveryMode.BLENDED]


@pytest.mark.parametrize("text", ["Full time", "full-time", "FULL TIME"])
def test_full_time_is_read_with_a_space_or_a_hyphen(text: str) -> None:
    assert values.study_mode(text) is StudyMode.FULL_TIME


@given(text=ANY_TEXT)
def test_no_text_upsets_a_reader(text: str) -> None:
    readers = (
        values.delivery_mode, values.study_mode, values.attendance, values.duration_unit, values.answer, values.level,
        values.day, values.pence, values.duration, values.lars_code, values.day_of_2020,
    )  # fmt: skip
    for read in readers:
        read(text)  # type: ignore[operator]


@given(day=DAYS)
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    assert values.day(day.strftime("%d/%m/") + f"{day.year:04d}") == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7/9/2027",
        "2027-09-07",
        "07/09/27",
        "31/02/2027",
        "07.09.2027",
        "09/31/2027",
        " 07/09/2027",
        "٠٧/٠٩/٢٠٢٧",
    ],
)
def test_a_day_in_any_other_form_is_no_day(text: str) -> None:
    assert values.day(text) is None


def test_the_day_of_an_upload_of_2020_has_its_month_first() -> None:
    assert values.day_of_2020("4/27/2020 12:00:00 AM") == "27/04/2020"
    assert values.day_of_2020("12/1/2020 12:00:00 AM") == "01/12/2020"


@pytest.mark.parametrize("text", ["27/04/2020", "13/13/2020 12:00:00 AM", "4/27/2020", "soon", ""])
def test_what_is_no_day_of_2020_is_left_for_the_rules(text: str) -> None:
    assert values.day_of_2020(text) == text


@given(pence=st.integers(0, 99_999_999))
def test_a_cost_is_read_in_whole_pence(pence: int) -> None:
    assert values.pence(str(Decimal(pence) / 100)) == pence
    assert values.pence(f"{pence // 100}.{pence % 100:02d}") == pence


@pytest.mark.parametrize(
    "text", ["", "£450", "450.505", "1,200", "-5", "free", "1e3", "1000000", "450.", "NaN", "4 50", "４５０"]
)
def test_what_is_no_number_of_pounds_is_no_cost(text: str) -> None:
    assert values.pence(text) is None


@given(number=st.integers(-10, 2_000))
def test_a_duration_is_from_1_to_999(number: int) -> None:
    assert values.duration(str(number)) == (number if 1 <= number <= 999 else None)


@pytest.mark.parametrize("text", ["", "1.5", "six", "1000", "0", "+6", "²"])
def test_what_is_no_whole_number_is_no_duration(text: str) -> None:
    assert values.duration(text) is None


@given(code=st.from_regex(r"[1-9][0-9]{7}", fullmatch=True))
def test_a_whole_lars_code_stays_as_it_is(code: str) -> None:
    assert values.lars_code(code) == code


@given(code=st.from_regex(r"00?[1-9][0-9]{5}", fullmatch=True))
def test_the_leading_zeros_of_a_lars_code_are_restored(code: str) -> None:
    whole = code.zfill(8)
    assert values.lars_code(whole.lstrip("0")) == whole


def test_a_lars_code_may_hold_letters_of_either_case() -> None:
    assert values.lars_code("z0001234") == "Z0001234"
    assert values.lars_code("10052x") == "0010052X"


@pytest.mark.parametrize("text", ["", "600", "603330789", "6033/078", "6.03E+07", "ABCDEFGH", "6033307 8"])
def test_what_is_no_lars_code_is_refused(text: str) -> None:
    assert values.lars_code(text) is None


@pytest.mark.parametrize(("text", "meant"), [("Yes", True), ("NO", False), ("", False), ("maybe", None)])
def test_an_empty_answer_is_a_no(text: str, meant: bool | None) -> None:
    assert values.answer(text) is meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [("Entry Level", Level.ENTRY), ("3", Level.THREE), ("7", Level.SEVEN), ("8", None), ("", None)],
)
def test_levels_are_entry_level_and_1_to_7(text: str, meant: Level | None) -> None:
    assert values.level(text) is meant


def test_the_codes_of_the_flat_table_stand_for_words_that_are_accepted() -> None:
    readers = {
        "delivery_mode": (codes.DELIVERY_MODES, values.delivery_mode, list(DeliveryMode)),
        "study_mode": (codes.STUDY_MODES, values.study_mode, list(StudyMode)),
        "attendance": (codes.ATTENDANCE_PATTERNS, values.attendance, list(Attendance)),
        "duration_unit": (codes.DURATION_UNITS, values.duration_unit, list(DurationUnit)),
    }
    for field, (table, read, all_of_them) in readers.items():
        told = [read(codes.FLAT_CODES[field](code)) for code in table if table[code]]  # type: ignore[operator]
        assert None not in told
        assert set(told) == set(all_of_them)


def test_true_and_false_of_the_flat_table_are_yes_and_no() -> None:
    assert values.answer(codes.FLAT_CODES["national"]("True")) is True
    assert values.answer(codes.FLAT_CODES["flexible"]("false")) is False


def test_a_code_that_is_not_known_is_left_for_the_rules() -> None:
    assert codes.FLAT_CODES["delivery_mode"]("9") == "9"
    assert values.delivery_mode("9") is None
