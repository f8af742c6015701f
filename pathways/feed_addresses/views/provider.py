"""The provider's page: the addresses of its feeds, how each fetch went, and a form to propose another."""

from flask import Blueprint, abort, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from sqlalchemy.exc import DBAPIError

from pathways.accounts.signed_in import signed_in_member
from pathways.feed_addresses.models import LONGEST_ADDRESS, FeedKind
from pathways.feed_addresses.operations.allowing import (
    ProposedBeforeError,
    TooManyAddressesError,
    propose,
    remove,
)
from pathways.feed_addresses.queries import own_address, own_addresses
from pathways.feed_addresses.rules.addresses import AddressRefusedError, read_address
from pathways.feed_addresses.views.words import KIND_NAMES, STATE_NAMES
from pathways.listings.operations.life import is_trusted
from pathways.listings.views.blueprint import for_providers, wanted_provider
from pathways.web.database_away import database_away
from pathways.web.session import current_session

feed_pages = Blueprint("feed_pages", __name__, url_prefix="/listings/feed-addresses")
feed_pages.register_error_handler(DBAPIError, database_away)
FIELDS = ("address", "kind")


@feed_pages.get("")
@for_providers
def index() -> ResponseReturnValue:
    """The addresses, and the form for another."""
    if wanted_provider() is None:
        return redirect(url_for("listings.claim"), 303)
    return _page()


@feed_pages.post("")
@for_providers
def send() -> ResponseReturnValue:
    """Ask the host to let an address be fetched. 422 says what is wrong with it."""
    if wanted_provider() is None:
        abort(404)
    session = current_session()
    try:
        url = read_address(request.form.get("address", ""), locally=_is_local())
        kind = FeedKind(request.form.get("kind", ""))
        propose(session, url, kind, member=signed_in_member())
    except AddressRefusedError as refused:
        return _page(address=str(refused))
    except ProposedBeforeError:
        session.rollback()
        return _page(address=str(_("You have proposed this address before. It is in the list below.")))
    except TooManyAddressesError:
        session.rollback()
        return _page(address=str(_("You have as many addresses as you can. Take one off the list first.")))
    except ValueError:
        return _page(kind=str(_("Choose what the address gives.")))
    session.commit()
    return redirect(url_for("feed_pages.index", done="proposed"), 303)


@feed_pages.post("/<int:address_id>/remove")
@for_providers
def take_off(address_id: int) -> ResponseReturnValue:
    """Take an address off the list. What came from it stays listed."""
    member = signed_in_member()
    found = own_address(current_session(), member.organisation_id, address_id)
    if found is None:
        abort(404)
    remove(current_session(), found, member=member)
    current_session().commit()
    return redirect(url_for("feed_pages.index", done="removed"), 303)


def _page(**mistakes: str) -> ResponseReturnValue:
    organisation_id = signed_in_member().organisation_id
    typed = request.form if mistakes else {}
    page = render_template(
        "listings/feed_addresses.html",
        is_wrong=bool(mistakes),
        mistakes={name: mistakes.get(name, "") for name in FIELDS},
        typed={name: typed.get(name, "") for name in FIELDS},
        feeds=own_addresses(current_session(), organisation_id),
        kind_names=KIND_NAMES,
        state_names=STATE_NAMES,
        is_trusted=is_trusted(current_session(), organisation_id),
        longest=LONGEST_ADDRESS,
        done=request.args.get("done", "") if not mistakes else "",
    )
    return make_response(page, 422 if mistakes else 200)


def _is_local() -> bool:
    return bool(current_app.extensions["settings"].feeds_locally)
