"""The text of a letter: paragraphs in lines that are short enough for any mail program."""

from textwrap import fill

WIDTH = 72
"""Letters of a line."""


def letter_text(*paragraphs: str) -> str:
    """Paragraphs with an empty line between them; those without a word are left out. Addresses are never broken."""
    return "\n\n".join(_wrapped(paragraph) for paragraph in paragraphs if paragraph) + "\n"


def _wrapped(paragraph: str) -> str:
    """The paragraph in short lines; lines that it has already stay, and those of a list hang together."""
    return "\n".join(
        fill(line, WIDTH, break_long_words=False, subsequent_indent="  " if line.startswith("- ") else "")
        if " " in line.strip() and len(line) > WIDTH
        else line
        for line in paragraph.split("\n")
    )
