"""Words for a doer and for the doing, which the stemmer keeps apart: a plumber is found under plumbing."""

from pathways.words.analysis import term_of

SHORTEST = 5
"""Letters: shorter words are no doers."""

_DOERS = ("er", "or")
_DOING = "ing"


def relatives(form: str) -> tuple[str, ...]:
    """The terms of the doing for a doer ("plumber": "plumb"), and of the doers for a doing ("welding": "welder").

    They are guesses by form alone, to be used only where they are known; the word's own term is not among them.
    """
    if len(form) < SHORTEST or not form.isalpha():
        return ()
    guesses: tuple[str, ...] = ()
    one = form.removesuffix("s")
    if one.endswith(_DOERS):
        guesses = (one[:-2] + _DOING,)
    elif form.endswith(_DOING):
        guesses = tuple(form.removesuffix(_DOING) + ending for ending in _DOERS)
    return tuple(dict.fromkeys(term for term in map(term_of, guesses) if term != term_of(form)))
