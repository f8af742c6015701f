"""The links in the header and the footer of every page."""

from dataclasses import dataclass

from flask import current_app, url_for
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from pathways.front.blueprint import front
from pathways.web.language import current_language

HEADER: tuple[tuple[str, LazyString], ...] = (
    ("front.areas", _("Careers")),
    ("front.routes", _("Routes")),
    ("plans.plan", _("Your plan")),
    ("front.help", _("Help")),
)
FOOTER: tuple[tuple[str, LazyString], ...] = (
    ("front.parents", _("For parents and carers")),
    ("front.report", _("Something wrong on this page?")),
    ("front.your_information", _("Your information")),
    ("front.sources", _("Where our facts come from")),
    ("front.accessibility", _("Accessibility")),
    ("staff.sign_in", _("Sign in for staff")),
)


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link goes and what it says."""

    address: str
    text: str


@front.app_template_global()
def header_links() -> tuple[Link, ...]:
    """The links at the top, Help last and always in the same place."""
    return _links("header", HEADER)


@front.app_template_global()
def footer_links() -> tuple[Link, ...]:
    """The links at the bottom."""
    return _links("footer", FOOTER)


@front.app_template_global()
def page_language() -> str:
    """The language of the page, as the `lang` of its html element wants it."""
    return current_language().replace("_", "-")


def _links(name: str, wanted: tuple[tuple[str, LazyString], ...]) -> tuple[Link, ...]:
    kept: dict[tuple[str, str], tuple[Link, ...]] = current_app.extensions.setdefault("site_links", {})
    key = (name, current_language())
    if key not in kept:
        kept[key] = tuple(Link(url_for(endpoint), str(text)) for endpoint, text in wanted)
    return kept[key]
