"""The spread of UCAS tariff points read as quartiles."""

from collections.abc import Mapping

LAST_BAND = 240
WIDTH = 16
LEAST_SHARE = 50
"""Per cent of students with points. Below half, quartiles would describe a few of them only."""


def quartiles(bands: Mapping[str, int]) -> tuple[int, int] | None:
    """The lower and upper quartile of those who came with points, in whole points; None for too few.

    ``bands`` holds per cent by band: T001 (1 to 47 points), T048 (48 to 63) and so on by 16, T240 (240 or
    more). The quartile is placed within its band in proportion (linear interpolation in grouped data); in the
    open last band it is 240. Percentages are rounded where they are published and need not add up to 100.
    """
    shares = sorted((int(band[1:]), share) for band, share in bands.items() if share > 0)
    total = sum(share for _, share in shares)
    if total < LEAST_SHARE:
        return None
    return _at(shares, total * 0.25), _at(shares, total * 0.75)


def _at(shares: list[tuple[int, int]], wanted: float) -> int:
    passed = 0
    for start, share in shares:
        if passed + share >= wanted:
            return (
                start
                if start >= LAST_BAND
                else round(start + (_end(start) - start) * (wanted - passed) / share)
            )
        passed += share
    return shares[-1][0]


def _end(start: int) -> int:
    """The last whole point of a band."""
    return 47 if start == 1 else start + WIDTH - 1
