"""The page for the provider's logo."""

from flask import abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pathways.accounts.signed_in import signed_in_member
from pathways.catalogue.models import Provider
from pathways.listings.operations.admitted import admitted
from pathways.listings.views.blueprint import for_providers, listings, wanted_provider
from pathways.logos.operations import Owner
from pathways.logos.queries import provider_logo
from pathways.logos.views.desk import Told, drop_logo, take_logo, with_room_for_a_picture
from pathways.web.session import current_session


def _page(told: Told) -> ResponseReturnValue:
    provider = _provider()
    page = render_template(
        "listings/logo.html",
        provider=provider,
        logo=provider_logo(current_session(), provider.id or 0),
        told=told,
        done=request.args.get("done", "") if request.method == "GET" else "",
    )
    return make_response(page, told.status)


@listings.get("/profile/logo")
@for_providers
def logo() -> ResponseReturnValue:
    """The logo that stands on the provider's page, and the form to send another."""
    return _page(Told())


@listings.post("/profile/logo")
@with_room_for_a_picture(_page)
@for_providers
def send_logo() -> ResponseReturnValue:
    """Make a picture the provider's logo. 422 says why it is refused; 409: a colleague was faster."""
    return take_logo(_owner(), _page, url_for("listings.logo", done="kept"), _hold)


@listings.post("/profile/logo/remove")
@for_providers
def remove_logo() -> ResponseReturnValue:
    """Take the provider's logo off its page; 409 when a colleague changed it meanwhile."""
    return drop_logo(_owner(), _page, url_for("listings.logo", done="removed"), _hold)


def _provider() -> Provider:
    provider = wanted_provider()
    if provider is None:
        abort(404)
    return provider


def _owner() -> Owner:
    return Owner(_provider().id)


def _hold() -> None:
    """That the provider may still show anything at all. Raises Suspended."""
    admitted(current_session(), signed_in_member().organisation_id)
