"""Taking over the texts of another programme of the same organisation."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pathways import clock
from pathways.accounts.signed_in import signed_in_member
from pathways.database import LARGEST_ID
from pathways.listings.operations.copies import TEXTS, borrow_texts
from pathways.listings.queries import Wanted, find_listings, own_listing
from pathways.listings.values import clean_line
from pathways.listings.views.blueprint import for_providers, listings, wanted_listing
from pathways.listings.views.versions import FIELD_LABELS
from pathways.web.session import current_session

SHOWN = 20


@listings.route("/<int:listing_id>/borrow", methods=["GET", "POST"])
@for_providers
def borrow(listing_id: int) -> ResponseReturnValue:
    """Choose another programme and which of its texts to take over; they come into the draft."""
    session, member = current_session(), signed_in_member()
    listing = wanted_listing(listing_id)
    names = tuple(name for name in request.form.getlist("texts") if name in TEXTS)
    other_id = request.form.get("other", default=0, type=int)
    other = own_listing(session, member.organisation_id, min(max(other_id, 0), LARGEST_ID))
    is_sent = request.method == "POST"
    if is_sent and other is not None and other.id != listing.id and names:
        borrow_texts(session, listing, other, names, member=member)
        session.commit()
        return redirect(url_for("listings.overview", listing_id=listing_id), 303)
    text = clean_line(request.args.get("q", ""))[:100]
    found = find_listings(session, member.organisation_id, Wanted(text=text), clock.today())
    page = render_template(
        "listings/borrow.html",
        listing=listing,
        text=text,
        others=[one for one in found.rows if one.id != listing.id][:SHOWN],
        texts=[(name, FIELD_LABELS[name]) for name in TEXTS],
        chosen=names,
        other_id=other_id,
        mistakes={"other": other is None or other.id == listing.id, "texts": not names} if is_sent else {},
    )
    return page, 422 if is_sent else 200
