"""What is kept of a published standard, and the key it is known by from one import to the next."""

from dataclasses import astuple, dataclass
from datetime import date
from enum import Enum
from hashlib import blake2b

from pathways.catalogue.vocabulary import Level
from pathways.feeds.standards_known import Band
from pathways.words.analysis import words_of

LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class StandardRecord:
    """One standard, with the columns of its table. Funding is in pounds, and only where it carries a date."""

    key: str
    title: str
    band: Band
    lars_code: str = ""
    reference: str = ""
    level: Level | None = None
    occupational_route: str = ""
    status: str = ""
    typical_months: int | None = None
    most_funding: int | None = None
    figures_of: str = ""
    job_titles: str = ""
    source_url: str = ""
    source_dated_on: date | None = None

    def digest(self) -> str:
        """A fingerprint of what the source says."""
        cells = tuple(cell.value if isinstance(cell, Enum) else cell for cell in astuple(self))
        return blake2b(repr(cells).encode(), digest_size=16).hexdigest()


def key_of(title: str, band: Band) -> str:
    """A standard's key: its title, whatever the capitals and marks, and its band of level.

    LARS codes repeat between titles, and half of the published rows have none, so that they cannot be keys.
    """
    return f"{' '.join(words_of(title))}|{band}"[-LONGEST_KEY:]


def joined_titles(titles: list[str]) -> str:
    """Job titles in one text, each once, semicolons between."""
    found = (" ".join(title.replace(";", " ").split()) for title in titles)
    return "; ".join(dict.fromkeys(title for title in found if title))
