"""Suggestions in a terminal: one set of answers or many, and faults in words with the line they are on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Command = Callable[..., Result]

STUDENT = {
    "stage": "year-10-11",
    "home": "Consett",
    "travel": {"mode": "bus", "minutes": 60},
    "activities": {"r1": "yes", "r2": "yes"},
    "ideas": "plumber",
}


def written(folder: Path, *sets: Any) -> str:
    """A file with one set of answers on each line."""
    path = folder / "answers.json"
    path.write_text(
        "\n".join(one if isinstance(one, str) else json.dumps(one) for one in sets), encoding="utf-8"
    )
    return str(path)


def test_student_finds_building_near_consett_in_a_terminal(on_filled: Command, tmp_path: Path) -> None:
    result = on_filled("suggest", written(tmp_path, STUDENT))
    assert result.exit_code == 0, result.output
    assert "programmes near Consett" in result.stdout
    assert "You had “plumber” in mind" in result.stdout
    assert "something different" in result.stdout


def test_the_data_has_the_shape_of_the_api(on_filled: Command, tmp_path: Path) -> None:
    result = on_filled("suggest", written(tmp_path, STUDENT), "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert set(found) >= {"place", "widened", "items", "groups"}
    assert found["items"][0]["url"].startswith("http")
    assert found["items"][0]["reasons"][0]["text"]


def test_a_batch_gives_one_line_for_each_set(on_filled: Command, tmp_path: Path) -> None:
    result = on_filled("suggest", written(tmp_path, STUDENT, "", {"home": "Preston"}, {}), "--json")
    assert result.exit_code == 0, result.output
    places = [(json.loads(line)["place"] or {}).get("id") for line in result.stdout.splitlines()]
    assert places == ["consett", "preston", None]


def test_a_list_of_sets_is_a_batch_as_well(on_filled: Command, tmp_path: Path) -> None:
    result = on_filled("suggest", written(tmp_path, [STUDENT, {}]), "--json")
    assert len(result.stdout.splitlines()) == 2


def test_one_bad_set_is_named_by_its_line_and_the_others_are_answered(
    on_filled: Command, tmp_path: Path
) -> None:
    result = on_filled(
        "suggest", written(tmp_path, STUDENT, {"stage": "year-99"}, {"home": "Xyzzyville"}), "--json"
    )
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert "line 2: stage" in result.stderr
    assert "line 3: home" in result.stderr
    assert "2 of 3 sets" in result.stderr


def test_a_file_that_is_no_json_is_refused_in_words(on_filled: Command, tmp_path: Path) -> None:
    result = on_filled("suggest", written(tmp_path, STUDENT, "not json"))
    assert result.exit_code == 1
    assert "line 2: this is not JSON" in result.stderr
    assert "Traceback" not in result.output


def test_a_place_of_several_names_is_offered(on_filled: Command, tmp_path: Path) -> None:
    result = on_filled("suggest", written(tmp_path, {"home": "Richmond"}))
    assert result.exit_code == 1
    assert "richmond-north-yorkshire" in result.stderr


def test_bytes_that_are_no_text_are_refused_in_words(on_filled: Command, tmp_path: Path) -> None:
    path = tmp_path / "odd.json"
    path.write_bytes(b"\xff\xfe\x00{")
    result = on_filled("suggest", str(path))
    assert result.exit_code == 1
    assert "cannot be read as text" in result.stderr


def test_without_a_catalogue_it_says_how_to_build_one(command: Command, tmp_path: Path) -> None:
    result = command("suggest", written(tmp_path, STUDENT))
    assert result.exit_code == 1
    assert "pathways index" in result.stderr


def test_evaluating_prints_the_bars_of_search_and_of_answers(on_filled: Command) -> None:
    result = on_filled("evaluate", "--verbose")
    assert "Sets of answers held out:" in result.stdout
    assert "reasons add up to the score" in result.stdout
    missed = [line for line in result.stdout.splitlines() if line.startswith("!")]
    assert result.exit_code == (1 if missed else 0)


@pytest.mark.parametrize("nothing", ["", "\n\n", "[]"])
def test_a_file_without_answers_is_said_to_hold_none(
    on_filled: Command, tmp_path: Path, nothing: str
) -> None:
    result = on_filled("suggest", written(tmp_path, nothing))
    assert result.exit_code == 1
    assert "answers.json holds no answers" in result.stderr


def test_a_line_ends_only_where_the_file_ends_it(on_filled: Command, tmp_path: Path) -> None:
    other_ends = {**STUDENT, "ideas": "plumber\u2028joiner\x85"}
    result = on_filled(
        "suggest", written(tmp_path, json.dumps(other_ends, ensure_ascii=False), STUDENT), "--json"
    )
    assert result.exit_code == 0, result.output


def test_an_unusable_set_of_a_list_is_named_by_its_place(on_filled: Command, tmp_path: Path) -> None:
    result = on_filled("suggest", written(tmp_path, json.dumps([STUDENT, 5, STUDENT])))
    assert result.exit_code == 1
    assert "answers.json, set 2: body: Send a JSON object." in result.stderr


def test_somebodys_street_is_not_written_back_from_a_name(on_filled: Command, tmp_path: Path) -> None:
    result = on_filled("suggest", written(tmp_path, {"PR1 2HE": 1}))
    assert "2HE" not in result.output
    assert "PR1 2: Extra inputs are not permitted." in result.stderr
