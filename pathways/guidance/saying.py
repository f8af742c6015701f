"""What each part says of one opportunity: which answer it rests on, and which fact of the opportunity meets it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pathways.catalogue.codes import day_number
from pathways.catalogue.results import Card
from pathways.catalogue.vocabulary import Route
from pathways.guidance.answers import Liking
from pathways.guidance.ground import Ground, PartValues
from pathways.guidance.held_subjects import helps_with_what_is_missing
from pathways.guidance.interest import enjoyed
from pathways.guidance.leanings import subject_leanings
from pathways.guidance.parts import Asked
from pathways.guidance.reach import mode_of
from pathways.guidance.reasons import Said
from pathways.guidance.ways import wanted_days
from pathways.guidance.weights import Part

FITS, FITS_PARTLY = 0.7, 0.35
"""Values from which a part is said to fit, and to fit in part."""

FITS_WISH = 0.5
"""The value from which something is said to come near an idea."""

NAMED = 2
"""Answers named in one reason."""


@dataclass(frozen=True, slots=True)
class Sight:
    """One row of a ground as its reasons see it.

    ``minutes`` is the journey, None where there is none to tell; ``kind`` the position of its kind, and ``area`` its
    main career area, empty for none.
    """

    asked: Asked
    place: int
    ground: Ground
    position: int
    card: Card
    minutes: int | None

    kind: int
    area: str


def said_by(part: PartValues, sight: Sight) -> Said:
    """What a part says of a row."""
    if part.part is Part.MATTERS:
        return _matter(part, sight)
    return _SAYS[part.part](part, sight)


def _at(part: PartValues, sight: Sight) -> int:
    """Where the row finds its value in a part."""
    return int(sight.ground.at(part.by, np.array([sight.position]))[0])


def _value(part: PartValues, sight: Sight) -> float:
    return float(part.values[_at(part, sight)])


def _degree(part: PartValues, sight: Sight) -> str:
    value = _value(part, sight)
    return "fits" if value >= FITS else "partly" if value >= FITS_PARTLY else "hardly"


def _interest(_part: PartValues, sight: Sight) -> Said:
    if sight.card.route == Route.ESSENTIAL_SKILLS:
        # They open doors to all work and belong to none, so no job would be an honest example.
        return Said("interest-none")
    kinds, profiles = sight.ground.kinds, sight.ground.profiles
    occupation, area = int(kinds.occupation[sight.kind]), int(kinds.main_area[sight.kind])
    if occupation < 0 and area < 0:
        return Said("interest-none")
    if occupation >= 0:
        profile, who = profiles.occupations[occupation], {"occupation": profiles.known[occupation].slug}
    else:
        profile, who = profiles.areas[area], {"area": sight.area}
    of_what = "job" if occupation >= 0 else "area"
    likings: tuple[Liking, ...] = ("yes", "maybe")
    for liking in likings:
        liked = enjoyed(sight.asked.answers, profile, liking)
        if liked:
            # One of several that draw on the same interest, so that a page of suggestions does not repeat the first.
            alike = [code for code in liked if code[0] == liked[0][0]]
            activity = alike[sight.card.programme_id % len(alike)]
            return Said(
                f"interest-{liking}-{of_what}", {**who, "activity": activity, "interest": activity[0]}
            )
    return Said("interest-none")


def _ideas(part: PartValues, sight: Sight) -> Said:
    wish = sight.asked.wishes[_which(part, sight)]
    degree = "near" if _value(part, sight) >= FITS_WISH else "far"
    return Said(f"ideas-{degree}", {"idea": f"{wish.kind}:{wish.value}"})


def _like(_part: PartValues, _sight: Sight) -> Said:
    return Said("like")


def _which(part: PartValues, sight: Sight) -> int:
    which = part.which
    return 0 if which is None else int(which[_at(part, sight)])


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
    card, answers = sight.card, sight.asked.answers
    if card.route == Route.ESSENTIAL_SKILLS and helps_with_what_is_missing(answers, card.title):
        return Said("level-resit")
    return Said(
        f"level-{_degree(part, sight)}",
        {"level": sight.card.level or "", "route": sight.card.route},
    )


def _avoid(part: PartValues, sight: Sight) -> Said:
    if _value(part, sight) >= 1.0:
        return Said("avoid-nothing")
    avoided = sight.asked.answers.avoid[_which(part, sight)]
    return Said("avoid-some", {"avoid": avoided}, against=True)


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
        return Said("start-unknown")
    first, last = wanted_days(wanted)
    day = day_number(card.next_start)
    when = "soon" if day < first else "fits" if day <= last else "late"
    return Said(f"start-{when}", {"start": card.next_start.isoformat()})


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


def _want(part: PartValues, sight: Sight) -> Said:
    return Said(f"{part.about}-{'fits' if _value(part, sight) >= FITS else 'unsure'}")


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
    Part.WANTS: _want,
    Part.OPEN: _open,
}
