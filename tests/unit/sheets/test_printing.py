"""A sheet comes out on one side of A4, with every word on it, for any printer and any reader."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathways.paths import resource_dir
from pathways.sheets import printing
from pathways.sheets.printable import printable
from pathways.sheets.printing import print_sheets
from pathways.sheets.sheet import Sheet, SheetCode, SheetLine, SheetPart
from tests.unit.sheets.reading import ink, letters_high, read_back

A4 = (595, 842)
CODE = SheetCode("https://pathways.example/plan", "Scan this to open the plan.", "pathways.example/plan")


def line(title: str = "T Level in Health", **said: Any) -> SheetLine:
    return SheetLine(title, facts=("Level 3. Preston, 3.2 miles.", "Apply by 12 March 2027."), **said)


def sheet(*lines: SheetLine, **said: Any) -> Sheet:
    part = SheetPart("What you saved", lines, numbered=True, nothing="Nothing yet.")
    return Sheet(**{"title": "Your plan", "made_by": "Printed on 3 March 2027", "parts": (part,), **said})


def test_everything_said_is_on_the_sheet() -> None:
    made = read_back(
        print_sheets(
            [
                sheet(
                    line(mark="keen", note="Ask about the bus"),
                    notes="See you",
                    footer="Dates change",
                    code=CODE,
                )
            ],
            title="A plan",
        )
    )
    for words in (
        "Your plan", "Printed on 3 March 2027", "What you saved", "1 T Level in Health", "Preston, 3.2 miles", "keen",
        "Ask about the bus", "See you", "Dates change", "Scan this to open the plan.", "pathways.example/plan",
    ):  # fmt: skip
        assert words in made.text
    assert made.title == "A plan"


def test_sheet_is_one_side_of_a4_tagged_and_says_its_language() -> None:
    made = read_back(print_sheets([sheet(line())], title="A plan", language="cy"))
    assert [tuple(map(round, size)) for size in made.points] == [A4]
    assert made.is_tagged
    assert made.language.startswith("cy")


@pytest.mark.parametrize("count", [0, 1, 8, 20])
def test_as_many_as_a_plan_may_hold_fit_on_one_side(count: int) -> None:
    made = read_back(
        print_sheets([sheet(*(line(f"Choice {at}") for at in range(count)), code=CODE)], title="A")
    )
    assert len(made.sides) == 1
    assert all(f"Choice {at}" in made.text for at in range(count))
    assert ("Nothing yet." in made.text) == (count == 0)


def test_what_cannot_fit_runs_over_and_loses_nothing() -> None:
    made = read_back(print_sheets([sheet(*(line(f"Choice {at}") for at in range(120)))], title="A"))
    assert len(made.sides) > 1
    assert all(f"Choice {at} " in made.text for at in range(120))


def test_sheet_is_black_on_white() -> None:
    colours = ink(print_sheets([sheet(line(mark="keen", note="Bus"), code=CODE)], title="A"))
    assert colours == {(0, 0, 0), (255, 255, 255)}


def test_letters_of_many_languages_come_out() -> None:
    names = "Tŷ Ŵyn, Łódź, Şırnak, Žďár, Nguyễn, Київ, Αθήνα"
    assert names in read_back(print_sheets([sheet(line(names))], title="A")).text


def test_sheet_is_set_in_our_own_font_from_the_build() -> None:
    assert b"SourceSans3" in print_sheets([sheet(line())], title="A")
    assert (resource_dir("static") / "build" / "fonts" / "LICENSE_FONT").is_file()


def test_nothing_in_a_text_is_markup() -> None:
    odd = '#panic("no") *bold* _it_ $x^2$ = heading @ref <label> \\ // `raw` #sys.inputs'
    assert odd in read_back(print_sheets([sheet(line(odd))], title=odd)).text


def test_script_without_a_font_prints_the_rest() -> None:
    made = read_back(print_sheets([sheet(line("护理 nursing"))], title="A"))
    assert "nursing" in made.text
    assert made.is_tagged


def test_sides_are_numbered_where_a_sheet_runs_over_and_nothing_is_lost() -> None:
    numbers = {"side": "Side {side} of {sides}", "footer": "Dates change"}
    made = read_back(
        print_sheets([sheet(*(line(f"Choice {at}.") for at in range(130)), **numbers)], title="x")
    )
    count = len(made.sides)
    assert count > 1
    for at, side in enumerate(made.sides, 1):
        assert f"Side {at} of {count}" in side
        assert "Dates change" in side
    assert all(f"Choice {at}." in made.text for at in range(130))


def test_a_sheet_of_one_side_has_no_number_and_each_of_many_its_own() -> None:
    short, long = sheet(line(), side="{side}of{sides}"), sheet(*[line()] * 130, side="{side}of{sides}")
    assert "1of1" not in read_back(print_sheets([short], title="x")).text
    sides = read_back(print_sheets([short, long, short, long], title="x")).sides
    of_long = (len(sides) - 2) // 2
    numbered = [next((f"{at}" for at in range(1, 9) if f"{at}of{of_long}" in side), "") for side in sides]
    assert numbered == ["", *map(str, range(1, of_long + 1))] * 2


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200), st.text(max_size=60))
def test_whatever_was_typed_prints(note: str, title: str) -> None:
    made = read_back(print_sheets([sheet(line(title, note=note, mark=title))], title=title))
    assert "What you saved" in made.text


@given(st.text())
def test_printable_text_has_no_emoji_controls_or_wide_gaps(text: str) -> None:
    made = printable(text + "🙂\x00 \u200d  x")
    assert not set(made) & set("🙂\x00\u200d")
    assert "  " not in made
    assert printable(made) == made


def test_printable_text_keeps_lines_and_ticks() -> None:
    assert printable("one  two \r\n ✓ Tŷ\t→ £5") == "one two\n✓ Tŷ → £5"


def test_each_pupil_of_a_class_has_a_side() -> None:
    class_of = [sheet(line(), title=f"Pupil {at}", code=CODE) for at in range(25)]
    made = read_back(print_sheets(class_of, title="10B"))
    assert [f"Pupil {at} " in side for at, side in enumerate(made.sides)] == [True] * 25


def test_each_sheet_of_a_file_is_as_large_as_it_is_alone() -> None:
    mixed = [sheet(*(line(f"Choice {at}") for at in range(count))) for count in (1, 22, 9)]
    together = read_back(print_sheets(mixed, title="10B"))
    assert together.sides == tuple(read_back(print_sheets([one], title="10B")).text for one in mixed)
    heights = letters_high(print_sheets(mixed, title="10B"))
    assert heights == [letters_high(print_sheets([one], title="10B"))[0] for one in mixed]
    assert heights[1] < heights[0]


def test_class_is_made_by_another_process_just_as_here(monkeypatch: pytest.MonkeyPatch) -> None:
    class_of = [sheet(line(), title=f"Pupil {at}") for at in range(3)]
    here = read_back(print_sheets(class_of, title="10B"))
    monkeypatch.setattr(printing, "MOST_IN_THIS_PROCESS", 1)
    assert read_back(print_sheets(class_of, title="10B")) == here


def test_press_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "MOST_IN_THIS_PROCESS", 0)
    monkeypatch.setattr(printing, "LONGEST_SECONDS", 0.001)
    with pytest.raises(subprocess.SubprocessError):
        print_sheets([sheet(line())], title="A")


def test_full_sheets_of_a_class_take_little_more_memory_for_each_one_more() -> None:
    """Only asked about, one after another, full sheets once held 10 MB each until the process ended."""
    program = (
        "import sys; from pathlib import Path; from pathways.sheets.press import press; press(sys.stdin.read()); "
        "print(Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0])"
    )

    def full(number: int) -> Sheet:
        note = f"You, pupil {number}, like to work with people. " * 3
        return sheet(*[line(f"T Level {number} in Health {at}", note=note) for at in range(11)])

    def megabytes(count: int) -> float:
        sheets = [{**asdict(full(number)), "picture": None} for number in range(count)]
        words = {
            "title": "A class",
            "language": "en",
            "made_at": "2026-11-30T09:00:00+00:00",
            "sheets": sheets,
        }
        done = subprocess.run(
            [sys.executable, "-c", program],
            input=json.dumps(words),
            capture_output=True,
            text=True,
            check=True,
        )
        return int(done.stdout) / 1024

    assert megabytes(60) - megabytes(20) < 40 * 4


def test_no_sheets_are_nothing_to_print() -> None:
    with pytest.raises(ValueError, match="nothing"):
        print_sheets([], title="A")
