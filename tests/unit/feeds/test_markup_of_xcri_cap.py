"""Elements as they are written: safe for XML whatever their values are."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from pathways.feeds.plain_structure import structure_of
from pathways.feeds.xcri_cap.markup import PREFIXES, around, element, opened, prose, safe
from pathways.feeds.xml_events import read_elements
from pathways.feeds.xml_nodes import XmlNode

HEAD = " ".join(f'xmlns:{prefix}="{namespace}"' for prefix, namespace in PREFIXES.items())


def read(written: str, name: str) -> XmlNode:
    content = f"<r {HEAD}>{written}</r>".encode()
    return next(read_elements(io.BytesIO(content), "feed.xml", {name.lower()})).node


def test_an_element_without_a_text_is_not_written() -> None:
    assert (
        element("age", "") == element("age", None) == around("venue", ["", ""]) == prose("abstract", "") == ""
    )


def test_values_are_escaped_in_texts_and_attributes() -> None:
    node = read(element("dc:subject", "R&D <b>", "pathways:area", identifier='"5.2" & more'), "subject")
    assert node.text == "R&D <b>"
    assert node.attribute("identifier") == '"5.2" & more'
    assert node.attribute("type") == "pathways:area"


def test_an_attribute_without_a_value_is_not_written() -> None:
    assert opened("mlo:start", dtf="") == "<mlo:start>"


@given(st.text(max_size=200))
def test_any_value_is_well_formed(text: str) -> None:
    node = read(element("abstract", f"a{text}", code=f"b{text}"), "abstract")
    kept = "".join(part for part in node.content if isinstance(part, str))
    assert node.attribute("code").startswith("b")
    assert kept.replace("\n", "") == html_free(f"a{text}")


def html_free(text: str) -> str:
    """What XML may hold of a text, with its line ends (which parsers make one kind) left out."""
    return "".join(
        one
        for one in text
        if one == "\t" or (one >= " " and not "\ud800" <= one <= "\udfff" and one not in "\ufffe\uffff")
    )


def test_a_list_is_written_as_one_list() -> None:
    written = prose("mlo:assessment", "Two parts:\n• a test\n• a project\nBoth count.")
    assert written.count("<xhtml:ul>") == 1
    assert written.count("<xhtml:li>") == 2
    assert structure_of(read(written, "assessment")) == "Two parts:\n• a test\n• a project\nBoth count."


def test_one_paragraph_is_written_plain() -> None:
    assert prose("abstract", "Fit pipes.") == "<abstract>Fit pipes.</abstract>\n"
    assert safe("a\x00b") == "ab"
