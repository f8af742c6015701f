"""The project's own cases in a terminal: every bar, the misses, and which terms count."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

import pytest
from click.testing import Result

import pathways.cli
from pathways.guidance.evaluation.bars import Bar
from pathways.guidance.evaluation.terms import TriedTerm
from pathways.words.thesaurus import Kind, Meaning

Command = Callable[..., Result]
MODULE = sys.modules[f"{pathways.cli.__name__}.evaluate"]


def test_every_bar_is_printed_with_the_held_out_cases_apart(on_filled: Command) -> None:
    result = on_filled("evaluate")
    assert result.exit_code == 0, result.output
    assert "Searches held out:" in result.output
    assert len(re.findall(r"\(bar \d+%\)", result.output)) >= 12


def test_a_missed_bar_is_marked_and_told_to_the_shell(
    on_filled: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MODULE, "search_bars", lambda outcomes: (Bar("all right", 1.0, 1, 2),))
    result = on_filled("evaluate", "--verbose")
    assert result.exit_code == 1
    assert re.search(r"^! all right +50\.0%", result.output, re.MULTILINE)


def test_terms_that_count_are_counted_and_the_others_named(
    on_filled: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    useful, idle = Meaning("sparky", Kind.OCCUPATION, ("electrician",)), Meaning("um", Kind.FILLER)
    tried = [TriedTerm(useful, counts=True), TriedTerm(idle, counts=False)]
    monkeypatch.setattr(MODULE, "tried_terms", lambda *_given: iter(tried))
    result = on_filled("thesaurus", "--verbose")
    assert result.exit_code == 0, result.output
    assert "; 1 count." in result.output
    assert "  um (filler: )" in result.output
    assert "sparky" not in result.output


def test_a_place_in_the_words_is_used_in_a_terminal(on_filled: Command) -> None:
    said = on_filled("search", "plumbing near Consett").output
    given = on_filled("search", "plumbing", "--near", "Consett").output
    assert said == given
    assert "Read 'sparky': occupation electrician" in on_filled("search", "sparky").output
