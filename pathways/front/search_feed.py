"""A search as an Atom feed: whoever follows it learns what is new in it, without an account or an address."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from flask import Response, abort, current_app, request, url_for

from pathways import clock
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.current import current_catalogue, current_gazetteer
from pathways.catalogue.labels import area_name, route_name
from pathways.catalogue.last_changes import Moments, moments_of
from pathways.catalogue.publishing import made_at
from pathways.catalogue.query_string import parse_criteria, write_query
from pathways.catalogue.query_values import Notice
from pathways.catalogue.results import Card, Results
from pathways.catalogue.search import search
from pathways.catalogue.understanding_place import place_in_words
from pathways.extensions import limiter
from pathways.front.atom import ATOM_TYPE, Entry, Feed, tag, written
from pathways.front.blueprint import front
from pathways.front.card_words import card_words
from pathways.front.headings import count_words, heading
from pathways.front.linked_data.parts import told_apart
from pathways.front.notice_words import notice_words
from pathways.web.kept_answers import keep_nothing, kept_while
from pathways.web.language import current_language, gettext
from pathways.web.session import current_session
from pathways.web.site import absolute, site_settings

MOST_ENTRIES = 50
MOST_LOOKED_AT = 500
"""Results, in the order of the search, of which those that changed last become entries."""


def _limit() -> str:
    return str(current_app.config["SEARCH_LIMIT"])


def _catalogue_of_today() -> tuple[str, date]:
    return current_catalogue().version, clock.today()


@front.get("/search.atom")
@limiter.limit(_limit)
@kept_while(_catalogue_of_today)
def search_feed() -> Response:
    """The search in the address as a feed. It takes the parameters of `/search`; the page number means nothing here.

    When something last changed only the database knows: while that is away the answer is 503, and a reader keeps
    what it has.
    """
    criteria, notices = parse_criteria(request.args.to_dict(flat=False), current_gazetteer())
    if criteria.eligible_for is not None:
        keep_nothing()
    catalogue = current_catalogue()
    if catalogue.state != "ready":
        abort(503)
    asked = replace(criteria, page=1, page_size=MOST_LOOKED_AT)
    results = search(catalogue.snapshot(), place_in_words(asked, current_gazetteer()).criteria)
    moments = moments_of(current_session(), [card.id for card in results.cards])
    response = Response(written(_feed(asked, results, moments, notices)), content_type=ATOM_TYPE)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _feed(
    asked: SearchCriteria, results: Results, moments: dict[int, Moments], notices: Sequence[Notice]
) -> Feed:
    query = write_query(asked)
    name = site_settings().site_name
    entries = _entries(results.cards, moments)
    return Feed(
        id=_tag(f"search?{query}"),
        title=f"{heading(results.criteria)} – {name}",
        subtitle=_subtitle(results, notices),
        address=absolute(_with_query(url_for("front.search_feed"), query)),
        page=absolute(_with_query(url_for("front.search"), query)),
        author=name,
        rights=gettext("Where each fact comes from: %(address)s", address=absolute(url_for("front.sources"))),
        updated=_updated(entries, results.version),
        language=current_language().replace("_", "-"),
        entries=entries,
    )


def _updated(entries: tuple[Entry, ...], version: str) -> datetime:
    """When the newest of the entries changed; of a feed without any, when the catalogue was last built."""
    return entries[0].updated if entries else made_at(version)


def _entries(cards: Sequence[Card], moments: dict[int, Moments]) -> tuple[Entry, ...]:
    # A card whose record is gone was withdrawn a moment ago: the list will say so within seconds.
    there = [card for card in cards if card.id in moments]
    there.sort(key=lambda card: moments[card.id].changed, reverse=True)
    return tuple(_entry(card, moments[card.id]) for card in there[:MOST_ENTRIES])


def _entry(card: Card, moments: Moments) -> Entry:
    path = url_for("front.programme", programme_id=card.programme_id, slug=card.programme_slug, at=card.id)
    words = card_words(card, clock.today())
    said = (words.employer, words.provider, words.town, words.level, words.start, words.money)
    return Entry(
        id=_tag(f"opportunity/{card.id}"),
        title=told_apart(card.title, card.is_demonstration),
        address=absolute(path),
        author=card.provider_name,
        summary=" · ".join((route_name(card.route), *(text for text in said if text))),
        published=moments.listed,
        updated=moments.changed,
        terms=((card.route, route_name(card.route)), *((area, area_name(area)) for area in card.areas)),
    )


def _subtitle(results: Results, notices: Sequence[Notice]) -> str:
    """How many there are, which of them are here, and what of the address could not be used."""
    said = [f"{count_words(results.total)}."]
    if results.total > MOST_LOOKED_AT:
        said.append(
            gettext(
                "Of the first %(most)s, these changed last. Narrow the search to follow it all.",
                most=MOST_LOOKED_AT,
            )
        )
    elif results.total > MOST_ENTRIES:
        said.append(gettext("These %(most)s changed last.", most=MOST_ENTRIES))
    return " ".join((*said, *notice_words(tuple(notices))))


def _tag(specific: str) -> str:
    return tag(site_settings().site_address, specific)


def _with_query(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
