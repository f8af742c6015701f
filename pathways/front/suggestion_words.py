"""What the page of suggestions says of the list as a whole and of each journey."""

from pathways.guidance.answers import Answers
from pathways.guidance.suggestions import Suggestions
from pathways.places.travel import about_minutes, estimate_minutes
from pathways.web.language import gettext, ngettext


def summary_words(answers: Answers, found: Suggestions) -> tuple[str, ...]:
    """What was looked at, then what came of it."""
    if not found.items:
        return ()
    areas = sum(1 for group in found.groups if group.area)
    told = found.widened is not None and found.widened.why == "only-online"
    far = (
        found.place is not None and not told and all(item.card.distance_miles is None for item in found.items)
    )
    nothing_near = (gettext("None has a place near you: they are online, or a trainer comes to you."),)
    return (
        _looked_at(answers, found),
        gettext(
            "Here are %(count)s of them, from %(areas)s and %(routes)s.",
            count=len(found.items),
            areas=ngettext("%(num)s kind of work", "%(num)s kinds of work", areas),
            routes=ngettext("%(num)s route", "%(num)s routes", len(found.routes)),
        ),
        *(nothing_near if far else ()),
        *_said_little(found),
    )


def _said_little(found: Suggestions) -> tuple[str, ...]:
    """The one reason of a list that rests on no answer, told once above it."""
    told = {reason.code: reason.text for item in found.items for reason in item.reasons}
    return (told["open"],) if set(told) == {"open"} else ()


def nation_words(answers: Answers) -> str:
    """For somebody at home outside England: that much here is about England; empty for everyone else."""
    if answers.home is None or answers.home.nation == "england":
        return ""
    place = {"scotland": gettext("Scotland"), "wales": gettext("Wales")}[answers.home.nation]
    return gettext(
        "Most of what we know is about England. In %(place)s the routes, the money and the rules are not all the same.",
        place=place,
    )


def _looked_at(answers: Answers, found: Suggestions) -> str:
    count = f"{found.considered:,}"
    if answers.home is None:
        return gettext(
            "We looked at %(count)s programmes everywhere, as we do not know where you live.", count=count
        )
    if answers.could_move:
        return gettext("We looked at %(count)s programmes everywhere, as you could move.", count=count)
    if found.widened is not None and found.widened.why == "only-online":
        return gettext("We looked at %(count)s programmes.", count=count)
    if found.widened is None and answers.travel_minutes is not None and answers.travel_mode is not None:
        return gettext(
            "We looked at %(count)s programmes you could reach in about %(minutes)s minutes %(way)s, or do online.",
            count=count,
            minutes=answers.travel_minutes,
            way=_way(answers.travel_mode),
        )
    if found.reach_miles is None:
        return gettext("We looked at %(count)s programmes.", count=count)
    return gettext(
        "We looked at %(count)s programmes within %(miles)s of you, or online.",
        count=count,
        miles=_miles(round(found.reach_miles)),
    )


def widened_words(answers: Answers, found: Suggestions) -> str:
    """That the reach held too little, and what was done about it; empty when it held enough."""
    if found.widened is None:
        return ""
    if found.widened.why == "only-online":
        return gettext(
            "We found no place to learn within 60 miles. So these are online, or a trainer comes to you."
        )
    distance = _miles(found.widened.miles)
    if answers.travel_minutes is None:
        return gettext("There is not much near you, so we looked up to %(distance)s away.", distance=distance)
    return gettext(
        "There is not much within the time you gave, so we looked up to %(distance)s away.", distance=distance
    )


def journey_words(minutes: int | None, answers: Answers, miles: float | None = None) -> str:
    """How long the journey takes, as a card says it; empty where there is none to tell.

    ``miles`` is the straight line: where walking takes no longer than waiting for a bus or train, the walk is told.
    """
    if minutes is None or answers.travel_mode is None:
        return ""
    if miles is not None and answers.travel_mode in ("bus", "train"):
        walk = about_minutes(float(estimate_minutes(miles, "walk")))
        if walk <= minutes:
            return gettext("About %(minutes)s minutes %(way)s", minutes=walk, way=_way("walk"))
    return gettext("About %(minutes)s minutes %(way)s", minutes=minutes, way=_way(answers.travel_mode))


def _way(mode: str) -> str:
    return {
        "walk": gettext("on foot"),
        "bike": gettext("by bike"),
        "bus": gettext("by bus"),
        "train": gettext("by train"),
        "car": gettext("by car"),
    }[mode]


def _miles(miles: int) -> str:
    return ngettext("%(num)s mile", "%(num)s miles", max(1, miles))
