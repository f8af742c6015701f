"""Why a file cannot be a logo."""

from enum import StrEnum


class Refusal(StrEnum):
    """One reason, told in words by `views.words`."""

    NO_FILE = "no-file"
    TOO_LARGE = "too-large"
    WRONG_KIND = "wrong-kind"
    TOO_MANY_POINTS = "too-many-points"
    BROKEN = "broken"


class LogoRefused(Exception):
    """The file is no picture that we take, for one ``reason``."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason
