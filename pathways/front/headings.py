"""What a search is called: the heading of its page, and a title that tells its states apart."""

from pathways.catalogue import labels
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.vocabulary import Sort
from pathways.front.learner_fields import stage_name
from pathways.web.language import gettext, ngettext

LONGEST_HEADED = 60
MOST_NAMED = 4
"""Filters that a title names before it stops."""


def heading(criteria: SearchCriteria) -> str:
    """The search in a few words: "Nursing near Preston"."""
    text = (
        criteria.text if len(criteria.text) <= LONGEST_HEADED else criteria.text[: LONGEST_HEADED - 1] + "…"
    )
    if criteria.place is not None:
        where = criteria.place.name
        if text:
            return gettext("“%(words)s” near %(place)s", words=text, place=where)
        return gettext("What you could do near %(place)s", place=where)
    if text:
        return gettext("“%(words)s”, anywhere", words=text)
    return gettext("Everything you could do")


def count_words(total: int) -> str:
    """How many there are, in words that can be read out."""
    if not total:
        return gettext("Nothing found")
    return ngettext("%(count)s option", "%(count)s options", total, count=f"{total:,}")


def title(criteria: SearchCriteria, total: int) -> str:
    """The heading, then what tells this state of the page from others: count, filters, order and page."""
    parts = [count_words(total)]
    if criteria.place is not None:
        parts.append(miles_words(criteria.miles))
    parts.extend(filter_names(criteria)[:MOST_NAMED])
    if criteria.sort is not Sort.FIT:
        parts.append(labels.sort_name(criteria.sort.value))
    if criteria.page > 1:
        parts.append(gettext("page %(page)s", page=criteria.page))
    return f"{heading(criteria)}: {', '.join(parts)}"


def miles_words(miles: int | None) -> str:
    """A radius in words."""
    if miles is None:
        return gettext("any distance")
    return ngettext("within %(count)s mile", "within %(count)s miles", miles, count=miles)


def filter_names(criteria: SearchCriteria) -> list[str]:
    """The names of the filters in force, in the order of their lists."""
    names = [
        labels.facet_value_name(facet, value.value)
        for facet, values in (
            ("route", criteria.routes),
            ("level", criteria.levels),
            ("area", criteria.areas),
            ("mode", criteria.modes),
            ("delivery", criteria.deliveries),
            ("money", criteria.money),
        )
        for value in sorted(values)
    ]
    if criteria.start is not None:
        names.append(labels.facet_value_name("start", criteria.start.value))
    if criteria.eligible_for is not None:
        names.append(gettext("You can apply: %(stage)s", stage=stage_name(criteria.eligible_for)))
    return names
