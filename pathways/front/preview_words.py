"""What a page says of itself in a sentence or two, to search engines and where somebody shares its address."""

from pathways.catalogue.labels import route_name
from pathways.catalogue.programmes import ProgrammeDetail
from pathways.catalogue.providers import ProviderDetail
from pathways.front.linked_data.parts import told_apart
from pathways.web.language import gettext

LONGEST_PREVIEW = 200
"""Letters that are shown of a description; longer ones are cut after a word."""


def programme_about(detail: ProgrammeDetail) -> str:
    """What a programme is, in its own words or else by its route and provider."""
    return detail.programme.summary.strip() or gettext(
        "%(route)s at %(provider)s",
        route=route_name(detail.programme.route),
        provider=detail.provider.name,
    )


def provider_about(detail: ProviderDetail) -> str:
    """Who a provider is, in its own words or else by its name."""
    return detail.provider.about.strip() or gettext(
        "What you could do at %(name)s", name=detail.provider.name
    )


def preview_of(about: str, is_demonstration: bool) -> str:
    """What is shown of ``about`` beside a link: short, in one line, and marked when it is made up."""
    return told_apart(shortened(" ".join(about.split())), is_demonstration)


def shortened(text: str) -> str:
    """The text, cut after a word when it is too long to be shown."""
    if len(text) <= LONGEST_PREVIEW:
        return text
    return text[: LONGEST_PREVIEW - 1].rsplit(" ", 1)[0] + "…"
