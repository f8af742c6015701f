"""What goes into each column of our own template: in the words of the form, by the rules of its cells."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from pathways.catalogue.labels import LEVEL_NAMES, ROUTE_NAMES
from pathways.catalogue.vocabulary import Route
from pathways.feeds.programmes_csv.columns import COLUMNS, NEEDED, Column, Part
from pathways.listings.forms.fields import Choices, Field
from pathways.listings.forms.steps import OFFER_STEPS, STEPS
from pathways.listings.upload.templates_of import PROGRAMMES

Words: TypeAlias = str | LazyString

OWN_CHOICES: dict[str, Choices] = {"route": tuple(ROUTE_NAMES.items()), "level": tuple(LEVEL_NAMES.items())}
"""Codes of what the form asks in another way."""
MAY_BE_EMPTY = frozenset({"areas"})
"""What the form needs, and a sheet does without."""
OF_PROGRAMME = frozenset({"reference", "areas"})
"""Columns for the reader of rows that belong to the whole programme."""

OWN_WORDS: dict[str, tuple[Words, Words]] = {
    "reference": (
        _("Your own name for the programme"),
        _("never used again for another: rows of one reference are one programme at several places"),
    ),
    "route": (_("Kind of programme"), ""),
    "areas": (
        _("Career areas"),
        _("the main one first, with ; between several. If it is empty, we read them from the title"),
    ),
    "subject_area": (_("Sector subject area"), _("its number, such as 5.2")),
    "subject_codes": (_("Subject codes"), _("CAH, HECoS or LDCS")),
    "web_page": (_("Address of its own page"), ""),
    "last_checked": (_("Day on which you last looked at it"), ""),
    "after_compulsory_school": (_("It is for people who may leave school"), _("yes if it is empty")),
    "points_usual_low": (_("UCAS points that people usually have, the least"), ""),
    "points_usual_high": (_("UCAS points that people usually have, the most"), ""),
    "venue_name": (_("Name of your venue"), _("only at a place")),
    "venue_address": (_("Street of a venue that is new here"), ""),
    "venue_town": (_("Town of a venue that is new here"), ""),
    "venue_postcode": (_("Postcode of a venue that is new here"), ""),
    "venue_getting_there": (_("How to get to a venue that is new here"), ""),
    "districts": (
        _("Which districts?"),
        _("only across an area: names or codes of local councils, with ; between several"),
    ),
    "modes": (_("How is the week?"), _("with ; between several")),
    "starts": (
        _("When it starts"),
        _("such as: 07/09/2027 closes 01/09/2027; flexible; (after a taster day)"),
    ),
}
"""Label and hint of what the form has no field for, or asks in another way."""


@dataclass(frozen=True, slots=True)
class ColumnTold:
    """One column. ``choices`` are the codes that it takes with their names; ``rule`` says how anything else is written.

    ``routes`` names the kinds of programme that have it; empty: all.
    """

    name: str
    label: Words
    hint: Words
    rule: str
    choices: Choices
    is_needed: bool
    routes: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Columns that belong together, under a heading."""

    name: str
    title: Words
    columns: tuple[ColumnTold, ...]


def column_guide() -> tuple[Section, ...]:
    """Every column of the template in its order."""
    told: dict[str, list[ColumnTold]] = {name: [] for name in _TITLES}
    known = {column.name: column for column in COLUMNS}
    for name in PROGRAMMES.columns:
        told[_section_of(known[name])].append(_told(known[name]))
    return tuple(Section(name, title, tuple(told[name])) for name, title in _TITLES.items())


_TITLES: dict[str, Words] = {
    "programme": _("The programme"),
    "entry": _("Who it is for"),
    "offer": _("Where, when and for how much"),
}


def _section_of(column: Column) -> str:
    if column.part is Part.PROGRAMME or column.name in OF_PROGRAMME:
        return "programme"
    return "entry" if column.part is Part.ENTRY else "offer"


def _told(column: Column) -> ColumnTold:
    name, field = column.name, _FIELDS.get((_section_of(column), column.field))
    own = OWN_WORDS.get(name)
    if field is None:
        assert own is not None, f"{name} has no words"
        return ColumnTold(name, *own, column.cell.rule, OWN_CHOICES.get(name, ()), name in NEEDED, ())
    label, hint = own or (field.label, field.hint)
    choices = OWN_CHOICES.get(name, field.choices)
    return ColumnTold(
        name,
        label,
        hint,
        column.cell.rule,
        choices,
        name in NEEDED or (field.is_needed and field.routes is None and name not in MAY_BE_EMPTY),
        tuple(ROUTE_NAMES[route] for route in Route if field.is_on(route))
        if field.routes and name != "level"
        else (),
    )


def _fields() -> Iterator[tuple[tuple[str, str], Field]]:
    for step in (*STEPS, *OFFER_STEPS):
        for field in step.fields:
            yield (step.part, field.name), field


_FIELDS = dict(_fields())
