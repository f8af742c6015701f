"""Elements of a feed as text: names with the prefixes that its head declares, and every value made safe for XML."""

import html
import re
from collections.abc import Iterable

from pathways.feeds.plain_structure import BULLET
from pathways.feeds.xcri_cap import vocabulary

PREFIXES = {
    "xcriTerms": vocabulary.TERMS_NS,
    "dc": vocabulary.DC_NS,
    "dcterms": vocabulary.DCTERMS_NS,
    "mlo": vocabulary.MLO_NS,
    "credit": vocabulary.CREDIT_NS,
    "xhtml": vocabulary.XHTML_NS,
    "xsi": vocabulary.XSI_NS,
    "geo": vocabulary.GEO_NS,
    "ukrlp": vocabulary.UKPRN_NS,
    "pathways": vocabulary.OWN_NS,
}
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def safe(text: str) -> str:
    """A text as it may stand in an element or attribute of XML 1.0."""
    return html.escape(_NOT_IN_XML.sub("", text))


def opened(name: str, type_: str = "", **attributes: str) -> str:
    """The opening of an element. ``type_`` refines it (``xsi:type``)."""
    given = {**({"xsi:type": type_} if type_ else {}), **attributes}
    written = "".join(f' {key}="{safe(value)}"' for key, value in given.items() if value)
    return f"<{name}{written}>"


def element(name: str, text: str | None, type_: str = "", **attributes: str) -> str:
    """An element with a text; nothing at all for an empty one."""
    if not text:
        return ""
    return f"{opened(name, type_, **attributes)}{safe(text)}</{name}>\n"


def around(name: str, inside: Iterable[str], type_: str = "") -> str:
    """An element with others in it; nothing at all without any."""
    content = "".join(inside)
    return f"{opened(name, type_)}\n{content}</{name}>\n" if content else ""


def prose(name: str, text: str, type_: str = "") -> str:
    """A descriptive text element: plain for one paragraph, else XHTML with paragraphs and lists."""
    lines = [line for line in text.split("\n") if line.strip()]
    if not any(line.startswith(BULLET) for line in lines) and len(lines) < 2:
        return element(name, text.strip(), type_)
    parts: list[str] = []
    for line in lines:
        if not line.startswith(BULLET):
            parts.append(f"<xhtml:p>{safe(line)}</xhtml:p>")
        elif parts and parts[-1].endswith("</xhtml:ul>"):
            parts[-1] = parts[-1].removesuffix("</xhtml:ul>") + f"{_item(line)}</xhtml:ul>"
        else:
            parts.append(f"<xhtml:ul>{_item(line)}</xhtml:ul>")
    return f"{opened(name, type_)}<xhtml:div>{''.join(parts)}</xhtml:div></{name}>\n"


def _item(line: str) -> str:
    return f"<xhtml:li>{safe(line.removeprefix(BULLET))}</xhtml:li>"
