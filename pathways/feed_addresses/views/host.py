"""The host's page: the addresses that are fetched from, those that wait, and how each fetch went."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError

from pathways.accounts.signed_in import signed_in_member
from pathways.feed_addresses.models import AddressState
from pathways.feed_addresses.operations.allowing import decide
from pathways.feed_addresses.queries import all_addresses, any_address, waiting
from pathways.feed_addresses.views.words import KIND_NAMES, STATE_NAMES
from pathways.host.views.blueprint import for_host
from pathways.web.database_away import database_away
from pathways.web.session import current_session

feed_desk = Blueprint("feed_desk", __name__, url_prefix="/admin/feed-addresses")
feed_desk.register_error_handler(DBAPIError, database_away)


@feed_desk.get("")
@for_host
def index() -> ResponseReturnValue:
    """Every address, those that wait first."""
    return render_template(
        "host/feed_addresses.html",
        addresses=all_addresses(current_session()),
        kind_names=KIND_NAMES,
        state_names=STATE_NAMES,
        done=request.args.get("done", ""),
    )


@feed_desk.post("/<int:address_id>/allow")
@for_host
def allow(address_id: int) -> ResponseReturnValue:
    """Let an address be fetched from, at the next run."""
    return _decided(address_id, AddressState.ALLOWED)


@feed_desk.post("/<int:address_id>/stop")
@for_host
def stop(address_id: int) -> ResponseReturnValue:
    """Let an address be fetched from no more. What came from it stays listed."""
    return _decided(address_id, AddressState.STOPPED)


@feed_desk.app_template_global()
def feed_addresses_waiting() -> int:
    """How many addresses wait for the host: for the desk."""
    return waiting(current_session())


def _decided(address_id: int, state: AddressState) -> ResponseReturnValue:
    found = any_address(current_session(), address_id)
    if found is None:
        abort(404)
    decide(current_session(), found, state, member=signed_in_member())
    current_session().commit()
    return redirect(url_for("feed_desk.index", done=state.value), 303)
