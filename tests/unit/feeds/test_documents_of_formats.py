"""Each format has its page, the guide leads to all of them, and every link between the documents leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pathways.feeds.formats import FORMATS, REFERENCE_FORMATS

ROOT = Path(__file__).resolve().parents[3]
DOCS = ROOT / "docs"
GUIDE = (DOCS / "data.md").read_text(encoding="utf-8")
NAMES = sorted({*FORMATS, *REFERENCE_FORMATS, "postcodes"})
DOCUMENTS = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
_LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


@pytest.mark.parametrize("name", NAMES)
def test_a_format_has_its_page_and_is_named_where_people_look(name: str) -> None:
    page = (DOCS / "feeds" / f"{name}.md").read_text(encoding="utf-8")
    assert f"`pathways import {name}`" in page
    assert f"[`{name}`](feeds/{name}.md)" in GUIDE
    assert f"pathways import {name} PATH" in GUIDE
    assert f"pathways import {name} " in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in NAMES if name != "postcodes"])
def test_the_page_of_a_format_says_first_what_becomes_of_it_and_last_what_was_measured(name: str) -> None:
    page = (DOCS / "feeds" / f"{name}.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", page, re.MULTILINE)
    assert headings[0] in ("What becomes of it", "The columns")
    assert headings[1] == "Worth knowing"
    assert headings[-1] == "Measured"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_to_a_file(document: Path) -> None:
    for target in _LINK.findall(document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


def test_no_paragraph_stands_in_two_documents() -> None:
    seen: dict[str, Path] = {}
    for document in DOCUMENTS:
        for paragraph in re.split(r"\n\s*\n|\n(?=- )", document.read_text(encoding="utf-8")):
            told = " ".join(paragraph.split())
            if len(told) > 120:
                assert seen.setdefault(told, document) == document, told


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([a-z_]+\.py)`", GUIDE))))
def test_every_module_that_the_guide_names_exists(name: str) -> None:
    assert list((ROOT / "pathways").rglob(name)) or list((ROOT / "tests").rglob(name))
