"""The career areas that a title speaks of, by the careers thesaurus, where no subject code says."""

from pathways.catalogue.careers_thesaurus import careers_occupations, careers_thesaurus
from pathways.catalogue.vocabulary import Area
from pathways.words.thesaurus import Kind
from pathways.words.tokens import tokens_of

LEAST_WEIGHT = 60
"""How surely (1 to 100) a term must stand for an area or a job to be believed."""


def areas_of_title(title: str) -> tuple[Area, ...]:
    """The areas of the longest known terms in a title, in the order in which they stand; none when none is known."""
    thesaurus, occupations = careers_thesaurus(), careers_occupations()
    tokens = tokens_of(title)
    found: dict[Area, None] = {}
    place = 0
    while place < len(tokens):
        step = 1
        for length, meanings in sorted(thesaurus.runs_at(tokens, place), key=lambda run: -run[0]):
            areas: list[Area] = []
            for meaning in sorted(meanings, key=lambda one: -one.weight):
                if meaning.weight < LEAST_WEIGHT:
                    continue
                if meaning.kind is Kind.AREA:
                    areas += [Area(value) for value in meaning.values]
                elif meaning.kind is Kind.OCCUPATION:
                    areas += [occupations[value].areas[0] for value in meaning.values if value in occupations]
            if areas:
                found.update(dict.fromkeys(areas))
                step = length
                break
        place += step
    return tuple(found)
