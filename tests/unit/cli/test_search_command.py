"""The search in a terminal finds what the page finds, and says in words what it cannot."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from pathways.catalogue.criteria import LONGEST_TEXT

Command = Callable[..., Result]


def found(result: Result) -> int:
    """How many a search says it found."""
    assert result.exit_code == 0, result.output
    count = re.search(r"^([\d,]+) found$", result.output, re.MULTILINE)
    assert count, result.output
    return int(count[1].replace(",", ""))


def as_data(result: Result) -> dict[str, Any]:
    """What a search with --json wrote."""
    assert result.exit_code == 0, result.output
    read: dict[str, Any] = json.loads(result.stdout)
    return read


def test_student_finds_plumbing_near_consett_in_a_terminal(on_filled: Command) -> None:
    result = on_filled("search", "plumbing", "--near", "Consett")
    assert found(result) > 0
    first = result.output.splitlines()[1]
    assert "Plumbing" in first
    assert re.search(r"Consett, \d+\.\d miles$", first)
    assert "Routes: " in result.output
    assert "within any number of miles: " in result.output


def test_nothing_typed_finds_everything(on_filled: Command) -> None:
    everything = found(on_filled("search"))
    assert everything > found(on_filled("search", "plumbing", "--miles", "any")) > 0


def test_further_away_is_never_fewer(on_filled: Command) -> None:
    totals = [
        found(on_filled("search", "health", "--near", "Preston", "--miles", miles))
        for miles in ("5", "20", "any")
    ]
    assert totals == sorted(totals)
    assert totals[0] < totals[-1]


def test_the_data_says_what_the_words_say(on_filled: Command) -> None:
    call = ("search", "nursing", "--near", "Preston")
    data = as_data(on_filled(*call, "--json"))
    written = on_filled(*call)
    assert data["total"] == found(written)
    for card in data["cards"]:
        assert card["title"] in written.output
        assert set(card) >= {"id", "route", "level", "provider_name", "distance_miles"}
    routes = {value["value"]: value["count"] for value in data["facets"]["route"]}
    assert sum(routes.values()) == data["total"]


def test_days_in_the_data_can_be_read_back(on_filled: Command) -> None:
    cards = as_data(on_filled("search", "--json"))["cards"]
    days = [text for card in cards for key, text in card.items() if key.endswith("_on") and text]
    assert days
    assert all(date.fromisoformat(day) for day in days)


def test_a_slip_of_the_finger_is_put_right_and_said(on_filled: Command) -> None:
    result = on_filled("search", "plumbng")
    assert "typed: plumbng" in result.output
    assert found(result) == found(on_filled("search", "plumbing"))


def test_when_nothing_is_found_there_are_ways_on(on_filled: Command) -> None:
    result = on_filled("search", '"plumbing"', "--near", "Lerwick", "--miles", "2")
    assert found(result) == 0
    assert re.search(r"^  (within|without) ", result.output, re.MULTILINE)


def test_a_place_of_which_there_are_several_is_asked_about(on_filled: Command) -> None:
    result = on_filled("search", "--near", "Ashford")
    assert result.exit_code == 1
    assert "Which Ashford?" in result.output
    choices = re.findall(r"--near (\S+)", result.output)
    assert len(choices) >= 2
    assert on_filled("search", "--near", choices[0]).exit_code == 0


@pytest.mark.parametrize("near", ["zzzz", "ZZ99 9ZZ", "12", "\x07", "🔧", "x" * 5000])
def test_a_place_that_is_not_known_is_said(on_filled: Command, near: str) -> None:
    result = on_filled("search", "--near", near)
    assert result.exit_code == 1
    assert "No place called" in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "words", ["plumb\0ing", "-", '"', "%s%n", "a" * 50_000, "سباكة", "\udcff", "' OR 1=1 --"]
)
def test_odd_words_are_survived(on_filled: Command, words: str) -> None:
    result = on_filled("search", "--", words)
    assert result.exit_code == 0, result.exception


def test_words_beyond_the_longest_search_are_left_out(on_filled: Command) -> None:
    long = "plumbing" + " " * LONGEST_TEXT + "nursing"
    assert found(on_filled("search", long)) == found(on_filled("search", "plumbing"))


@pytest.mark.parametrize("miles", ["7", "-5", "1e9", "", "all"])
def test_a_distance_that_is_no_choice_is_a_wrong_call(on_filled: Command, miles: str) -> None:
    result = on_filled("search", "--miles", miles)
    assert result.exit_code == 2
    assert "--miles" in result.output


def test_searching_before_anything_is_published_says_what_to_do(command: Command, tmp_path: Path) -> None:
    result = command("search", "plumbing")
    assert result.exit_code == 1
    assert "pathways index" in result.output
    assert not (tmp_path / "instance" / "pathways.db").exists(), "searching needs no database and makes none"


def test_searching_goes_on_when_the_database_is_away(
    on_filled: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATHWAYS_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none?connect_timeout=1")
    assert found(on_filled("search", "plumbing")) > 0
