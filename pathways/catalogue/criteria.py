"""What is being looked for: one frozen value that every page, answer and list searches by."""

from dataclasses import dataclass, field
from typing import Literal, get_args

from pathways.catalogue.vocabulary import Area, Delivery, Level, Mode, Money, Route, Sort, StartWindow
from pathways.places.place import Place

Miles = Literal[1, 2, 5, 10, 15, 20, 30, 40, 60]
MILES_CHOICES: tuple[int, ...] = get_args(Miles)
DEFAULT_MILES = 20
PAGE_SIZE = 20
LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True)
class Learner:
    """What somebody said of themselves, as codes, to be told what they can apply for."""

    stage: str
    english: str | None = None
    maths: str | None = None
    gcses: int | None = None
    highest: str | None = None
    points: int | None = None


@dataclass(frozen=True, slots=True)
class SearchCriteria:
    """A search. ``miles`` is None for any distance; it has no effect without a place."""

    text: str = ""
    place: Place | None = None
    miles: int | None = DEFAULT_MILES
    routes: frozenset[Route] = field(default_factory=frozenset)
    levels: frozenset[Level] = field(default_factory=frozenset)
    areas: frozenset[Area] = field(default_factory=frozenset)
    modes: frozenset[Mode] = field(default_factory=frozenset)
    deliveries: frozenset[Delivery] = field(default_factory=frozenset)
    money: frozenset[Money] = field(default_factory=frozenset)
    start: StartWindow | None = None
    provider_id: int | None = None
    eligible_for: Learner | None = None
    sort: Sort = Sort.FIT
    page: int = 1
    page_size: int = PAGE_SIZE
    keep_spelling: bool = False
