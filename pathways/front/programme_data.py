"""The page of one programme as machines read it."""

from collections.abc import Sequence

from flask import url_for

from pathways.catalogue.programmes import ProgrammeDetail
from pathways.front.entry_words import entry_lines
from pathways.front.linked_data.parts import Node
from pathways.front.linked_data.programme import ProgrammePage, programme_data
from pathways.front.offers import ShownOffer
from pathways.front.preview_words import programme_about
from pathways.web.site import absolute


def programme_linked_data(detail: ProgrammeDetail, offers: Sequence[ShownOffer], path: str) -> Node:
    """The JSON-LD of the page at ``path``. Offers stand by id: what it says follows from the address alone."""
    provider, entry = detail.provider, detail.entry
    said = (*entry_lines(entry), entry.text if entry is not None else "")
    page = ProgrammePage(
        address=absolute(path),
        provider_address=absolute(url_for("front.provider", provider_id=provider.id, slug=provider.slug)),
        about=programme_about(detail),
        entry=" ".join(text for text in said if text),
    )
    return programme_data(detail, sorted(offers, key=lambda one: one.opportunity.id or 0), page)
