"""Reasons in words: what a person said, and the fact that meets it, in the reader's language."""

from collections.abc import Callable, Mapping
from datetime import date

from flask_babel import format_date
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from pathways.catalogue.labels import area_name, level_name, mode_name, route_name
from pathways.guidance.choices import name_of
from pathways.guidance.ideas import idea_name
from pathways.web.language import gettext, ngettext

Value = str | int | float | tuple[str, ...]
"""What a reason names: a code, a number, or several codes."""

SENTENCES: dict[str, LazyString] = {
    "interest-yes-job": _("You'd enjoy %(activity)s. Jobs such as %(occupation)s can mean %(interest)s."),
    "interest-yes-area": _("You'd enjoy %(activity)s. Work in %(area)s can mean %(interest)s."),
    "interest-maybe-job": _(
        "You said maybe to %(activity)s. Jobs such as %(occupation)s can mean %(interest)s."
    ),
    "interest-maybe-area": _("You said maybe to %(activity)s. Work in %(area)s can mean %(interest)s."),
    "interest-none": _("What you like and do not like says little about this."),
    "ideas-near": _("You had “%(idea)s” in mind, and this comes near it."),
    "ideas-far": _("You had “%(idea)s” in mind. This shares a little with it."),
    "like": _("You asked for more like this."),
    "subjects": _("You like %(subjects)s. That can lead to %(area)s."),
    "learning-fits": _("You want to learn %(learning)s. You would on this route: %(route)s."),
    "learning-partly": _("You want to learn %(learning)s. Some of this route is like that: %(route)s."),
    "learning-hardly": _("You want to learn %(learning)s. There is less of that on this route: %(route)s."),
    "nearness-minutes": _("About %(minutes)s minutes %(mode)s from %(place)s."),
    "nearness-miles": _("About %(miles)s miles from %(place)s."),
    "nearness-online": _("It is online, so there is no journey."),
    "nearness-area": _("It comes to places in your area."),
    "nearness-national": _("It can be done anywhere in the country."),
    "nearness-venue": _("We do not know how far this is."),
    "level-fits": _("%(level)s is a good next step from where you are."),
    "level-partly": _("%(level)s could be a step for you."),
    "level-hardly": _("%(level)s is further from where you are now."),
    "level-resit": _("You do not have both English and maths yet. Courses like this help you get them."),
    "avoid-nothing": _("We know of nothing here that you would rather not do."),
    "avoid-some": _("Not so good: you would rather avoid %(avoid)s, and there can be some of that here."),
    "pattern-fits": _("It can be done %(modes)s, as you asked."),
    "pattern-other": _("You asked for another pattern. This is %(modes)s."),
    "pattern-unknown": _("We do not know if it fits the hours you want."),
    "start-fits": _("It starts in %(start)s, close to when you want."),
    "start-soon": _("It starts in %(start)s, sooner than you want. Ask about later starts."),
    "start-late": _("It starts in %(start)s, some time after you want."),
    "start-flexible": _("You could start at any time."),
    "start-unknown": _("We do not know yet when it starts."),
    "online-fits": _("You asked for something online, and this is."),
    "online-unsure": _("You asked for something online. Ask where this is taught."),
    "in-person-fits": _("You asked to learn face to face, and here you would."),
    "in-person-unsure": _("You asked to learn face to face. Ask where this is taught."),
    "free-fits": _("You asked for something free, and you pay nothing to learn here."),
    "free-unsure": _("You asked for something free. Ask what this costs."),
    "close-fits": _("You said close to home matters, and this is close."),
    "close-partly": _("You said close to home matters. This is not far."),
    "close-hardly": _("You said close to home matters. This is further away."),
    "earning-paid": _("You said earning soon matters: you are paid from day one."),
    "earning-unpaid": _("You said earning soon matters. We know of no pay here."),
    "university-fits": _("You want to keep university open, and this can lead there."),
    "university-partly": _("You want to keep university open. There may be a step in between."),
    "university-hardly": _("You want to keep university open. Few go on there from here."),
    "quick-fits": _("You want to finish quickly. This takes %(months)s."),
    "quick-partly": _("You want to finish quickly. This takes a while: %(months)s."),
    "quick-hardly": _("You want to finish quickly. This takes longer: %(months)s."),
    "quick-unknown": _("You want to finish quickly. We do not know how long this takes."),
    "pay-fits": _("You want good pay later. People earn about £%(pounds)s after this."),
    "pay-partly": _("You want good pay later. People earn about £%(pounds)s after this."),
    "pay-hardly": _("You want good pay later. People earn about £%(pounds)s after this."),
    "pay-unknown": _("You want good pay later. We have no figure for this one."),
    "support-said": _("You want lots of support. Here it says what help there is."),
    "support-unsaid": _("You want lots of support. Ask what help there is here."),
    "team-fits": _("You like working in a team. There is a lot of that in %(area)s."),
    "team-partly": _("You like working in a team. There is some of that in %(area)s."),
    "team-hardly": _("You like working in a team. There is less of that in %(area)s."),
    "open": _("You have not said much yet, so this shows some of what there is."),
}
"""A sentence for every code of a reason."""

