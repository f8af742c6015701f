"""What the words of a search were read as, in the shape of an answer."""

from pathways.api.schemas import Understood
from pathways.catalogue.results import Results
from pathways.catalogue.understanding_place import WordsWithPlace


def understood_shapes(told: WordsWithPlace, results: Results) -> list[Understood]:
    """Each run of words with the codes it was read as; under "not", as `facet:code`, what is not wanted."""
    found: dict[str, dict[str, list[str]]] = {}
    if told.said and told.criteria.place is not None and not told.choices:
        found[told.said] = {"near": [told.criteria.place.id]}
    for one in results.understood:
        meaning = found.setdefault(one.text, {})
        if one.refused:
            meaning.setdefault("not", []).extend(f"{one.facet}:{value}" for value in one.values)
        else:
            meaning.setdefault(one.facet, []).extend(one.values)
    return [Understood(text=text, meaning=meaning) for text, meaning in found.items()]
