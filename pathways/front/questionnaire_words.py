"""What the pages of the questionnaire ask, and why."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """A question as its heading, its short name in a list of answers, a hint beneath, and why it is asked."""

    heading: LazyString
    short: LazyString
    why: LazyString
    hint: LazyString | None = None


_WHY_ACTIVITIES = _("What you enjoy tells us which kinds of work to look at. There are no right answers.")

WORDS: dict[str, QuestionWords] = {
    "stage": QuestionWords(
        _("Where are you now?"),
        _("Where you are now"),
        _("What you can start depends on your age and what you have done."),
    ),
    "home": QuestionWords(
        _("Where do you live?"),
        _("Home"),
        _("So that we can look near you. We never keep a full postcode."),
        _("Just the first half of a postcode is enough. A town is fine too."),
    ),
    "travel": QuestionWords(
        _("How would you get there?"),
        _("Getting there"),
        _("So that we show places you can really get to."),
    ),
    "activities-1": QuestionWords(_("Would you enjoy this?"), _("Would enjoy, part 1"), _WHY_ACTIVITIES),
    "activities-2": QuestionWords(_("And would you enjoy this?"), _("Would enjoy, part 2"), _WHY_ACTIVITIES),
    "activities-3": QuestionWords(
        _("The last six: would you enjoy this?"), _("Would enjoy, part 3"), _WHY_ACTIVITIES
    ),
    "subjects": QuestionWords(
        _("Which subjects do you like?"),
        _("Subjects"),
        _("A course is easier to stick with when you like what is in it."),
        _("Pick up to six."),
    ),
    "ideas": QuestionWords(
        _("Any job or subject in mind?"),
        _("In mind"),
        _(
            "So that your own ideas come high up. Your words stay on this page: only what we find in them goes on."
        ),
        _("Say it your own way. Spelling does not matter."),
    ),
    "avoid": QuestionWords(
        _("Anything you’d rather not do?"),
        _("Rather not"),
        _("Options with a lot of this come lower down. We do not hide them."),
        _("Pick up to five."),
    ),
    "learning": QuestionWords(
        _("How would you like to learn?"),
        _("Way of learning"),
        _("Some routes are a job, some are in class, and some are both."),
    ),
    "grades": QuestionWords(
        _("What have you got, or what do you expect?"),
        _("Grades"),
        _("So that we can say what you could apply for. We hide nothing because of grades."),
        _("Leave out what you do not know."),
    ),
    "time": QuestionWords(
        _("When could you start, and how much time?"),
        _("Time"),
        _("Some courses run in the evening. Some start all year round."),
    ),
    "matters": QuestionWords(
        _("What matters most to you?"),
        _("What matters"),
        _("Options with more of this come higher up."),
        _("Pick up to three."),
    ),
    "check": QuestionWords(
        _("Check your answers"),
        _("Check your answers"),
        _("You can change any of them, now or later."),
    ),
}
"""Every page of the questionnaire by its name."""
