"""What is wrong with a feed, as the report shows it: the element, its line, the rule it breaks and how to mend it."""

from collections.abc import Iterable

from pathways.feeds.problems import Problems, RowProblem, shown
from pathways.feeds.web_addresses import https_address
from pathways.feeds.xcri_cap.vocabulary import KNOWN
from pathways.feeds.xml_nodes import XmlNode


class Complaints:
    """Problems of one file. An unknown element is told once a file, at its first line."""

    def __init__(self, problems: Problems, file: str) -> None:
        self._problems = problems
        self._file = file
        self._told: set[tuple[str, str]] = set()

    def refuse(self, node: XmlNode, element: str, value: object, rule: str, mend: str) -> None:
        """A course that is left out."""
        self._problems.refuse(RowProblem(self._file, node.line, element, shown(value), rule, mend))

    def note(self, node: XmlNode, element: str, value: object, rule: str, mend: str) -> None:
        """Something that came in without the value that was wrong."""
        self._problems.note(RowProblem(self._file, node.line, element, shown(value), rule, mend))

    def bad_address(self, node: XmlNode) -> None:
        """An address that leads nowhere on the web."""
        self.note(node, node.name, node.text, f"{node.name} is an address of the web, under https or http",
                  "Write the whole address, or leave the element out.")  # fmt: skip

    def html_name(self, name: str, line: int) -> None:
        """A name for a character that HTML has and XML has not; it was read as HTML reads it."""
        self._problems.note(RowProblem(
            self._file, line, "", f"&{name};", "XML names five characters, and HTML many more",
            "Nothing is lost: it was read as in HTML. Write the character itself.",
        ))  # fmt: skip

    def address_of(self, nodes: Iterable[XmlNode]) -> str:
        """The first address of the web among elements of one name, or empty; those before it that are none are told."""
        for node in nodes:
            address = https_address(node.text)
            if address is None:
                self.bad_address(node)
            elif address:
                return address
        return ""

    def look_over(self, node: XmlNode) -> None:
        """Tell of elements that XCRI-CAP does not have there, in this element and those in it."""
        known = KNOWN.get(node.key)
        if known is None:
            return
        for child in node.children:
            place = (node.key, child.key)
            if child.key in known:
                self.look_over(child)
            elif place not in self._told:
                self._told.add(place)
                self.note(child, child.name, child.text, f"{node.name} holds elements of XCRI-CAP only",
                          f"Write what {child.name} says in an element that the standard has.")  # fmt: skip
