"""How strictly words are read: as strictly as leaves anything near the place, filters that were chosen set aside.

Filters that a person chose do not come into it, so that every count beside them stays true when one is chosen.
"""

from collections.abc import Callable
from datetime import date

from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.reading import Reading, read
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.ways_on import unfiltered
from pathways.words.thesaurus import Thesaurus

Total = Callable[[Reading], int]


def settled(
    snapshot: CatalogueSnapshot,
    criteria: SearchCriteria,
    today: date,
    thesaurus: Thesaurus | None,
    total_of: Total,
) -> tuple[Reading, Reading | None]:
    """The reading of the words to search by, and the strict one when that finds nothing and another does.

    Tried in turn: as the words say; anything of the career area meant; without the filters in the words; and both.
    ``total_of`` counts what a reading of ``criteria`` finds.
    """
    strict = read(snapshot, criteria, today, thesaurus)
    if not strict.understood or not (strict.has_filters or strict.has_meaning):
        return strict, None
    base = unfiltered(criteria)
    has_chosen = base != criteria
    # Without filters in the words, what is found with the chosen ones is found without them too.
    if not (has_chosen and strict.has_filters) and total_of(strict):
        return strict, None
    if has_chosen and total_of(read(snapshot, base, today, thesaurus)):
        return strict, None
    for widened, narrowing in ((True, True), (False, False), (True, False)):
        if (widened and not strict.has_meaning) or (not narrowing and not strict.has_filters):
            continue
        gentler = read(snapshot, base, today, thesaurus, widened=widened, narrowing=narrowing)
        if total_of(gentler):
            if has_chosen:
                gentler = read(snapshot, criteria, today, thesaurus, widened=widened, narrowing=narrowing)
            return gentler, strict
    return strict, None
