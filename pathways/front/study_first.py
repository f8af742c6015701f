"""What somebody could study first where a programme is not open to them yet."""

from pathways.catalogue.codes import LEVELS
from pathways.catalogue.criteria import Learner, SearchCriteria
from pathways.catalogue.programmes import ProgrammeDetail
from pathways.catalogue.vocabulary import Level, Route
from pathways.eligibility.reasons import Eligibility, Reason
from pathways.front.related import Related, find_nearest
from pathways.places.place import Place

RESITS = {Reason.ENGLISH_MISSING: "GCSE English", Reason.MATHS_MISSING: "GCSE maths"}
"""What may be studied first where a pass is missing, in the words of the catalogue."""


def is_about_learning(found: Eligibility) -> bool:
    """Whether something can be studied first: nobody studies to be older."""
    wanted = {Reason.LEVEL_MISSING, Reason.USUAL_LEVEL_MISSING, Reason.GCSES_FEWER}
    return any(reason.code in wanted for reason in found.reasons)


def in_the_area_below(detail: ProgrammeDetail, said: Learner, place: Place | None) -> Related | None:
    """What somebody could start with below the programme's level in its career area, as near as there is any."""
    level, area = detail.programme.level or Level.SIX, detail.main_area
    below = frozenset(one for one in Level if LEVELS.index(one) < LEVELS.index(level))
    if area is None or not below:
        return None
    wanted = SearchCriteria(areas=frozenset({area}), levels=below, eligible_for=said)
    return find_nearest(wanted, place)


def where_to_resit(found: Eligibility, place: Place | None) -> Related | None:
    """Courses for the first pass that is missing, as near as there are any; None where none is."""
    for reason in found.reasons:
        if reason.code in RESITS:
            routes = frozenset({Route.ESSENTIAL_SKILLS})
            wanted = SearchCriteria(text=RESITS[reason.code], routes=routes, keep_spelling=True)
            return find_nearest(wanted, place)
    return None
