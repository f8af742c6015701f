"""What the codes of the catalogue are called on a page, in the reader's language."""

from collections.abc import Callable, Mapping

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from pathways.web.language import current_language, gettext

ROUTE_NAMES: dict[str, LazyString] = {
    "apprenticeship": _("Apprenticeship"),
    "foundation-apprenticeship": _("Foundation apprenticeship"),
    "degree-apprenticeship": _("Degree apprenticeship"),
    "t-level": _("T Level"),
    "a-level": _("A level"),
    "v-level": _("V Level"),
    "vocational": _("Vocational course"),
    "higher-technical": _("Higher technical"),
    "foundation-degree": _("Foundation degree"),
    "degree": _("Degree"),
    "bootcamp": _("Skills bootcamp"),
    "supported-internship": _("Supported internship"),
    "essential-skills": _("Essential skills"),
}

ROUTE_LINES: dict[str, LazyString] = {
    "apprenticeship": _("A paid job with training built in"),
    "foundation-apprenticeship": _("A short, paid start for ages 16 to 21"),
    "degree-apprenticeship": _("A paid job that ends in a degree"),
    "t-level": _("Two years at college with a long work placement"),
    "a-level": _("Two years of the subjects you pick"),
    "v-level": _("New from September 2027, can mix with A levels"),
    "vocational": _("Learn by doing: BTECs, diplomas and more"),
    "higher-technical": _("HNCs, HNDs and other skilled courses at level 4 and 5"),
    "foundation-degree": _("Two years, with the chance to go on to a full degree"),
    "degree": _("At a university or at a college near you"),
    "bootcamp": _("Up to 16 weeks and an interview, for ages 19 and over"),
    "supported-internship": _("Work with a coach, for people with an education, health and care plan"),
    "essential-skills": _("English, maths and everyday skills"),
}
"""Each route in one line, none ranked above another."""

LEVEL_NAMES: dict[str, LazyString] = {
    "entry": _("Entry level"),
    "1": _("Level 1"),
    "2": _("Level 2"),
    "3": _("Level 3"),
    "4": _("Level 4"),
    "5": _("Level 5"),
    "6": _("Level 6"),
    "7": _("Level 7"),
}

LEVEL_LIKE: dict[str, LazyString] = {
    "entry": _("first steps"),
    "1": _("like GCSE grades 1 to 3"),
    "2": _("like GCSE grades 4 to 9"),
    "3": _("like A levels"),
    "4": _("like the first year of a degree"),
    "5": _("like two years of a degree"),
    "6": _("like a full degree"),
    "7": _("like a master's degree"),
}

AREA_NAMES: dict[str, LazyString] = {
    "animals-land-environment": _("Animals, land and environment"),
    "art-design-fashion": _("Art, design and fashion"),
    "building-construction": _("Building and construction"),
    "business-admin": _("Business and office work"),
    "care-support": _("Care and support"),
    "computing-digital": _("Computing and digital"),
    "early-years-teaching": _("Early years and teaching"),
    "engineering-making": _("Engineering and making"),
    "english-maths-everyday-skills": _("English, maths and everyday skills"),
    "finance-law": _("Finance and law"),
    "food-hospitality-travel": _("Food, hospitality and travel"),
    "hair-beauty": _("Hair and beauty"),
    "health": _("Health"),
    "languages-history-society": _("Languages, history and society"),
    "media-music-performance": _("Media, music and performance"),
    "protective-services": _("Police, fire, forces and security"),
    "sales-marketing-retail": _("Sales, marketing and shops"),
    "science-research": _("Science and research"),
    "sport-fitness": _("Sport and fitness"),
    "transport-motor-logistics": _("Transport, motors and logistics"),
}

MODE_NAMES: dict[str, LazyString] = {
    "full-time": _("Full-time"),
    "part-time": _("Part-time"),
    "evening-weekend": _("Evenings or weekends"),
    "day-release": _("Day release from work"),
}

DELIVERY_NAMES: dict[str, LazyString] = {
    "venue": _("At a place"),
    "online": _("Online"),
    "area": _("Across an area"),
    "national": _("Anywhere in the country"),
}

MONEY_NAMES: dict[str, LazyString] = {
    "paid": _("You are paid"),
    "free": _("Free"),
    "loan": _("A loan can cover it"),
    "fee": _("You pay a fee"),
}

START_NAMES: dict[str, LazyString] = {
    "now": _("Right now"),
    "3m": _("In the next 3 months"),
    "6m": _("In the next 6 months"),
    "12m": _("In the next 12 months"),
}

SORT_NAMES: dict[str, LazyString] = {
    "fit": _("Best match"),
    "distance": _("Nearest"),
    "start": _("Starts soonest"),
    "closing": _("Closes soonest"),
}

FACET_NAMES: dict[str, LazyString] = {
    "route": _("Route"),
    "level": _("Level"),
    "area": _("Career area"),
    "mode": _("Full-time or part-time"),
    "delivery": _("Where it happens"),
    "money": _("Money"),
    "start": _("Start"),
    "provider": _("Who teaches it"),
}

_BY_FACET: dict[str, dict[str, LazyString]] = {
    "route": ROUTE_NAMES,
    "route-line": ROUTE_LINES,
    "level": LEVEL_NAMES,
    "area": AREA_NAMES,
    "mode": MODE_NAMES,
    "delivery": DELIVERY_NAMES,
    "money": MONEY_NAMES,
    "start": START_NAMES,
    "sort": SORT_NAMES,
    "facet": FACET_NAMES,
}


_spoken: dict[tuple[str, str], dict[str, str]] = {}


def _name(kind: str, code: str, otherwise: str) -> str:
    return _names(kind).get(code, otherwise)


def _names(kind: str) -> Mapping[str, str]:
    # A page asks for a hundred of these: each table is put into a language once.
    key = (kind, current_language())
    names = _spoken.get(key)
    if names is None:
        names = _spoken[key] = {code: str(name) for code, name in _BY_FACET[kind].items()}
    return names


def route_name(route: str) -> str:
    """The name of a route. A code of no route is given back as it is."""
    return _name("route", route, route)


def route_line(route: str) -> str:
    """What a route is, in one line."""
    return _name("route-line", route, "")


def level_name(level: str | None) -> str:
    """The name of a level, or words for a programme that has none."""
    return _name("level", level, level) if level else gettext("No level given")


def area_name(area: str) -> str:
    """The name of a career area."""
    return _name("area", area, area)


def mode_name(mode: str) -> str:
    """The name of a study mode."""
    return _name("mode", mode, mode)


def sort_name(sort: str) -> str:
    """The name of an order of results."""
    return _name("sort", sort, sort)


def facet_name(facet: str) -> str:
    """The name of a filter."""
    return _name("facet", facet, facet)


def facet_value_name(facet: str, value: str, label: str = "") -> str:
    """The name of one choice of a filter; a provider's is its own ``label``."""
    return _name(facet, value, label or value) if facet in _BY_FACET else label or value


def facet_value_names(facet: str) -> Mapping[str, str]:
    """The names of all choices of a filter by their codes; of providers, who have their own names, none."""
    return _names(facet) if facet in _BY_FACET else {}


FILTERS: dict[str, Callable[..., str]] = {
    "route_name": route_name,
    "route_line": route_line,
    "level_name": level_name,
    "area_name": area_name,
    "mode_name": mode_name,
}
"""The same functions under the names that templates use."""
