"""One thing to say of a listing: at which field, what and how to mend it."""

import dataclasses
from collections.abc import Mapping

from pathways.listings.checks.words import WORDS


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """An error keeps a listing from being published; a hint could make it better.

    ``field`` is a path such as ``title``, ``entry.min_age``, ``offers.2.fee`` (the offer with key 2) or
    ``offers.2.starts.0.closes_on``. ``values`` fill the words of its code.
    """

    field: str
    code: str
    is_error: bool = True
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def words(self) -> str:
        """What is wrong and why, in English."""
        return WORDS[self.code][0] % self.values

    @property
    def mend(self) -> str:
        """What could be done about it, in English."""
        return WORDS[self.code][1] % self.values

    @property
    def offer_key(self) -> str | None:
        """The key of the offer that it is about, if it is about one."""
        parts = self.field.split(".")
        return parts[1] if parts[0] == "offers" and len(parts) > 1 else None

    @property
    def own_field(self) -> str:
        """The name of the field within its part: ``fee`` for ``offers.2.fee``."""
        parts = self.field.split(".")
        if self.offer_key is not None:
            parts = parts[2:]
        elif parts[0] == "entry":
            parts = parts[1:]
        return parts[0] if parts else "offers"


def error(field_path: str, code: str, **values: object) -> Problem:
    """Something that has to be mended first."""
    return Problem(field_path, code, values={name: str(value) for name, value in values.items()})


def hint(field_path: str, code: str, **values: object) -> Problem:
    """Something that could be better."""
    return Problem(
        field_path, code, is_error=False, values={name: str(value) for name, value in values.items()}
    )
