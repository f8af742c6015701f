"""A few terms of every kind, for tests that are not about the project's own."""

from __future__ import annotations

from pathways.words.negation import REFUSALS
from pathways.words.thesaurus import Kind, Meaning, Thesaurus

TERMS = (
    Meaning("sparky", Kind.OCCUPATION, ("electrician",), 98, two_way=True),
    Meaning("electrician", Kind.OCCUPATION, ("electrician",)),
    Meaning("plumber", Kind.OCCUPATION, ("plumber",)),
    Meaning("vet", Kind.OCCUPATION, ("vet",)),
    Meaning("vet nurse", Kind.OCCUPATION, ("veterinary-nurse",)),
    Meaning("bricklayer", Kind.OCCUPATION, ("bricklayer",)),
    Meaning("hairdressing", Kind.AREA, ("hair-beauty",), 95),
    Meaning("animals", Kind.AREA, ("animals-land-environment",), 90),
    Meaning("cars", Kind.AREA, ("transport-motor-logistics",), 90),
    Meaning("work with animals", Kind.AREA, ("animals-land-environment",), 95),
    Meaning("hospital", Kind.AREA, ("health",), 80),
    Meaning("hospitality", Kind.AREA, ("food-hospitality-travel",), 95),
    Meaning("🐶", Kind.AREA, ("animals-land-environment",), 90),
    Meaning("maths", Kind.WORDS, ("mathematics",), 95, two_way=True),
    Meaning("uni", Kind.ROUTE, ("degree",), 95),
    Meaning("university", Kind.ROUTE, ("degree",), 95),
    Meaning("apprenticeship", Kind.ROUTE, ("apprenticeship",), 95),
    Meaning("level 3", Kind.LEVEL, ("3",), 98),
    Meaning("evening", Kind.MODE, ("evening-weekend",), 85),
    Meaning("weekends", Kind.MODE, ("evening-weekend",), 60),
    Meaning("online", Kind.DELIVERY, ("online",), 95),
    Meaning("paid", Kind.MONEY, ("paid",), 85),
    Meaning("as soon as possible", Kind.START, ("now",), 90),
    Meaning("idk", Kind.FILLER, (), 95),
    Meaning("want to do something with", Kind.FILLER, (), 95),
    Meaning("i want to", Kind.FILLER, (), 95),
    Meaning("my daughter", Kind.WHO, (), 90),
    Meaning("near", Kind.PLACE_WORD, (), 90),
    Meaning("miles of", Kind.PLACE_WORD, (), 90),
    Meaning("in", Kind.PLACE_WORD, (), 90),
    Meaning("exams", Kind.AVOID, ("exams",), 80),
    Meaning("dyslexia", Kind.SUPPORT, (), 90),
    Meaning("astronaut", Kind.STEP_BEFORE, ("engineering-making", "physics"), 80),
)


def small_thesaurus() -> Thesaurus:
    """The few terms, with what people say when they do not want something."""
    return Thesaurus((*TERMS, *REFUSALS))
