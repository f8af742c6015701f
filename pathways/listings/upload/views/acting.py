"""What can be done with an upload: publish, take back, check again, add its venues, take its problems away."""

import csv
import io

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from pathways.accounts.signed_in import signed_in_member
from pathways.catalogue.current import current_gazetteer
from pathways.feeds.districts import load_districts
from pathways.feeds.whereabouts import AddressBook
from pathways.listings.upload.models import Upload
from pathways.listings.upload.operations.mending import check_all_again
from pathways.listings.upload.operations.publishing import NotNow, ask_to_undo, confirm
from pathways.listings.upload.queries import faults_of
from pathways.listings.upload.venues_named import add_venues
from pathways.listings.upload.views.blueprint import needed_provider, uploads, wanted_upload
from pathways.listings.upload.views.one import upload_page
from pathways.listings.upload.views.sending import as_csv
from pathways.listings.views.blueprint import for_providers
from pathways.paths import resource_dir
from pathways.spreadsheets import harmless
from pathways.web.session import current_session

PROBLEM_COLUMNS = ("row", "column", "cell", "what is wrong", "what you could do")


@uploads.post("/<int:upload_id>/publish")
@for_providers
def publish(upload_id: int) -> ResponseReturnValue:
    """Publish the good rows, or ask for them to be shown, without the bad ones."""
    found = wanted_upload(upload_id)
    try:
        confirm(current_session(), found, signed_in_member())
    except NotNow:
        return _not_now(found)
    return _done(found)


@uploads.post("/<int:upload_id>/undo")
@for_providers
def undo(upload_id: int) -> ResponseReturnValue:
    """Let every listing that was touched say again what it said before."""
    found = wanted_upload(upload_id)
    try:
        ask_to_undo(current_session(), found, signed_in_member())
    except NotNow:
        return _not_now(found)
    return _done(found)


@uploads.post("/<int:upload_id>/check")
@for_providers
def check_again(upload_id: int) -> ResponseReturnValue:
    """Check every row again: venues or listings may have changed since."""
    found = wanted_upload(upload_id)
    try:
        check_all_again(current_session(), found)
    except NotNow:
        return _not_now(found)
    return _done(found)


@uploads.post("/<int:upload_id>/venues")
@for_providers
def venues(upload_id: int) -> ResponseReturnValue:
    """Add the venues that rows name and the provider has not, and check the rows again."""
    found, session = wanted_upload(upload_id), current_session()
    book = AddressBook(current_gazetteer(), load_districts(resource_dir("seed_data")))
    try:
        add_venues(session, found, provider=needed_provider(), member=signed_in_member(), book=book)
        check_all_again(session, found)
    except NotNow:
        session.rollback()
        return _not_now(found)
    return _done(found)


@uploads.get("/<int:upload_id>/problems.csv")
@for_providers
def problems(upload_id: int) -> ResponseReturnValue:
    """Everything that is wrong, as a table. What would be a formula is written so that it is none."""
    found = wanted_upload(upload_id)
    file = io.StringIO(newline="")
    table = csv.writer(file)
    table.writerow(PROBLEM_COLUMNS)
    for one in faults_of(current_session(), found.id or 0):
        table.writerow([one.line, *map(harmless, (one.column, one.value, one.rule, one.mend))])
    return as_csv("\ufeff" + file.getvalue(), f"problems-of-upload-{found.id}.csv")


def _done(found: Upload) -> ResponseReturnValue:
    current_session().commit()
    return redirect(url_for("uploads.upload", upload_id=found.id), 303)


def _not_now(found: Upload) -> ResponseReturnValue:
    current_session().rollback()
    return upload_page(found, 409, str(_("That cannot be done now. Look at it as it is, and try again.")))
