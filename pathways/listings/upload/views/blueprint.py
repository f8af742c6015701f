"""What all pages of uploads share: room for a file, and only uploads of one's own organisation."""

from flask import Blueprint, abort, request
from sqlalchemy.exc import DBAPIError

from pathways.accounts.signed_in import signed_in_member
from pathways.catalogue.current import current_gazetteer
from pathways.catalogue.models import Provider
from pathways.listings.upload.models import Upload
from pathways.listings.upload.operations.checking import Bench
from pathways.listings.upload.operations.working import bench_for
from pathways.listings.upload.queries import own_upload
from pathways.listings.upload.reading import MOST_BYTES
from pathways.listings.views.blueprint import wanted_provider
from pathways.web.database_away import database_away
from pathways.web.session import current_session

uploads = Blueprint("uploads", __name__, url_prefix="/listings/upload")
uploads.register_error_handler(DBAPIError, database_away)
ROOM_FOR_THE_FORM = 64 * 1024
MOST_TYPED = 512 * 1024
"""Bytes of the cells of one row, which may hold several long texts."""


@uploads.before_request
def make_room() -> None:
    """Let a file in, and the long texts of a row."""
    request.max_content_length = MOST_BYTES + ROOM_FOR_THE_FORM
    request.max_form_memory_size = MOST_TYPED


def needed_provider() -> Provider:
    """The provider that the organisation looks after; 404 before one was claimed."""
    provider = wanted_provider()
    if provider is None:
        abort(404)
    return provider


def wanted_upload(upload_id: int) -> Upload:
    """An upload of the organisation of whoever is signed in; 404 for any other."""
    found = own_upload(current_session(), signed_in_member().organisation_id, upload_id)
    if found is None:
        abort(404)
    return found


def current_bench(upload: Upload) -> Bench:
    """What the rows of an upload are checked with."""
    return bench_for(current_session(), upload, current_gazetteer())
