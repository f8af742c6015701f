"""Two words that were typed as one, taken apart where both are known."""

from pathways.words.spelling import CountOf

SHORTEST_HALF = 3
"""Letters of each half when a run-together word is split."""


def split_word(form: str, count_of: CountOf) -> tuple[str, str] | None:
    """The two known words that were run together in ``form``, or None; the split whose rarer half is commonest."""
    if not form.isalpha():
        return None
    halves = [
        (min(count_of(form[:at]), count_of(form[at:])), form[:at], form[at:])
        for at in range(SHORTEST_HALF, len(form) - SHORTEST_HALF + 1)
    ]
    known = [half for half in halves if half[0] > 0]
    if not known:
        return None
    _, first, second = max(known)
    return first, second
