"""A version as a student will see it: the page of a programme itself, fed with what was written."""

from urllib.parse import urlencode

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from pathways import clock
from pathways.accounts.models import Organisation
from pathways.accounts.signed_in import signed_in_member
from pathways.catalogue.models import Provider, Source
from pathways.catalogue.programmes import ProgrammeDetail
from pathways.front.near import place_in_address
from pathways.front.programme import programme_html, rates_for
from pathways.front.programme_part import programme_part
from pathways.listings.content import ListingContent, from_json
from pathways.listings.models import Listing
from pathways.listings.operations.versions import NoSuchVersion, version_of
from pathways.listings.queries import own_venues
from pathways.listings.shown_as import detail_of
from pathways.listings.views.blueprint import for_providers, listings, wanted_listing
from pathways.web.language import gettext
from pathways.web.session import current_session


@listings.get("/<int:listing_id>/preview")
@for_providers
def preview(listing_id: int) -> ResponseReturnValue:
    """The newest version, or the one that ``version`` numbers."""
    session, listing = current_session(), wanted_listing(listing_id)
    number = request.args.get("version", default=None, type=int)
    try:
        version = version_of(session, listing, number)
    except NoSuchVersion:
        abort(404)
    detail = as_shown(listing, from_json(version.content))
    own = {} if number is None else {"version": str(number)}

    def address(**query: str) -> str:
        path = url_for("listings.preview", listing_id=listing_id)
        said = own | query
        return f"{path}?{urlencode(said)}" if said else path

    asked = place_in_address(request.args.get("near", ""))
    return programme_html(detail, asked, rates_for(detail), template="listings/preview.html", address=address)


def seen_part(listing: Listing, content: ListingContent) -> Markup:
    """What the page of a programme would say, to stand beside the form in which it is written."""
    detail = as_shown(listing, content)
    return programme_part(detail, rates_for(detail))


def as_shown(listing: Listing, content: ListingContent) -> ProgrammeDetail:
    """The programme of a listing as it would be with this content. Needs a member of a provider."""
    session = current_session()
    organisation = session.get_one(Organisation, signed_in_member().organisation_id)
    source = Source(
        slug="preview",
        name=f"Listed here by {organisation.name}",
        is_demonstration=organisation.is_demonstration,
    )
    return detail_of(
        content if content.title else content.model_copy(update={"title": gettext("No title yet")}),
        provider=session.get_one(Provider, listing.provider_id),
        source=source,
        venues={venue.id or 0: venue for venue in own_venues(session, listing.provider_id)},
        day=clock.today(),
    )
