"""The place to measure from: a canonical one in the address, or words that were typed."""

from dataclasses import dataclass

from flask import request

from pathways.catalogue.current import current_gazetteer
from pathways.places.place import Place, Problem
from pathways.places.postcodes import cut_postcodes_to_sector
from pathways.web.language import gettext

LONGEST_PLACE = 120


@dataclass(frozen=True, slots=True)
class AskedPlace:
    """One place, or places to choose among, or what is wrong. ``typed`` is shown again in the form."""

    place: Place | None = None
    typed: str = ""
    choices: tuple[Place, ...] = ()
    problem: Problem | None = None

    @property
    def needs_answer(self) -> bool:
        """Whether the form has to be shown again with choices or a problem."""
        return self.place is None and (bool(self.choices) or self.problem is not None)

    @property
    def question(self) -> str:
        """What to ask where there are choices: by the name they share, which may be other than what was typed."""
        names = {choice.name.partition(",")[0] for choice in self.choices}
        if len(names) == 1:
            return gettext("Which %(place)s?", place=names.pop())
        return gettext("Which place do you mean?")


def place_in_address(place_id: str) -> AskedPlace:
    """The place that ``near`` names in an address. An unknown one is a problem, said on the page."""
    wanted = _tidy(place_id)
    if not wanted:
        return AskedPlace()
    place = current_gazetteer().lookup(wanted)
    if place is None:
        return AskedPlace(typed=cut_postcodes_to_sector(wanted), problem="unknown")
    return AskedPlace(place=place, typed=place.name)


def place_in_form() -> AskedPlace:
    """The place that was typed into this page's form, or picked from the places offered while typing."""
    typed = _tidy(request.form.get("near", ""))
    gazetteer = current_gazetteer()
    if typed and typed == request.form.get("near_name"):
        picked = gazetteer.lookup(request.form.get("near_id", "")[:LONGEST_PLACE])
        if picked is not None:
            return AskedPlace(place=picked, typed=picked.name)
    found = gazetteer.resolve(typed)
    return AskedPlace(
        place=found.place, typed=cut_postcodes_to_sector(typed), choices=found.choices, problem=found.problem
    )


def _tidy(text: str) -> str:
    """The text without control characters, which no page may show, and no longer than a place needs."""
    return "".join(letter for letter in text[:LONGEST_PLACE] if letter.isprintable()).strip()
