"""What is needed to get in, from the structured entry requirement to sentences."""

from collections.abc import Iterator

from pathways.catalogue.labels import LEVEL_LIKE, level_name
from pathways.catalogue.models import EntryRequirement
from pathways.catalogue.vocabulary import SubjectRule
from pathways.front.blueprint import front
from pathways.front.sentences import sentence
from pathways.web.language import gettext as _
from pathways.web.language import ngettext


def entry_lines(entry: EntryRequirement | None) -> list[str]:
    """Sentences that say what is asked for, the hardest rules first. Empty when nothing is known."""
    if entry is None:
        return []
    return [*_plan(entry), *_age(entry), *_grades(entry), *_subjects(entry), *_before(entry), *_points(entry)]


def told_lines(entry: EntryRequirement | None) -> list[str]:
    """All that is said of getting in, the provider's own words last. Empty when nothing is known."""
    lines = entry_lines(entry)
    nothing = [no_grades_words()] if asks_for_nothing(entry) else []
    own = [own_words(entry, bool(lines))] if entry is not None and entry.text else []
    return [*lines, *nothing, *own]


@front.app_template_global()
def no_grades_words() -> str:
    """That no grades are asked for."""
    return _("No grades are asked for.")


@front.app_template_global()
def own_words(entry: EntryRequirement, is_more: bool) -> str:
    """Entry as the provider puts it. ``is_more``: our own lines stand above it."""
    text = sentence(entry.text)
    return _("In their own words: %(text)s", text=text) if is_more else text


def asks_for_nothing(entry: EntryRequirement | None) -> bool:
    """Whether it is known that no grades are asked for: not in English, not in maths, nor anything else."""
    if entry is None:
        return False
    rules = (entry.english, entry.maths)
    return all(rule is SubjectRule.NOT_NEEDED for rule in rules) and not any(
        (entry.gcse_count, entry.required_subjects, entry.level_held, entry.points, entry.text)
    )


def _plan(entry: EntryRequirement) -> Iterator[str]:
    if entry.needs_ehcp:
        yield _("You need an education, health and care plan (EHCP).")


def _age(entry: EntryRequirement) -> Iterator[str]:
    low, high = entry.min_age, entry.max_age
    if low is not None and high is not None:
        yield _("You are %(low)s to %(high)s when you start.", low=low, high=high)
    elif low is not None:
        yield _("You are %(low)s or over when you start.", low=low)
    elif high is not None:
        yield _("You are %(high)s or under when you start.", high=high)
    if entry.age_exceptions:
        yield _("Exceptions: %(text)s", text=_sentence(entry.age_exceptions))
    if low is not None and low == 16 and entry.after_compulsory_school:
        yield _("You have passed the last day of Year 11.")


def _grades(entry: EntryRequirement) -> Iterator[str]:
    if entry.gcse_count:
        grade = entry.gcse_grade
        if grade is None:
            yield ngettext("%(num)s GCSE.", "%(num)s GCSEs.", entry.gcse_count)
        else:
            yield ngettext(
                "%(num)s GCSE at grade %(grade)s or above.",
                "%(num)s GCSEs at grade %(grade)s or above.",
                entry.gcse_count,
                grade=grade,
            )
    elif entry.gcse_count == 0:
        yield _("No GCSEs are asked for.")


def _subjects(entry: EntryRequirement) -> Iterator[str]:
    english, maths = entry.english, entry.maths
    if english is maths:
        both = {
            SubjectRule.NEEDED: _("You need English and maths: GCSE grade 4 or the like."),
            SubjectRule.CAN_STUDY_ALONGSIDE: _("No pass in English or maths yet? You study it alongside."),
            SubjectRule.NOT_NEEDED: _("You do not need English or maths passes."),
        }
        if english in both:
            yield both[english]
    else:
        words = {
            (True, SubjectRule.NEEDED): _("You need English: GCSE grade 4 or the like."),
            (True, SubjectRule.CAN_STUDY_ALONGSIDE): _("No pass in English yet? You study it alongside."),
            (True, SubjectRule.NOT_NEEDED): _("You do not need a pass in English."),
            (False, SubjectRule.NEEDED): _("You need maths: GCSE grade 4 or the like."),
            (False, SubjectRule.CAN_STUDY_ALONGSIDE): _("No pass in maths yet? You study it alongside."),
            (False, SubjectRule.NOT_NEEDED): _("You do not need a pass in maths."),
        }
        yield from (words[rule] for rule in ((True, english), (False, maths)) if rule in words)
    if entry.required_subjects:
        yield _("Subjects asked for: %(text)s", text=_sentence(entry.required_subjects))


def _before(entry: EntryRequirement) -> Iterator[str]:
    if entry.level_held is not None:
        yield _(
            "You have finished something at %(level)s, %(like)s.",
            level=level_name(entry.level_held).lower(),
            like=LEVEL_LIKE[entry.level_held],
        )


def _points(entry: EntryRequirement) -> Iterator[str]:
    if entry.points is not None:
        yield _("%(points)s UCAS points. UCAS turns grades into points.", points=entry.points)
    if entry.points_usual_low is not None and entry.points_usual_high is not None:
        low, high = entry.points_usual_low, entry.points_usual_high
        yield _("Half of the students came with %(low)s to %(high)s UCAS points.", low=low, high=high)
        yield _("That is what they had, and not a rule.")


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else text + "."
