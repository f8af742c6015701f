"""How a count is shown: none below ten, and rounded to five, so that it never tells of a person."""

LEAST, STEP = 10, 5


def shown(times: int) -> int | None:
    """A count as it may be shown; None: too few to show."""
    if times < LEAST:
        return None
    return STEP * ((times + STEP // 2) // STEP)
