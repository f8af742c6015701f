"""The providers' organisations: whom the host trusts, and whom it suspends."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pathways.accounts.models import Organisation
from pathways.accounts.signed_in import signed_in_member
from pathways.host.operations.suspending import set_suspended
from pathways.host.queries.providers import provider_lines, provider_organisation
from pathways.host.views.blueprint import for_host, host
from pathways.listings.operations.life import set_trusted
from pathways.web.session import current_session


@host.get("/providers")
@for_host
def providers() -> ResponseReturnValue:
    """Every organisation of a provider."""
    changed = request.args.get("changed", default=0, type=int)
    return render_template("host/providers.html", lines=provider_lines(current_session()), changed=changed)


@host.post("/providers/<int:organisation_id>/trust")
@for_host
def trust(organisation_id: int) -> ResponseReturnValue:
    """Let an organisation publish at once, or no more."""
    wanted = _wanted(organisation_id)
    trusted = request.form.get("trusted") == "yes"
    set_trusted(current_session(), wanted.id or 0, trusted=trusted, member=signed_in_member())
    current_session().commit()
    return redirect(url_for("host.providers", changed=wanted.id), 303)


@host.post("/providers/<int:organisation_id>/suspend")
@for_host
def suspend_provider(organisation_id: int) -> ResponseReturnValue:
    """Take an organisation and all that it lists off the site, or bring both back."""
    wanted = _wanted(organisation_id)
    suspended = request.form.get("suspended") == "yes"
    set_suspended(current_session(), wanted, suspended=suspended, member=signed_in_member())
    current_session().commit()
    return redirect(url_for("host.providers", changed=wanted.id), 303)


def _wanted(organisation_id: int) -> Organisation:
    found = provider_organisation(current_session(), organisation_id)
    if found is None:
        abort(404)
    return found
