"""The links between the pages of advisers, and the list in hand that every page shows them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import g, request, url_for
from sqlalchemy.exc import DBAPIError

from pathways.accounts.roles import ADVISERS
from pathways.accounts.signed_in import current_member
from pathways.catalogue.results import Card
from pathways.front.eligibility_words import all_reasons
from pathways.shortlists.blueprint import advisers
from pathways.shortlists.desk import way_back
from pathways.shortlists.operations.items import list_items
from pathways.shortlists.queries.own import list_in_hand
from pathways.shortlists.rules.whose import Whose
from pathways.web.language import gettext
from pathways.web.session import current_session


@dataclass(frozen=True, slots=True)
class InHand:
    """The list that an adviser adds to: its label and address, and the opportunities on it."""

    label: str
    address: str
    there: frozenset[int]
    many: str = ""
    """Where the results of this page can be added many at a time; empty on other pages."""


@advisers.app_template_global()
def desk_links() -> tuple[tuple[str, str, bool], ...]:
    """The pages of advisers, each with its words and whether it is the one that is shown."""
    pages = (
        (url_for("advisers.home"), gettext("Your desk")),
        (url_for("advisers.lists"), gettext("Your lists")),
        (url_for("advisers.evidence"), gettext("Evidence")),
        (url_for("advisers.local_offer"), gettext("Who is near")),
        (url_for("advisers.people"), gettext("Pass on")),
    )
    return tuple((address, words, address == request.path) for address, words in pages)


@advisers.app_template_filter()
def verdict_lines(card: Card) -> tuple[str, ...]:
    """What getting in hangs on for the pupil of a list, the weightiest first; nothing where nothing is known."""
    return (
        () if card.eligibility is None else tuple(words for words in all_reasons(card.eligibility) if words)
    )


@advisers.app_template_global()
def hand_shown() -> InHand | None:
    """The list in hand of whoever is signed in as an adviser; None for everybody else, at no cost without a cookie."""
    if "in_hand_shown" not in g:
        g.in_hand_shown = _in_hand()
    shown: InHand | None = g.in_hand_shown
    return shown


def look_again() -> InHand | None:
    """The list in hand after it changed in this request."""
    g.pop("in_hand_shown", None)
    g.pop("card_action", None)
    return hand_shown()


def _in_hand() -> InHand | None:
    member = current_member()
    if member is None or member.role not in ADVISERS:
        return None
    session = current_session()
    try:
        found = list_in_hand(session, Whose(member.organisation_id, member.user_id))
        items = [] if found is None else list_items(session, found)
    except DBAPIError:
        return None
    if found is None:
        return InHand("", url_for("advisers.lists"), frozenset())
    return InHand(
        found.label,
        url_for("advisers.one_list", list_id=found.id),
        frozenset(item.opportunity_id for item in items),
        _many(),
    )


def _many() -> str:
    if request.endpoint == "front.search" and request.method == "GET":
        return _many_of(request.query_string.decode("utf-8", "replace"))
    if request.endpoint == "advisers.add":
        # What is swapped goes back to the page that the button stands on.
        parts = urlsplit(way_back(""))
        return _many_of(parts.query) if parts.path == url_for("front.search") else ""
    return ""


def _many_of(query: str) -> str:
    return f"{url_for('advisers.add_many')}?{query}"
