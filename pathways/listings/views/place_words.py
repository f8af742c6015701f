"""What one place of a programme is called on the pages of the form, so that two at one venue can be told apart."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from pathways.catalogue.labels import MODE_NAMES
from pathways.catalogue.models import Venue
from pathways.catalogue.vocabulary import Delivery
from pathways.listings.content import ListingContent, OfferContent
from pathways.web.language import gettext

AWAY: dict[Delivery, LazyString] = {
    Delivery.ONLINE: _("Online"),
    Delivery.AREA: _("Across an area"),
    Delivery.NATIONAL: _("Anywhere in the country"),
}


def place_name(content: ListingContent, offer: OfferContent, venues: Mapping[int, Venue]) -> str:
    """Its venue, or how it is without one, with the employer; its number before anything was said of it."""
    venue = venues.get(offer.venue_id or 0)
    away = AWAY.get(offer.delivery) if offer.delivery else None
    number = gettext("Place %(num)s", num=place_number(content, offer))
    name = venue.name if venue else str(away) if away else number
    return ", ".join(part for part in (name, offer.employer_name) if part)


def place_week(offer: OfferContent) -> str:
    """How its week is, in a few words."""
    return ", ".join(str(MODE_NAMES[mode]) for mode in offer.modes)


def place_number(content: ListingContent, offer: OfferContent) -> int:
    """Which place of the programme it is, counted from one."""
    return next(number for number, one in enumerate(content.offers, 1) if one.key == offer.key)
