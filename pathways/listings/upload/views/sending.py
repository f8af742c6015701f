"""The page to send a file in, and the templates to fill in."""

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from pathways import clock
from pathways.accounts.signed_in import Role, signed_in_member
from pathways.catalogue.current import current_gazetteer
from pathways.catalogue.models import Provider
from pathways.feeds.refusals import FileRefusedError
from pathways.listings.upload.column_guide import column_guide
from pathways.listings.upload.judging.registers import lookups
from pathways.listings.upload.operations.storing import store_upload
from pathways.listings.upload.queries import newest_uploads
from pathways.listings.upload.reading import MOST_BYTES, safe_name
from pathways.listings.upload.reading_feeds import read_file
from pathways.listings.upload.templates_of import TEMPLATES, filled_in
from pathways.listings.upload.views.blueprint import needed_provider, uploads
from pathways.listings.upload.views.words import KIND_NAMES, STATE_NAMES, TEMPLATE_NAMES
from pathways.listings.views.blueprint import for_providers, wanted_provider
from pathways.web.session import current_session


@uploads.get("")
@for_providers
def index() -> ResponseReturnValue:
    """The form, the templates, and what was sent in before."""
    if wanted_provider() is None:
        return redirect(url_for("listings.claim"), 303)
    return _page()


@uploads.post("")
@for_providers
def send() -> ResponseReturnValue:
    """Keep a file, to be checked in the background. 422 says why it is refused whole."""
    provider, file = needed_provider(), request.files.get("file")
    if file is None or not file.filename:
        return _page(str(_("Choose a file first.")), 422)
    with file.stream as stream:
        body = stream.read(MOST_BYTES + 1)
    try:
        upload_id = _keep(provider, file.filename, body)
    except FileRefusedError as refused:
        return _page(str(refused), 422)
    return redirect(url_for("uploads.upload", upload_id=upload_id), 303)


@uploads.get("/templates/<name>.csv")
@for_providers
def template(name: str) -> ResponseReturnValue:
    """One template, to be filled in."""
    found = next((one for one in (*TEMPLATES, filled_in()) if one.name == name), None)
    if found is None:
        abort(404)
    return as_csv(found.text, found.file_name)


@uploads.get("/columns")
@for_providers
def columns() -> ResponseReturnValue:
    """What goes in each column of our own template."""
    return render_template("listings/upload/columns.html", sections=column_guide(), example=filled_in())


@uploads.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """Say it in the words of this page."""
    return _page(str(_("The file is larger than 5 MB. Split it in two and send each by itself.")), 413)


def as_csv(text: str, file_name: str) -> Response:
    """A table as a file to be kept."""
    response = make_response(text)
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def _keep(provider: Provider, name: str, body: bytes) -> int:
    session, member = current_session(), signed_in_member()
    read = read_file(name, body)
    known = lookups(
        session,
        provider_id=provider.id or 0,
        organisation_id=member.organisation_id,
        gazetteer=current_gazetteer(),
        today=clock.today(),
    )
    upload = store_upload(
        session,
        read,
        file_name=safe_name(name),
        member=member,
        provider_id=provider.id or 0,
        lookups=known,
    )
    session.commit()
    return upload.id or 0


def _page(mistake: str = "", status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "listings/upload/send.html",
        mistake=mistake,
        templates=[(one, TEMPLATE_NAMES[one.name]) for one in TEMPLATES],
        earlier=newest_uploads(current_session(), signed_in_member().organisation_id),
        kind_names=KIND_NAMES,
        state_names=STATE_NAMES,
        is_admin=signed_in_member().role is Role.PROVIDER_ADMIN,
    )
    return make_response(page, status)
