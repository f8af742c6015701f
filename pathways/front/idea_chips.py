"""What own words were understood as: chips that can be taken away, and a choice of place where there is one."""

from dataclasses import dataclass, replace

from pathways.front.carried import Carried, place_heard, question_address
from pathways.guidance.choices import Choice, name_of
from pathways.guidance.heard import HOME, is_left_out, unheard
from pathways.guidance.ideas import idea_name
from pathways.guidance.start_months import month_of_code
from pathways.places.distance import miles_between
from pathways.places.place import Place
from pathways.web.formats import month_and_year
from pathways.web.language import gettext

PAGE = "ideas"
AS_GOOD_AS_HOME = 3.0
"""Miles within which a place that is named is no other place than the home that was answered."""


@dataclass(frozen=True, slots=True)
class IdeaChip:
    """Something that was understood, and the address of this page without it."""

    name: str
    without: str


def idea_chips(carried: Carried) -> tuple[IdeaChip, ...]:
    """The ideas there are, then what own words just said in answer to other questions."""
    answers = carried.answers
    ideas = [
        IdeaChip(
            idea_name(code),
            _here(replace(carried, answers=replace(answers, ideas=_but(answers.ideas, code)))),
        )
        for code in answers.ideas
    ]
    wants = [_chip(carried, f"want:{code}") for code in answers.wants]
    heard = [
        _chip(carried, code)
        for code in carried.heard
        if not (is_left_out(code) or code.startswith(("want:", f"{HOME}:"))) or _is_home(carried, code)
    ]
    return (*ideas, *wants, *heard)


def other_place(carried: Carried) -> Place | None:
    """The place that own words named, where another home was answered and is not as good as the same."""
    home, named = carried.answers.home, place_heard(carried)
    if home is None or named is None or home.id == named.id:
        return None
    is_far = miles_between(home.lat, home.lng, named.lat, named.lng) > AS_GOOD_AS_HOME
    return named if is_far else None


def home_choices(carried: Carried) -> tuple[Choice, ...]:
    """The home that was answered and the place that own words named, to choose between; empty without a doubt."""
    home, named = carried.answers.home, other_place(carried)
    if home is None or named is None:
        return ()
    return (Choice(home.id, home.name), Choice(named.id, named.name))


def without_place(carried: Carried) -> Carried:
    """The same without home and the place named: a choice between the two is a field of its own."""
    heard = tuple(code for code in carried.heard if not code.startswith(f"{HOME}:"))
    return replace(carried, answers=replace(carried.answers, home=None), heard=heard)


def address_with_place(carried: Carried, place: Place) -> str:
    """This page with a place picked of several that own words may have meant."""
    answers = carried.answers if carried.answers.home else replace(carried.answers, home=place)
    return _here(replace(carried, answers=answers, heard=(*carried.heard, f"{HOME}:{place.id}")))


def _chip(carried: Carried, code: str) -> IdeaChip:
    without = replace(carried, answers=unheard(carried.answers, code), heard=_but(carried.heard, code))
    return IdeaChip(_name(carried, code), _here(without))


def _name(carried: Carried, code: str) -> str:
    field, _, value = code.partition(":")
    if field == HOME:
        home = carried.answers.home
        return gettext("Near %(place)s", place=home.name if home else value)
    if field == "avoid":
        return gettext("Rather not: %(what)s", what=name_of("avoid", value))
    if field == "from":
        return gettext("From %(month)s", month=month_and_year(month_of_code(value)))
    return name_of(field, value)


def _is_home(carried: Carried, code: str) -> bool:
    home = carried.answers.home
    return home is not None and code == f"{HOME}:{home.id}"


def _here(carried: Carried) -> str:
    return question_address(PAGE, carried)


def _but(codes: tuple[str, ...], code: str) -> tuple[str, ...]:
    return tuple(one for one in codes if one != code)
