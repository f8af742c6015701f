"""Whom to talk to where a list of suggestions is not enough."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from pathways.web.language import gettext


@dataclass(frozen=True, slots=True)
class SomebodyToAsk:
    """A service that is free, what it does, and where it is."""

    name: str
    text: str
    url: str


_PEOPLE = (
    (
        _("National Careers Service"),
        _("Free for everyone in England from 13. You can call or chat online."),
        "https://nationalcareers.service.gov.uk/contact-us",
    ),
    (
        _("Your council"),
        _("At 16 and 17 it must help you to find a place to learn."),
        "https://www.gov.uk/find-local-council",
    ),
)


def people_to_ask() -> tuple[SomebodyToAsk, ...]:
    """The National Careers Service, and the council with its duty to those of 16 and 17."""
    return tuple(SomebodyToAsk(gettext(str(name)), gettext(str(text)), url) for name, text, url in _PEOPLE)
