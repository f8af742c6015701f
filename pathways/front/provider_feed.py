"""What one provider offers as an XCRI-CAP feed, for whoever gathers courses: sent as it is written."""

from hashlib import blake2b

from flask import Response, abort, redirect, request, stream_with_context, url_for
from werkzeug.wrappers import Response as AnyResponse

from pathways.catalogue.provider_programmes import provider_programmes, state_of_list
from pathways.catalogue.providers import provider_page
from pathways.catalogue.query_string import LARGEST_ID
from pathways.feeds.xcri_cap.writing import written_feed
from pathways.front.blueprint import front
from pathways.front.site import site_settings
from pathways.web.session import current_session

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
    programmes = provider_programmes(current_session(), detail)
    pieces = written_feed(detail, programmes, site_address, state.changed_at)
    response = Response(stream_with_context(piece.encode() for piece in pieces), mimetype="application/xml")
    mark = f"{SHAPE} {site_address} {state.records} {state.changed_at.isoformat()}"
    # Weak, because the same feed may be sent compressed by what stands before this service.
    response.set_etag(blake2b(mark.encode(), digest_size=9).hexdigest(), weak=True)
    response.last_modified = state.changed_at
    # To learn its length the feed would be made as a whole.
    response.automatically_set_content_length = False
    response.make_conditional(request)
    return response
