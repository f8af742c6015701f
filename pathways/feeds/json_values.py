"""One JSON value put together from the events of a stream, within bounds."""

from typing import Any

LARGEST_ITEM = 1_000_000
"""About so many bytes of text, with a few for every value, is the most that one item may hold."""
DEEPEST = 40
_WEIGHT_OF_A_VALUE = 16
_LARGEST_INTEGER = 2**53


class JsonValue:
    """A value as it arrives. ``flaw`` says in words why it cannot be used; then nothing of it is kept."""

    def __init__(self) -> None:
        self.flaw = ""
        self.value: Any = None
        self._open: list[Any] = []
        self._depth = 0
        self._key = ""
        self._weight = 0

    def take(self, event: str, given: Any) -> bool:
        """Add the next event of the stream. True when the value is whole."""
        if event in ("end_map", "end_array"):
            self._depth -= 1
            if self._open:
                self._open.pop()
        elif event == "map_key":
            self._key = self._checked(given)
        elif event in ("start_map", "start_array"):
            self._depth += 1
            made: Any = {} if event == "start_map" else []
            self._put(made)
            self._open.append(made)
        else:
            self._put(self._checked(given))
        return self._depth == 0

    def skip(self, flaw: str) -> None:
        """Keep nothing of the value, for this reason; the events that are left are still to be taken."""
        self.flaw = self.flaw or flaw
        self.value = None
        self._open.clear()

    def _put(self, made: Any) -> None:
        self._weight += _WEIGHT_OF_A_VALUE
        if self._weight > LARGEST_ITEM:
            self.skip(f"An item holds at most {LARGEST_ITEM // 1_000_000} MB")
        if self.flaw:
            return
        if not self._open:
            self.value = made
        elif isinstance(self._open[-1], list):
            self._open[-1].append(made)
        else:
            self._open[-1][self._key] = made

    def _checked(self, given: Any) -> Any:
        if isinstance(given, str):
            self._weight += len(given)
            if "\0" in given:
                self.skip("An item holds text only, without NUL characters")
        elif isinstance(given, int) and abs(given) > _LARGEST_INTEGER:
            self.skip("A number has at most 15 digits")
        return given
