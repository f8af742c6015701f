"""The searches that are timed: words, places and filters in the proportions that people use them."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, replace

import numpy as np

from bench.corpus import DISTRICT, NATIONAL, ONLINE
from pathways.catalogue.choosing import centre_of
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.vocabulary import Area, Level, Mode, Money, Route, StartWindow
from pathways.places.place import Place
from pathways.snapshot.reach import reach
from pathways.words.analysis import form_of, term_of, words_of


@dataclass(frozen=True, slots=True)
class Asked:
    """One search: as the product takes it, and taken apart for the other engines.

    ``terms`` are all required; ``reached`` the codes of what is within the radius, None without a place.
    """

    kind: str
    criteria: SearchCriteria
    terms: tuple[str, ...]
    reached: tuple[int, ...] | None


def asked(snapshot: CatalogueSnapshot, count: int, seed: int = 7, *, as_typed: bool = False) -> list[Asked]:
    """``count`` searches: 35% words and a place, 25% a place, 20% words, 20% filters; a third of the rest filtered too.

    The words stand in quotes, so that nothing but they is looked for, unless ``as_typed``.
    """
    chance = random.Random(seed)
    made = []
    for kind in chance.choices(("words near", "near", "words", "filters"), (35, 25, 20, 20), k=count):
        forms = _forms(snapshot, chance) if "words" in kind else ()
        place = place_near_a_venue(snapshot, chance) if "near" in kind else None
        text = " ".join(forms if as_typed else [f'"{form}"' for form in forms])
        criteria = SearchCriteria(text=text, place=place, miles=chance.choice((5, 10, 20, 20, 30, 60)))
        if kind == "filters" or chance.random() < 1 / 3:
            criteria = _filtered(criteria, chance)
        terms = tuple(dict.fromkeys(term_of(form) for form in forms))
        made.append(Asked(kind, criteria, terms, None if place is None else _reached(snapshot, criteria)))
    return made


def _forms(snapshot: CatalogueSnapshot, chance: random.Random) -> tuple[str, ...]:
    """One to three words that stand together in some opportunity's title or job title."""
    (segment,) = snapshot.segments
    while True:
        card = json.loads(segment.programme_texts[chance.randrange(len(segment.programme_ids))])
        title = card[2]
        forms = [form for form in map(form_of, words_of(title)) if len(form) > 2 and form.isalpha()]
        if forms:
            return tuple(chance.sample(forms, min(len(forms), chance.choice((1, 1, 2, 2, 3)))))


def place_near_a_venue(snapshot: CatalogueSnapshot, chance: random.Random) -> Place:
    """A place half a mile or so from a venue that is drawn."""
    (segment,) = snapshot.segments
    point = chance.randrange(len(segment.point_lat))
    lat, lng = float(segment.point_lat[point]) + 0.01, float(segment.point_lng[point])
    codes = segment.arrays["district_codes"]
    lad_code = codes[chance.randrange(len(codes))].decode() if len(codes) else None
    return Place("PR1", "Somewhere", "district", lat, lng, "PR1", lad_code, "england")


def _filtered(criteria: SearchCriteria, chance: random.Random) -> SearchCriteria:
    choices: list[dict[str, object]] = [
        {"routes": frozenset(chance.sample(list(Route), chance.choice((1, 2))))},
        {"levels": frozenset(chance.sample(list(Level), chance.choice((1, 2))))},
        {"areas": frozenset(chance.sample(list(Area), chance.choice((1, 2))))},
        {"modes": frozenset({chance.choice(list(Mode))})},
        {"money": frozenset({chance.choice(list(Money))})},
        {"start": chance.choice(list(StartWindow))},
    ]
    for choice in chance.sample(choices, chance.choice((1, 1, 2))):
        criteria = replace(criteria, **choice)  # type: ignore[arg-type]
    return criteria


def _reached(snapshot: CatalogueSnapshot, criteria: SearchCriteria) -> tuple[int, ...]:
    (segment,) = snapshot.segments
    assert criteria.place is not None
    assert criteria.miles is not None
    centre = centre_of(criteria.place)
    points = reach(segment, centre, (criteria.miles,)).points.tolist()
    district = int(np.searchsorted(segment.arrays["district_codes"], centre.district))
    return (*points, ONLINE, NATIONAL + centre.nation, DISTRICT + district)
