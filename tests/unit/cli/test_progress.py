"""How far a long command has come: bars for people, lines for logs, nothing among the results."""

from __future__ import annotations

import re

import pytest

from pathways.cli.progress import progress_bars

STAGES = [("Reading", 0, 0), ("Reading", 40, 0), ("Writing", 1, 3), ("Writing", 3, 3), ("Reading", 50, 50)]


def run() -> None:
    with progress_bars() as progress:
        for stage, done, total in STAGES:
            progress(stage, done, total)


@pytest.fixture
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("no_terminal")
def test_without_a_terminal_each_stage_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    run()
    said = capsys.readouterr()
    assert said.err.splitlines() == ["Reading ...", "Writing ..."]
    assert said.out == ""


@pytest.mark.usefixtures("no_terminal")
def test_nothing_done_is_nothing_said(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bars():
        pass
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_each_stage_has_a_bar_with_its_steps(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("TTY_INTERACTIVE", "1")
    monkeypatch.setenv("COLUMNS", "100")
    run()
    said = capsys.readouterr()
    last = said.err.split("\x1b[2K")[-1]
    assert "50/50" in last or "50/50" in said.err
    assert "3/3" in said.err
    assert re.search(r"\d a second", said.err)
    assert "left" in last
    assert said.out == ""


@pytest.mark.usefixtures("no_terminal")
def test_what_goes_wrong_is_passed_on(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(OSError, match="full"), progress_bars() as progress:
        progress("Writing", 1, 2)
        raise OSError("the disk is full")
    assert "Writing ..." in capsys.readouterr().err
