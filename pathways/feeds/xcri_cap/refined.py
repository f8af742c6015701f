"""What an element is said to be more closely, by its ``xsi:type``: ``terms:careerOutcome`` is a career outcome."""

from pathways.feeds.xml_nodes import XmlNode


def refinement(node: XmlNode) -> str:
    """The type of an element without its prefix, in small letters; empty for none."""
    return node.attribute("type").rpartition(":")[2].casefold()


def unrefined(nodes: list[XmlNode]) -> list[XmlNode]:
    """Those without a type."""
    return [node for node in nodes if not refinement(node)]


def refined(nodes: list[XmlNode], *types: str) -> list[XmlNode]:
    """Those of one of these types, written in small letters."""
    return [node for node in nodes if refinement(node) in types]
