"""What each part says of one opportunity: which answer it rests on, and which fact of the opportunity meets it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pathways.catalogue.codes import AREAS, day_number
from pathways.catalogue.results import Card
from pathways.guidance.answers import Liking
from pathways.guidance.ground import By, Ground, PartValues
from pathways.guidance.interest import enjoyed
from pathways.guidance.leanings import subject_leanings
from pathways.guidance.parts import Asked
from pathways.guidance.reach import mode_of
from pathways.guidance.reasons import Said
from pathways.guidance.tastes import burdens
from pathways.guidance.ways import wanted_days
from pathways.guidance.weights import Part
from pathways.guidance.wishes import of_wish

FITS, FITS_PARTLY = 0.7, 0.35
"""Values from which a part is said to fit, and to fit in part."""

NAMED = 2
"""Answers named in one reason."""


@dataclass(frozen=True, slots=True)
class Sight:
    """One row of a ground as its reasons see it. ``minutes`` is the journey, None where there is none to tell."""

    asked: Asked
    place: int
    ground: Ground
    position: int
    card: Card
    minutes: int | None

    @property
    def kind(self) -> int:
        """The position of its kind."""
        return int(self.ground.at(By.KIND, np.array([self.position]))[0])

    @property
    def area(self) -> str:
        """Its main career area, empty for none."""
        at = int(self.ground.kinds.main_area[self.kind])
        return "" if at < 0 else AREAS[at].value


def said_by(part: PartValues, sight: Sight) -> Said:
    """What a part says of a row."""
    if part.part is Part.MATTERS:
        return _matter(part, sight)
    return _SAYS[part.part](part, sight)


def _value(part: PartValues, sight: Sight) -> float:
    return float(part.values[sight.ground.at(part.by, np.array([sight.position]))[0]])


def _degree(part: PartValues, sight: Sight) -> str:
    value = _value(part, sight)
    return "fits" if value >= FITS else "partly" if value >= FITS_PARTLY else "hardly"


def _interest(_part: PartValues, sight: Sight) -> Said:
    kinds, profiles = sight.ground.kinds, sight.ground.profiles
    occupation, area = int(kinds.occupation[sight.kind]), int(kinds.main_area[sight.kind])
    values = {"area": sight.area}
    if occupation >= 0:
        profile = profiles.occupations[occupation]
    elif area >= 0:
        profile = profiles.areas[area]
    else:
        return Said("interest-none", values)
    likings: tuple[Liking, ...] = ("yes", "maybe")
    for liking in likings:
        liked = enjoyed(sight.asked.answers, profile, liking)
        if liked:
            return Said(f"interest-{liking}", {**values, "activities": liked[:NAMED]})
    return Said("interest-none", values)


def _ideas(_part: PartValues, sight: Sight) -> Said:
    return Said("ideas", _best_wish(sight, sight.asked.wishes))


def _like(_part: PartValues, sight: Sight) -> Said:
    return Said("like", _best_wish(sight, sight.asked.alike))


def _best_wish(sight: Sight, wishes: tuple) -> dict[str, str]:  # type: ignore[type-arg]
    segment = sight.ground.day.segment
    at = int(segment.programme[sight.ground.rows[sight.position]])
    given = [
        float(of_wish(wish, sight.place, segment, sight.ground.kinds, sight.ground.profiles)[at])
        for wish in wishes
    ]
    best = wishes[int(np.argmax(given))]
    return {"idea": f"{best.kind}:{best.value}", "area": sight.area}


def _subjects(_part: PartValues, sight: Sight) -> Said:
    leanings = subject_leanings(sight.asked.seed_dir)
    areas = (sight.area, *sight.card.areas)
    strengths = {
        subject: max(leanings[subject].get(area, 0.0) for area in areas)
        for subject in sight.asked.answers.subjects
        if subject in leanings
    }
    named = sorted(
        (code for code, much in strengths.items() if much), key=lambda code: (-strengths[code], code)
    )
    return Said("subjects", {"subjects": tuple(named[:NAMED]), "area": sight.area})


def _learning(part: PartValues, sight: Sight) -> Said:
    return Said(
        f"learning-{_degree(part, sight)}",
        {"learning": sight.asked.answers.learning or "", "route": sight.card.route},
    )


def _nearness(_part: PartValues, sight: Sight) -> Said:
    miles, home = sight.card.distance_miles, sight.asked.answers.home
    where = {"place": "" if home is None else home.name}
    if miles is None:
        return Said(f"nearness-{sight.card.delivery}", where)
    if sight.minutes is not None:
        return Said(
            "nearness-minutes", {**where, "minutes": sight.minutes, "mode": mode_of(sight.asked.answers)}
        )
    return Said("nearness-miles", {**where, "miles": round(miles, 1)})


def _level(part: PartValues, sight: Sight) -> Said:
    return Said(
        f"level-{_degree(part, sight)}",
        {"level": sight.card.level or "", "route": sight.card.route},
    )


def _avoid(_part: PartValues, sight: Sight) -> Said:
    held = burdens(
        sight.asked.answers.avoid, sight.ground.kinds, sight.ground.profiles, sight.asked.seed_dir
    )[:, sight.kind]
    if not held.any():
        return Said("avoid-nothing")
    worst = sight.asked.answers.avoid[int(held.argmax())]
    return Said("avoid-some", {"avoid": worst, "area": sight.area}, against=True)


def _pattern(_part: PartValues, sight: Sight) -> Said:
    if not sight.card.modes:
        return Said("pattern-unknown")
    fitting = tuple(mode for mode in sight.card.modes if mode in sight.asked.answers.patterns)
    if fitting:
        return Said("pattern-fits", {"modes": fitting})
    return Said("pattern-other", {"modes": sight.card.modes})


def _start(_part: PartValues, sight: Sight) -> Said:
    card, wanted = sight.card, sight.asked.answers.start_from or ""
    if card.is_flexible:
        return Said("start-flexible")
    if card.next_start is None:
        return Said("start-unknown", {"wanted": wanted})
    first, last = wanted_days(wanted)
    day = day_number(card.next_start)
    when = "soon" if day < first else "fits" if day <= last else "late"
    return Said(f"start-{when}", {"wanted": wanted, "start": card.next_start.isoformat()})


def _matter(part: PartValues, sight: Sight) -> Said:
    card = sight.card
    if part.about == "close-to-home":
        return Said(f"close-{_degree(part, sight)}", dict(_nearness(part, sight).values))
    segment = sight.ground.day.segment
    programme = int(segment.programme[sight.ground.rows[sight.position]])
    if part.about == "earning-soon":
        return Said(f"earning-{'paid' if card.money == 'paid' else 'unpaid'}")
    if part.about == "university-open":
        return Said(f"university-{_degree(part, sight)}", {"route": card.route})
    if part.about == "finish-quickly":
        months = card.duration_months
        return (
            Said("quick-unknown")
            if months is None
            else Said(f"quick-{_degree(part, sight)}", {"months": months})
        )
    if part.about == "well-paid":
        pounds = int(segment.programme_columns["earnings"][programme])
        return Said("pay-unknown") if pounds < 0 else Said(f"pay-{_degree(part, sight)}", {"pounds": pounds})
    if part.about == "support":
        has = bool(segment.programme_columns["support"][programme])
        return Said("support-said" if has else "support-unsaid")
    return Said(f"team-{_degree(part, sight)}", {"area": sight.area})


def _open(_part: PartValues, _sight: Sight) -> Said:
    return Said("open")


_SAYS: dict[Part, Callable[[PartValues, Sight], Said]] = {
    Part.IDEAS: _ideas,
    Part.LIKE: _like,
    Part.INTEREST: _interest,
    Part.SUBJECTS: _subjects,
    Part.LEARNING: _learning,
    Part.NEARNESS: _nearness,
    Part.LEVEL: _level,
    Part.AVOID: _avoid,
    Part.PATTERN: _pattern,
    Part.START: _start,
    Part.OPEN: _open,
}
