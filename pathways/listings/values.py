"""The kinds of value that a listing holds, made safe as they come in, by whichever door: form, spreadsheet or API.

Text is plain: no control characters, no spaces at its ends, full postcodes cut to their sector. Links are https.
"""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from pathways.feeds.web_addresses import https_address
from pathways.places.postcodes import cut_postcodes_to_sector

MOST_PROSE = 5_000
MOST_PENCE = 10_000_000

_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_BLANK_LINES = re.compile(r"\n{3,}")


def clean_prose(value: Any) -> Any:
    """Text of several lines: only what can be seen, and line breaks. What is no text is given back as it is."""
    if not isinstance(value, str):
        return value
    lines = _BREAKS.sub("\n", value).split("\n")
    text = "\n".join(_printable(line).strip() for line in lines)
    return cut_postcodes_to_sector(_BLANK_LINES.sub("\n\n", text).strip())


def clean_line(value: Any) -> Any:
    """Text of one line, each run of spaces made one. What is no text is given back as it is."""
    if not isinstance(value, str):
        return value
    return cut_postcodes_to_sector(" ".join(_printable(_BREAKS.sub(" ", value)).split()))


def _printable(text: str) -> str:
    return "".join(one if one.isprintable() else " " for one in text)


def _https(value: str) -> str:
    address = https_address(value, http_too=False)
    if address is None:
        raise ValueError("an address of the web that begins with https://")
    return address


Line = Annotated[str, BeforeValidator(clean_line)]
"""Text of one line; each field says how long it may be."""
Prose = Annotated[str, BeforeValidator(clean_prose), StringConstraints(max_length=MOST_PROSE)]
Link = Annotated[str, BeforeValidator(clean_line), StringConstraints(max_length=500), AfterValidator(_https)]
Pence = Annotated[int, Field(ge=0, le=MOST_PENCE)] | None
