"""What a person answered: one frozen value of option codes, of which routing and scoring are pure functions."""

from dataclasses import dataclass
from typing import Literal, get_args

from pathways.catalogue.criteria import Learner
from pathways.catalogue.learner_query import HighestAnswer, Stage, SubjectAnswer
from pathways.places.place import Place
from pathways.places.travel import TravelMode

Liking = Literal["yes", "maybe", "no"]
Learning = Literal["work", "mix", "class", "unsure"]
Pattern = Literal["full-time", "part-time", "evening-weekend"]
Interest = Literal["r", "i", "a", "s", "e", "c"]

LIKINGS: tuple[Liking, ...] = get_args(Liking)
LEARNINGS: tuple[Learning, ...] = get_args(Learning)
PATTERNS: tuple[Pattern, ...] = get_args(Pattern)
INTERESTS: tuple[Interest, ...] = get_args(Interest)
"""Realistic, Investigative, Artistic, Social, Enterprising, Conventional."""

ACTIVITIES: tuple[str, ...] = tuple(f"{interest}{number}" for interest in INTERESTS for number in (1, 2, 3))
"""The eighteen activities, three for each interest."""

MINUTES: tuple[int, ...] = (15, 30, 45, 60, 90)
MATTERS: tuple[str, ...] = (
    "close-to-home",
    "earning-soon",
    "university-open",
    "finish-quickly",
    "well-paid",
    "support",
    "team",
)
WANTS: tuple[str, ...] = ("online", "in-person", "free")
"""What own words may ask for and no question does."""

MOST_SUBJECTS, MOST_AVOIDED, MOST_MATTERS, MOST_IDEAS = 6, 5, 3, 8


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything that was answered. What was skipped is None or empty.

    ``home`` is never finer than a postcode sector. ``travel_minutes`` is None where nothing was said, and where the
    person ``could_move``. Repeated codes are sorted, so that equal answers are equal values.
    """

    stage: Stage | None = None
    home: Place | None = None
    travel_mode: TravelMode | None = None
    travel_minutes: int | None = None
    could_move: bool = False
    activities: tuple[tuple[str, Liking], ...] = ()
    subjects: tuple[str, ...] = ()
    ideas: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    learning: Learning | None = None
    english: SubjectAnswer | None = None
    maths: SubjectAnswer | None = None
    gcses: int | None = None
    highest: HighestAnswer | None = None
    points: int | None = None
    patterns: tuple[Pattern, ...] = ()
    start_from: str | None = None
    matters: tuple[str, ...] = ()

    @property
    def learner(self) -> Learner | None:
        """The part that says what the person can apply for; None without a stage, for then nothing can be said."""
        if self.stage is None:
            return None
        return Learner(self.stage, self.english, self.maths, self.gcses, self.highest, self.points)

    @property
    def likings(self) -> dict[str, Liking]:
        """What was said of each activity, by its code; skipped ones absent."""
        return dict(self.activities)
