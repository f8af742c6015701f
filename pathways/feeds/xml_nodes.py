"""An element of an XML feed as it was read: its names, attributes, content in order, and where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class XmlNode:
    """One element. ``line`` counts from 1; ``number`` counts elements, the same each time a file is read.

    ``content`` holds texts and elements in the order in which they stand.
    """

    name: str
    namespace: str
    attributes: dict[str, str]
    line: int
    number: int
    content: list["str | XmlNode"] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The local name in small letters: feeds in the wild write ``Course`` and ``applyto``."""
        return self.name.casefold()

    @property
    def children(self) -> Iterator["XmlNode"]:
        """The elements directly inside, in order."""
        return (part for part in self.content if isinstance(part, XmlNode))

    def named(self, *names: str) -> list["XmlNode"]:
        """The elements directly inside with one of these local names, whatever their case and namespace."""
        wanted = {name.casefold() for name in names}
        return [child for child in self.children if child.key in wanted]

    def first(self, *names: str) -> "XmlNode | None":
        """The first element directly inside with one of these names."""
        return next(iter(self.named(*names)), None)

    @property
    def text(self) -> str:
        """The text directly inside, its runs of white space made one space."""
        return " ".join("".join(part for part in self.content if isinstance(part, str)).split())

    def text_of(self, *names: str) -> str:
        """The text of the first element with one of these names that has any; empty for none."""
        return next((text for child in self.named(*names) if (text := child.text)), "")

    def attribute(self, name: str) -> str:
        """The attribute with this local name, whatever its case and namespace; empty when it is not there."""
        for written, value in self.attributes.items():
            if written.rpartition("}")[2].casefold() == name.casefold():
                return value.strip()
        return ""
