"""Cells of the tables that we write: what a spreadsheet would take for a formula is written so that it is none.

After OWASP, "CSV Injection": an apostrophe goes before what begins like a formula, also where apostrophes stand before
it already, so that the text can be had back.
"""

import re

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What spreadsheets read as the beginning of a formula, or skip before one."""
_FORMULA = re.compile(rf"'*[{re.escape(''.join(BEGINS_A_FORMULA))}]")


def harmless(text: str) -> str:
    """A text as it is written into a cell, which no spreadsheet works out."""
    return f"'{text}" if _FORMULA.match(text) else text


def as_it_was(text: str) -> str:
    """A text as it was before it was made harmless."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
