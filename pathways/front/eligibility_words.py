"""Whether somebody can get in, in words: the verdict in a few, and a sentence for each reason."""

from collections.abc import Callable, Mapping
from datetime import date

from pathways.catalogue.codes import LEVELS
from pathways.catalogue.labels import LEVEL_LIKE, level_name
from pathways.eligibility.reasons import Eligibility, EligibilityReason, Reason, Verdict
from pathways.web.formats import uk_date
from pathways.web.language import gettext as _
from pathways.web.language import ngettext

Values = Mapping[str, int]

_SCHOOL = frozenset({Reason.STILL_AT_SCHOOL, Reason.SCHOOL_ENDS_FIRST, Reason.PERHAPS_AT_SCHOOL})
_TOLD_FIRST = _SCHOOL | {Reason.NEEDS_EHCP}
"""What somebody knows of themselves at once, and what nothing else makes up for."""


def verdict_tag(verdict: Verdict) -> str:
    """The verdict as a card has room for it."""
    return {
        Verdict.YES: _("You can apply"),
        Verdict.IF: _("You could, if…"),
        Verdict.NOT_YET: _("Not yet"),
    }[verdict]


def verdict_heading(found: Eligibility) -> str:
    """The verdict as the heading of its box. For somebody too old, "not yet" would be no answer."""
    if any(reason.code is Reason.TOO_OLD for reason in found.reasons):
        return _("This one is for younger people")
    return {
        Verdict.YES: _("You can apply"),
        Verdict.IF: _("You could apply, if this is so"),
        Verdict.NOT_YET: _("Not yet, but here is how you could get there"),
    }[found.verdict]


def reason_words(reason: EligibilityReason) -> str:
    """One reason as a sentence or two."""
    return _WORDS[reason.code](reason.values)


def all_reasons(found: Eligibility) -> list[str]:
    """Every reason in words: those that weigh most first, and among equals what decides for most people.

    Who has finished Year 11 is 16, so an age of 16 goes without saying beside the end of school.
    """
    codes = {reason.code for reason in found.reasons}
    told = [
        reason
        for reason in found.reasons
        if not (reason.code is Reason.OLD_ENOUGH_SOON and reason.values["age"] <= 16 and codes & _SCHOOL)
    ]
    told.sort(key=lambda reason: (reason.verdict, reason.code not in _TOLD_FIRST))
    return [reason_words(reason) for reason in told]


def _level(values: Values) -> dict[str, str]:
    level = LEVELS[values["level"]]
    return {"level": level_name(level).lower(), "like": str(LEVEL_LIKE[level])}


def _gcses(values: Values) -> str:
    if values["grade"] < 0:
        return ngettext("You need %(num)s GCSE.", "You need %(num)s GCSEs.", values["count"])
    return ngettext(
        "You need %(num)s GCSE at grade %(grade)s or above.",
        "You need %(num)s GCSEs at grade %(grade)s or above.",
        values["count"],
        grade=values["grade"],
    )


def _nation(values: Values) -> str:
    place = (_("England"), _("Scotland"), _("Wales"), _("Northern Ireland"))[values["nation"]]
    return _("This is in %(place)s. Rules differ there, so ask before you count on it.", place=place)


def _finished_school(values: Values) -> str:
    """Two school years are one answer of the questionnaire, and only the higher of them is done by the start."""
    rule = _("You need to have finished Year 11 by the start.")
    if not values["year"]:
        return rule
    return f"{rule} {_('You could, if you are in Year %(year)s now.', year=values['year'])}"


