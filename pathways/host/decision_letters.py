"""The letters that tell a provider what the host decided, with the reasons and the way to go on."""

from collections.abc import Iterable

from flask import url_for
from sqlalchemy.orm import Session

from pathways.host.queries.readers import readers_of
from pathways.listings.models import Listing, ListingVersion, ProviderClaim
from pathways.mail import Letter
from pathways.mail.text import letter_text
from pathways.web.language import gettext
from pathways.web.site import absolute, site_settings


def returned_letters(
    session: Session, listing: Listing, version: ListingVersion, *, reasons: str, was_shown: bool = False
) -> list[Letter]:
    """That a listing came back with reasons. ``was_shown``: it was on the site, and has left it."""
    if was_shown:
        first = gettext("We took “%(title)s” off the site.", title=listing.title)
    else:
        first = gettext("We sent “%(title)s” back to you.", title=listing.title)
    return _letters(
        readers_of(session, listing.organisation_id, version.made_by),
        gettext("A programme of yours needs a change"),
        first,
        gettext("Why:"),
        reasons,
        gettext("Change it, then ask us to look again:"),
        absolute(url_for("listings.overview", listing_id=listing.id)),
    )


def claim_letters(
    session: Session, claim: ProviderClaim, *, approved: bool, reasons: str = ""
) -> list[Letter]:
    """That a claim was approved, or refused with reasons."""
    if approved:
        subject = gettext("You can list your programmes now")
        told = [
            gettext("You look after %(name)s from now on.", name=claim.name),
            gettext("List your programmes here:"),
            absolute(url_for("listings.index")),
        ]
    else:
        subject = gettext("We could not let you look after that provider")
        told = [
            gettext("You asked to look after %(name)s. We could not say yes.", name=claim.name),
            gettext("Why:"),
            reasons,
            gettext("You can ask again here:"),
            absolute(url_for("listings.claim")),
        ]
    return _letters(readers_of(session, claim.organisation_id, claim.asked_by), subject, *told)


def _letters(addresses: Iterable[str], subject: str, *told: str) -> list[Letter]:
    parts = (gettext("Hello,"), *told, f"{site_settings().site_name}\n{absolute('/')}")
    text = letter_text(*parts)
    return [Letter(to=address, subject=subject, text=text) for address in addresses]
