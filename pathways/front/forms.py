"""The search form: what a person types and ticks before it is an address."""

from typing import Any
from urllib.parse import parse_qsl

from wtforms import Form, HiddenField, StringField

from pathways.catalogue.criteria import DEFAULT_MILES, LONGEST_TEXT, SearchCriteria
from pathways.catalogue.learner_query import LEARNER_PARAMETERS
from pathways.catalogue.query_string import PARAMETERS, write_query
from pathways.places.postcodes import cut_postcodes_to_sector

LONGEST_PLACE = 100
TYPED = frozenset({"q", "near", "page", "spelling"})
"""Parameters that the fields below stand for, or that a new search begins anew."""
_OF_LEARNERS = frozenset({"for", *LEARNER_PARAMETERS})


def _tidy(value: str | None) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in value or "").split())


def _words(value: str | None) -> str:
    return cut_postcodes_to_sector(_tidy(value))[:LONGEST_TEXT]


def _place(value: str | None) -> str:
    return cut_postcodes_to_sector(_tidy(value))[:LONGEST_PLACE]


class SearchForm(Form):
    """What and where. The ticked filters are our own markup and are read as an address is.

    ``kept_spelling`` holds the words that were to be searched for as typed: they are, until they change.
    """

    q = StringField(filters=[_words])
    near = StringField(filters=[_place])
    kept_spelling = HiddenField(filters=[_words])

    def as_parameters(self, ticked: Any) -> dict[str, list[str]]:
        """The form as the parameters of an address, without the place. ``ticked`` is the MultiDict that came."""
        parameters = {name: ticked.getlist(name) for name in PARAMETERS - TYPED if ticked.get(name)}
        if "stage" not in parameters:
            # The panel always sends `for`: without a stage it stands for nothing.
            parameters = {name: said for name, said in parameters.items() if name not in _OF_LEARNERS}
        parameters["q"] = [self.q.data or ""]
        if self.q.data and self.q.data == self.kept_spelling.data:
            parameters["spelling"] = ["kept"]
        return parameters


def kept_fields(criteria: SearchCriteria) -> list[tuple[str, str]]:
    """Every filter of a search as hidden fields, to be sent again with the words and the place."""
    pairs = parse_qsl(write_query(criteria, text="", place=None))
    miles = "any" if criteria.miles is None else str(criteria.miles)
    return [("miles", miles), *pairs] if criteria.miles != DEFAULT_MILES else pairs
