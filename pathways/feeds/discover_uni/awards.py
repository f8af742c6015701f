"""What an award's short name says of route and level, where the set gives one."""

import re

from pathways.catalogue.vocabulary import Level, Nation, Route

_FOUNDATION = re.compile(r"^(FD|FdA|FdSc)", re.IGNORECASE)
_LEVEL_SEVEN_BACHELORS = {
    "BDS",
    "BM",
    "BMBS",
    "BM BCh",
    "BChD",
    "BVetMed",
    "BVMS",
    "BVSc",
    "BVMBVS",
    "BVMSci",
    "BVMedSci",
}
_KNOWN: dict[str, tuple[Route, Level]] = {
    "HNC": (Route.HIGHER_TECHNICAL, Level.FOUR),
    "HND": (Route.HIGHER_TECHNICAL, Level.FIVE),
    "CertHE": (Route.DEGREE, Level.FOUR),
    "DipHE": (Route.DEGREE, Level.FIVE),
    "LLB": (Route.DEGREE, Level.SIX),
    "Graduate Diploma": (Route.DEGREE, Level.SIX),
}


def route_and_level(award: str, nation: Nation) -> tuple[Route, Level | None]:
    """The route and level of an award such as "BSc". An empty or unknown one is a degree of unknown level."""
    if award in _KNOWN:
        return _KNOWN[award]
    if _FOUNDATION.match(award):
        return Route.FOUNDATION_DEGREE, Level.FIVE
    if award == "MA" and nation is Nation.SCOTLAND:
        return Route.DEGREE, Level.SIX  # the first degree in arts of the old Scottish universities
    if award in _LEVEL_SEVEN_BACHELORS or re.match(r"^(M[A-Z.,]|Vet\.)", award):
        return Route.DEGREE, Level.SEVEN
    if re.match(r"^B[A-Z]", award):
        return Route.DEGREE, Level.SIX
    return Route.DEGREE, None
