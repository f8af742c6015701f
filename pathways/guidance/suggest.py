"""From answers to suggestions: reach, eligibility, score, balance and reasons, in that order.

Same answers, same catalogue, same day: same suggestions. Nothing is drawn by lot and nothing is remembered.
"""

from dataclasses import replace
from datetime import date

import numpy as np

from pathways import clock
from pathways.catalogue.entry_law import entry_law
from pathways.catalogue.learner_query import Stage
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.vocabulary import Area
from pathways.eligibility.verdicts import Judged, applicant
from pathways.guidance.answers import Answers
from pathways.guidance.balance import ALIKE, PASSES, balanced
from pathways.guidance.different import with_something_different
from pathways.guidance.gathering import Found, Wanted, find
from pathways.guidance.like import wishes_like
from pathways.guidance.parts import Asked, parts_over
from pathways.guidance.profiles import Profiles, read_profiles
from pathways.guidance.ranking import rank
from pathways.guidance.reach import ENOUGH, Step, steps
from pathways.guidance.showing import Showing
from pathways.guidance.suggestions import Group, Suggestion, Suggestions, Widened
from pathways.guidance.wishes import read_wishes
from pathways.paths import resource_dir

MOST = 30
PLANNING_STAGE: Stage = "year-10-11"
"""Somebody in Year 8 or 9 is judged, for what to show, as they will be when they choose."""


def suggest(
    snapshot: CatalogueSnapshot,
    answers: Answers,
    today: date | None = None,
    *,
    without: frozenset[Area] = frozenset(),
    like: int | None = None,
    most: int = MOST,
) -> Suggestions:
    """Suggestions for ``answers`` from ``snapshot`` as of ``today`` (a day in the United Kingdom).

    ``without`` leaves career areas out; ``like`` (the id of an opportunity) asks for more like that one. There are at
    most ``most``, one a programme.
    """
    day = today or clock.today()
    seed_dir = resource_dir("seed_data")
    profiles = read_profiles(seed_dir)
    alike, but = wishes_like(snapshot, like, day, profiles)
    asked = Asked(answers, read_wishes(snapshot, answers.ideas, profiles, day), alike, seed_dir)
    wanted = Wanted(answers, _judged(snapshot, _when_choosing(answers), day), without, but)
    step, found = _far_enough(snapshot, wanted, profiles, day)
    grounds = found.only_open() if found.open_programmes >= ENOUGH else found.grounds
    parts = [parts_over(asked, place, ground) for place, ground in enumerate(grounds)]
    ranked = rank(grounds, parts)
    passes = (ALIKE,) if alike else PASSES
    chosen = balanced(ranked.standing, ranked.classes, most, passes)
    showing = Showing(snapshot, asked, grounds, parts, ranked, _judged(snapshot, answers, day), day)
    items = with_something_different(tuple(showing.suggestion(at) for at in chosen), asked, profiles)
    return Suggestions(
        place=answers.home,
        widened=_widened(step, items),
        items=items,
        groups=_grouped(items),
        considered=found.programmes,
        reach=step,
        held_areas=len(np.unique(ranked.area)),
        held_routes=len(np.unique(ranked.route)),
    )


def _far_enough(
    snapshot: CatalogueSnapshot, wanted: Wanted, profiles: Profiles, today: date
) -> tuple[Step, Found]:
    """The first reach that holds enough that somebody could get into; the last one when none does."""
    for step in steps(wanted.answers):
        found = find(snapshot, wanted, step, profiles, today)
        if step.miles is None or found.open_at_places >= ENOUGH:
            break
    return step, found


def _judged(snapshot: CatalogueSnapshot, answers: Answers, today: date) -> tuple[Judged, ...]:
    """The verdicts on every segment; none when nothing is known of the person."""
    learner = answers.learner
    if learner is None:
        return ()
    someone = applicant(learner, entry_law(resource_dir("seed_data")), today)
    return tuple(someone.table(segment.entry) for segment in snapshot.segments)


def _when_choosing(answers: Answers) -> Answers:
    return replace(answers, stage=PLANNING_STAGE) if answers.stage == "year-8-9" else answers


def _widened(step: Step, items: tuple[Suggestion, ...]) -> Widened | None:
    if not step.widened or step.miles is None:
        return None
    has_place = any(item.card.distance_miles is not None for item in items)
    return Widened(round(step.miles), "too-few" if has_place else "only-online")


def _grouped(items: tuple[Suggestion, ...]) -> tuple[Group, ...]:
    """The items by career area, areas in the order in which each first comes up."""
    by_area: dict[str, list[Suggestion]] = {}
    for item in items:
        by_area.setdefault(item.area, []).append(item)
    return tuple(Group(area, tuple(own)) for area, own in by_area.items())
