"""What `docs/operations.md` lists is what there is: each setting and each command, once."""

from __future__ import annotations

import re
from pathlib import Path

import click

from pathways.cli import main
from pathways.settings import Settings

TEXT = (Path(__file__).parents[2] / "docs" / "operations.md").read_text()


def test_every_setting_has_its_line() -> None:
    told = re.findall(r"^\| `(PATHWAYS_\w+)` \|", TEXT, re.MULTILINE)
    assert sorted(told) == sorted(f"PATHWAYS_{name.upper()}" for name in Settings.model_fields)


def test_every_command_has_its_line() -> None:
    commands = [
        f"pathways {name} {inner}" if inner else f"pathways {name}"
        for name, command in main.commands.items()
        for inner in (command.commands if isinstance(command, click.Group) else [""])
    ]
    told = re.findall(r"^\| `(pathways [a-z -]+?)(?: [A-Z-][^`]*)?` \|", TEXT, re.MULTILINE)
    assert sorted(told) == sorted(commands)