_WORDS: dict[Reason, Callable[[Values], str]] = {
    Reason.NOTHING: lambda _values: "",
    Reason.TOO_YOUNG: lambda values: _("You need to be %(age)s when it starts.", age=values["age"]),
    Reason.OLD_ENOUGH_SOON: lambda values: _(
        "You need to be %(age)s by the day it starts.", age=values["age"]
    ),
    Reason.TOO_OLD: lambda values: _("It takes people up to %(age)s when it starts.", age=values["age"]),
    Reason.PERHAPS_TOO_OLD: lambda values: _(
        "It takes people up to %(age)s. Check your age on the day it starts.", age=values["age"]
    ),
    Reason.OLDER_BUT_EXCEPTIONS: lambda values: _(
        "It takes people up to %(age)s, and a few who are older. You could ask if that fits you.",
        age=values["age"],
    ),
    Reason.STILL_AT_SCHOOL: lambda _values: _("It starts while you are still at school."),
    Reason.SCHOOL_ENDS_FIRST: lambda values: _(
        "You could, once Year 11 is over. If you are in Year %(year)s now, that is after %(day)s. "
        "Ask about a later start.",
        year=values["year"],
        day=uk_date(date.fromordinal(values["day"])),
    ),
    Reason.PERHAPS_AT_SCHOOL: _finished_school,
    Reason.LEVEL_MISSING: lambda values: _("It asks for %(level)s first, %(like)s.", **_level(values)),
    Reason.LEVEL_EXPECTED: lambda values: _(
        "It asks for %(level)s, %(like)s. You could, once you have that.", **_level(values)
    ),
    Reason.LEVEL_NOT_SAID: lambda values: _(
        "It asks for %(level)s, %(like)s. You could, if you have that.", **_level(values)
    ),
    Reason.USUAL_LEVEL_MISSING: lambda values: _(
        "Most like this ask for %(level)s first, %(like)s.", **_level(values)
    ),
    Reason.USUAL_LEVEL_EXPECTED: lambda values: _(
        "Most like this ask for %(level)s, %(like)s. You could, once you have that.", **_level(values)
    ),
    Reason.USUAL_LEVEL_NOT_SAID: lambda values: _(
        "Most like this ask for %(level)s, %(like)s. You could, if you have that.", **_level(values)
    ),
    Reason.USUAL_LEVEL_OR_EXPERIENCE: lambda values: _(
        "Most like this ask for %(level)s. What you have done at work may count too: ask them.",
        level=_level(values)["level"],
    ),
    Reason.ENGLISH_MISSING: lambda _values: _("You need English: GCSE grade 4 or the like."),
    Reason.ENGLISH_EXPECTED: lambda _values: _("You could, if you get grade 4 in English."),
    Reason.ENGLISH_NOT_SAID: lambda _values: _("You could, if you have grade 4 in English or get it."),
    Reason.ENGLISH_ALONGSIDE: lambda _values: _("You could, if you study English alongside."),
    Reason.MATHS_MISSING: lambda _values: _("You need maths: GCSE grade 4 or the like."),
    Reason.MATHS_EXPECTED: lambda _values: _("You could, if you get grade 4 in maths."),
    Reason.MATHS_NOT_SAID: lambda _values: _("You could, if you have grade 4 in maths or get it."),
    Reason.MATHS_ALONGSIDE: lambda _values: _("You could, if you study maths alongside."),
    Reason.GCSES_FEWER: _gcses,
    Reason.GCSES_EXPECTED: lambda values: f"{_gcses(values)} {_('You could, if you get what you expect.')}",
    Reason.GCSES_NOT_SAID: lambda values: f"{_gcses(values)} {_('You could, if you have them or get them.')}",
    Reason.GCSES_GRADE_NOT_SAID: lambda values: f"{_gcses(values)} {_('Check that your grades fit.')}",
    Reason.SUBJECTS_NOT_CHECKED: lambda _values: _(
        "They ask for certain subjects. We cannot check those, so read which."
    ),
    Reason.POINTS_FEWER: lambda values: _(
        "They ask for %(points)s UCAS points, and you said %(held)s. Ask them: many look at more.",
        points=values["points"],
        held=values["held"],
    ),
    Reason.POINTS_NOT_SAID: lambda values: _(
        "They ask for %(points)s UCAS points, or grades like that.", points=values["points"]
    ),
    Reason.POINTS_USUALLY_MORE: lambda values: _(
        "Most people there had %(points)s UCAS points or more. That is not a rule.", points=values["points"]
    ),
    Reason.NEEDS_EHCP: lambda _values: _("It is for people with an education, health and care plan (EHCP)."),
    Reason.OTHER_NATION: _nation,
    Reason.MORE_IN_WORDS: lambda _values: _("They say more about it in their own words."),
}
