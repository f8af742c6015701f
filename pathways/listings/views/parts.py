"""The parts of a listing in the order in which the form asks for them, and where each thing to say of it is mended."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from pathways.listings.checks import Problem
from pathways.listings.content import ListingContent
from pathways.listings.forms.steps import MORE, OFFER_STEPS, STEPS, Step

PLACES = _("Where and when it is on offer")


@dataclass(frozen=True, slots=True)
class Part:
    """A page of the form, with how much is missing there and how much could be better."""

    title: LazyString
    address: str
    missing: int = 0
    better: int = 0


def parts_of(listing_id: int, content: ListingContent, problems: Iterable[Problem] = ()) -> tuple[Part, ...]:
    """Every part, in order: the places of a programme stand before its support."""
    found = [(_page_of(listing_id, one, content), one.is_error) for one in problems]

    def part(title: LazyString, address: str) -> Part:
        return Part(title, address, found.count((address, True)), found.count((address, False)))

    steps = [part(one.title, step_page_address(listing_id, one.name)) for one in STEPS]
    places = part(PLACES, url_for("listings.places", listing_id=listing_id))
    last = STEPS.index(MORE)
    return (*steps[:last], places, *steps[last:])


def how_far(step: Step | None) -> tuple[int, int]:
    """Which part a step is, of how many; of the steps of one place for those. None: the page of the places."""
    if step in OFFER_STEPS:
        return OFFER_STEPS.index(step) + 1, len(OFFER_STEPS)
    last = STEPS.index(MORE)
    at = last if step is None else STEPS.index(step)
    return at + (2 if step is MORE else 1), len(STEPS) + 1


def step_page_address(listing_id: int, name: str) -> str:
    """Where a step of the programme itself stands."""
    return url_for("listings.step", listing_id=listing_id, name=name)


def step_address(listing_id: int, problem: Problem, content: ListingContent) -> str:
    """Where a problem can be mended."""
    key = problem.offer_key
    if key is None and problem.own_field == "offers":
        return url_for("listings.places", listing_id=listing_id)
    for step in STEPS if key is None else OFFER_STEPS:
        names = {field.name for field in step.on(content.route)} | (
            {"starts"} if step.name == "when" else set()
        )
        if problem.own_field in names and (step.part == "entry") == problem.field.startswith("entry."):
            anchor = f"#{problem.own_field}"
            if key is None:
                return step_page_address(listing_id, step.name) + anchor
            return url_for("listings.place_step", listing_id=listing_id, key=key, name=step.name) + anchor
    return url_for("listings.places", listing_id=listing_id)


def _page_of(listing_id: int, problem: Problem, content: ListingContent) -> str:
    """The part that a problem belongs to: whatever is of one place belongs to the places."""
    if problem.offer_key is not None:
        return url_for("listings.places", listing_id=listing_id)
    return step_address(listing_id, problem, content).partition("#")[0]
