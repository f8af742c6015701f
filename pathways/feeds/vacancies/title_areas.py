"""Career areas read from the title of a vacancy by the careers thesaurus, where no standard says them."""

from pathways.catalogue.careers_thesaurus import careers_occupations, careers_thesaurus
from pathways.catalogue.vocabulary import Area
from pathways.words.sentences import Piece, read_sentence
from pathways.words.thesaurus import Kind

LEAST_WEIGHT = 80
"""How surely a term has to mean an area: a title is a few words, and a wrong area is worse than none."""


def areas_in_title(title: str) -> tuple[Area, ...]:
    """The areas of the occupation or field that the title names, of several the one in the most words."""
    pieces = sorted(read_sentence(title, careers_thesaurus()).pieces, key=lambda piece: -len(piece.tokens))
    return next((areas for piece in pieces if not piece.refused and (areas := _areas(piece))), ())


def _areas(piece: Piece) -> tuple[Area, ...]:
    sure = [one for one in piece.of(Kind.OCCUPATION, Kind.AREA) if one.weight >= LEAST_WEIGHT]
    occupations = careers_occupations()
    for meaning in sorted(sure, key=lambda one: (one.kind is not Kind.OCCUPATION, -one.weight)):
        if meaning.kind is Kind.AREA:
            return tuple(Area(code) for code in meaning.values)
        if meaning.values[0] in occupations:
            return occupations[meaning.values[0]].areas
    return ()
