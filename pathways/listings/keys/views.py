"""The page of keys: made, shown once, and revoked by an admin of the provider."""

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from pathways.accounts.current import secret
from pathways.accounts.signed_in import Role, needs_role, signed_in_member
from pathways.database import LARGEST_ID
from pathways.listings.keys.operations import TooManyKeys, live_keys, make_key, revoke_key
from pathways.listings.values import clean_line
from pathways.listings.views.blueprint import wanted_provider
from pathways.web.session import current_session

keys = Blueprint("keys", __name__, url_prefix="/listings/keys")
LONGEST_NAME = 80


@keys.get("")
@needs_role(Role.PROVIDER_ADMIN)
def index() -> ResponseReturnValue:
    """The keys that can be used, and the form for a new one."""
    if wanted_provider() is None:
        return redirect(url_for("listings.claim"), 303)
    return _page()


@keys.post("")
@needs_role(Role.PROVIDER_ADMIN)
def make() -> ResponseReturnValue:
    """Make a key and show it, this once."""
    if wanted_provider() is None:
        abort(404)
    name = clean_line(request.form.get("name", ""))[:LONGEST_NAME]
    if not name:
        return _page(mistake=str(_("Write what the key is for.")), status=422)
    try:
        made = make_key(current_session(), name, member=signed_in_member(), secret=secret())
    except TooManyKeys:
        current_session().rollback()
        return _page(mistake=str(_("You have many keys already. Revoke one first.")), status=422)
    current_session().commit()
    return _page(made=made)


@keys.post("/<int:key_id>/revoke")
@needs_role(Role.PROVIDER_ADMIN)
def revoke(key_id: int) -> ResponseReturnValue:
    """Let a key open nothing any more."""
    if key_id > LARGEST_ID or not revoke_key(current_session(), key_id, member=signed_in_member()):
        abort(404)
    current_session().commit()
    return redirect(url_for("keys.index"), 303)


def _page(*, made: str = "", mistake: str = "", status: int = 200) -> ResponseReturnValue:
    found = live_keys(current_session(), signed_in_member().organisation_id)
    page = render_template("listings/keys/keys.html", keys=found, made=made, mistake=mistake)
    return make_response(page, status)
