"""What one provider offers as an XCRI-CAP feed, for whoever gathers courses; a long one is sent as it is written."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import blake2b

from flask import Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from pathways.catalogue.provider_programmes import provider_programmes, state_of_list
from pathways.catalogue.providers import provider_page
from pathways.database import LARGEST_ID, Database
from pathways.feeds.xcri_cap.writing import written_feed
from pathways.front.blueprint import front
from pathways.web.session import current_database, current_session
from pathways.web.site import site_settings

SENT_WHOLE = 3_000
"""Records of a list (programmes, offers and venues) up to which its feed is made before it is sent."""
SHAPE = "1"
"""Of the feed as it is written: a new number tells those who keep a copy that it is another, though nothing changed."""


@front.get("/providers/<int:provider_id>/<slug>/xcri.xml")
def provider_feed(provider_id: int, slug: str) -> AnyResponse:
    """The feed of a provider: 410 for a withdrawn one, 304 when nothing of it changed since it was fetched."""
    detail = provider_page(current_session(), provider_id) if 1 <= provider_id <= LARGEST_ID else None
    if detail is None or not detail.is_public:
        abort(404)
    if detail.is_withdrawn:
        abort(410)
    if slug != detail.provider.slug:
        return redirect(
            url_for("front.provider_feed", provider_id=provider_id, slug=detail.provider.slug), 301
        )
    site_address = site_settings().site_address.rstrip("/")
    state = state_of_list(current_session(), detail)
    response = Response(mimetype="application/xml")
    # To learn its length the feed would be made as a whole.
    response.automatically_set_content_length = False
    mark = f"{SHAPE} {site_address} {state.records} {state.changed_at.isoformat()}"
    # Weak, because the same feed may be sent compressed by what stands before this service.
    response.set_etag(blake2b(mark.encode(), digest_size=9).hexdigest(), weak=True)
    response.last_modified = state.changed_at
    response.make_conditional(request)
    if response.status_code == 200 and request.method == "GET":
        pieces = _pieces(current_database(), provider_id, site_address, state.changed_at)
        response.response = pieces if state.records > SENT_WHOLE else list(pieces)
    return response


def _pieces(database: Database, provider_id: int, site_address: str, changed_at: datetime) -> Iterator[bytes]:
    """The feed in pieces, from a session of its own: the request's is closed before a long one has been sent."""
    with database.open_session() as session:
        detail = provider_page(session, provider_id)
        if detail is not None:
            for piece in written_feed(detail, provider_programmes(session, detail), site_address, changed_at):
                yield piece.encode()