LEARNING_WAYS: dict[str, LazyString] = {
    "work": _("mostly at work"),
    "mix": _("partly at work and partly in class"),
    "class": _("mostly in class"),
}
INTERESTS_AS_WORK: dict[str, LazyString] = {
    "r": _("doing practical things"),
    "i": _("finding things out"),
    "a": _("making new things"),
    "s": _("helping people"),
    "e": _("leading and selling"),
    "c": _("keeping things in order"),
}
"""What work is about that draws on each interest."""

TRAVEL_WAYS: dict[str, LazyString] = {
    "walk": _("on foot"),
    "bike": _("by bike"),
    "bus": _("by bus"),
    "train": _("by train"),
    "car": _("by car"),
}


def sentence(code: str, values: Mapping[str, Value]) -> str:
    """The sentence of a reason's code, its facts filled in. Needs an application's context for the language."""
    named = {name: _NAMES[name](value) for name, value in values.items()}
    return gettext(str(SENTENCES[code])) % named


def length_words(months: int) -> str:
    """A length of time: months below two years, else years."""
    if months < 24 and months != 12:
        return ngettext("%(num)d month", "%(num)d months", months)
    years = round(months / 12)
    return ngettext("%(num)d year", "%(num)d years", years)


def joined(words: list[str]) -> str:
    """Two or more words as a list."""
    if len(words) < 2:
        return "".join(words)
    return gettext("%(first)s and %(last)s", first=", ".join(words[:-1]), last=words[-1])


def _small(words: str) -> str:
    """The words as they stand inside a sentence: a first capital goes, unless the word is all capitals (PE)."""
    first = words.split(" ", 1)[0]
    keeps = (len(first) > 1 and first.isupper()) or first.rstrip(",") == gettext("English")
    return words if keeps else words[:1].lower() + words[1:]


def _each(field: str) -> Callable[[Value], str]:
    def named(codes: Value) -> str:
        return joined([_in_sentence(field, str(code)) for code in codes] if isinstance(codes, tuple) else [])

    return named


def _in_sentence(field: str, code: str) -> str:
    name = name_of(field, code)
    return name if field == "subject" and code in PROPER_SUBJECTS else _small(name)


PROPER_SUBJECTS = frozenset({"english"})
"""Subjects whose name keeps its capital inside a sentence."""

_NAMES: dict[str, Callable[[Value], str]] = {
    "activity": lambda code: _small(name_of("activity", str(code))),
    "interest": lambda letter: str(INTERESTS_AS_WORK[str(letter)]),
    "occupation": lambda slug: _small(idea_name(f"occupation:{slug}")),
    "subjects": _each("subject"),
    "area": lambda code: _small(area_name(str(code))) if code else gettext("this"),
    "idea": lambda code: _small(idea_name(str(code))),
    "learning": lambda code: str(LEARNING_WAYS[str(code)]),
    "route": lambda code: _small_route(str(code)),
    "mode": lambda code: str(TRAVEL_WAYS[str(code)]),
    "modes": lambda codes: joined(
        [_small(mode_name(str(code))) for code in codes] if isinstance(codes, tuple) else []
    ),
    "avoid": lambda code: _small(name_of("avoid", str(code))),
    "level": lambda code: level_name(str(code) or None),
    "start": lambda day: format_date(date.fromisoformat(str(day)), "MMMM yyyy"),
    "months": lambda months: length_words(int(str(months))),
    "pounds": lambda pounds: f"{int(str(pounds)):,}",
    "place": str,
    "minutes": str,
    "miles": str,
}


def _small_route(code: str) -> str:
    name = route_name(code)
    return name if name.startswith(("T ", "V ", "A ")) else _small(name)
