"""How long work tells of itself."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done, and how much there is (zero: not known)."""


def quiet(_stage: str, _done: int, _total: int) -> None:
    """Tell nobody."""
