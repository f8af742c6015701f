"""A bar: how many of some cases have to come out right, and how many did."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One measure. ``least`` is the share (0 to 1) of ``cases`` that has to be ``right``."""

    name: str
    least: float
    right: int
    cases: int

    @property
    def share(self) -> float:
        """How large a part is right; all of it where there are no cases."""
        return self.right / self.cases if self.cases else 1.0

    @property
    def is_met(self) -> bool:
        """Whether enough is right."""
        return self.share >= self.least


def bar(name: str, least: float, rights: Iterable[bool]) -> Bar:
    """The bar over cases, each of which was right or not."""
    listed = list(rights)
    return Bar(name, least, sum(listed), len(listed))
