"""The architecture document names what is there, and nothing that is not."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "docs" / "architecture.md").read_text()
PARTS = set(re.findall(r"`([a-z_]+(?:\.py|/))`", DOCUMENT.split("## Packages")[1].split("## Rules")[0]))


def test_every_package_has_its_line() -> None:
    packages = {f"{path.parent.name}/" for path in (ROOT / "pathways").glob("*/__init__.py")}
    modules = {path.name for path in (ROOT / "pathways").glob("*.py")} - {"__init__.py", "__main__.py"}
    assert packages | modules <= PARTS


def test_no_line_names_what_is_gone() -> None:
    for part in PARTS - {"templates/", "static/", "seed_data/", "tests/"}:
        assert (ROOT / "pathways" / part).exists(), part


def test_every_file_named_in_the_text_exists() -> None:
    for name in re.findall(r"`((?:catalogue|front|web|snapshot)/[a-z_]+\.py)`", DOCUMENT):
        assert (ROOT / "pathways" / name).is_file(), name
