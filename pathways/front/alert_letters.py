"""The letters about a search, in words: plain text, its lines short enough for any mail program."""

from collections.abc import Sequence
from datetime import timedelta
from textwrap import fill

from flask import url_for

from pathways import clock
from pathways.alerts.asking import CONFIRM_WITHIN, MOST_ALERTS, ends_at
from pathways.alerts.links import Purpose, letter_id, token_for
from pathways.alerts.models import SearchAlert
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.labels import route_name
from pathways.catalogue.query_string import write_query
from pathways.catalogue.results import Card
from pathways.front.alert_words import place_and_filters, search_words
from pathways.front.card_words import card_words
from pathways.front.headings import heading
from pathways.front.linked_data.parts import told_apart
from pathways.mail import Letter
from pathways.mail.text import WIDTH, letter_text
from pathways.web.formats import uk_date
from pathways.web.language import gettext, ngettext
from pathways.web.site import absolute, site_settings

MOST_SHOWN = 10


def confirm_letter(alert: SearchAlert, criteria: SearchCriteria) -> Letter:
    """Asks whether letters are wanted.

    Anybody may have it sent to anybody, so it holds no word that was typed: it cannot carry somebody's message.
    """
    name = site_settings().site_name
    # It goes with the first tidying after that, which comes daily.
    gone_by = (alert.asked_at + CONFIRM_WITHIN + timedelta(days=1)).astimezone(clock.UK).date()
    return Letter(
        to=alert.email,
        subject=gettext("Do you want letters from %(name)s?", name=name),
        text=_text(
            gettext("Hello,"),
            gettext("Someone asked %(name)s to write to you when a search finds something new.", name=name),
            _short_search(criteria),
            gettext("Was it you? Open this page and press the button. It shows the whole search."),
            _link(alert, "confirm"),
            gettext("We write once a week at most, and only when there is something new."),
            gettext(
                "If it was not you, you need do nothing. No letters start, and we delete your address by %(day)s.",
                day=uk_date(gone_by),
            ),
        ),
    )


def already_letter(alert: SearchAlert, criteria: SearchCriteria) -> Letter:
    """Says to whoever asks again that the letters come already."""
    return Letter(
        to=alert.email,
        subject=gettext("You get letters about this search already"),
        text=_text(
            gettext("Hello,"),
            gettext("You asked for letters about a search. You get them already, so nothing has changed."),
            _short_search(criteria),
            *_ways_out(alert),
        ),
        headers=_stop_headers(alert),
    )


def full_letter(email: str) -> Letter:
    """Says that an address has as many searches as it may have."""
    return Letter(
        to=email,
        subject=gettext("No more letters can be added"),
        text=_text(
            gettext("Hello,"),
            gettext(
                "You asked for letters about one more search. One address can have %(most)s, and you have them all.",
                most=MOST_ALERTS,
            ),
            gettext("To make room, stop one of them. There is a link for it at the end of each letter."),
        ),
    )


def news_letter(alert: SearchAlert, criteria: SearchCriteria, new: Sequence[Card]) -> Letter:
    """What is new in a search: the first few, how many there are, and the way to all of it."""
    query = write_query(criteria)
    page = absolute(url_for("front.search")) + (f"?{query}" if query else "")
    count = ngettext("%(count)s new option", "%(count)s new options", len(new), count=f"{len(new):,}")
    more = len(new) - MOST_SHOWN
    rest = ngettext("And %(num)s more.", "And %(num)s more.", more) if more > 0 else ""
    return Letter(
        to=alert.email,
        subject=f"{count}: {heading(criteria)}",
        text=_text(
            gettext("Hello,"),
            gettext("These are new in your search since we last wrote:"),
            search_words(criteria),
            *(_item(number, card) for number, card in enumerate(new[:MOST_SHOWN], 1)),
            rest,
            gettext("See the whole search:") + "\n" + page,
            *_ways_out(alert),
        ),
        headers=(("Message-ID", _letter_id(alert)), *_stop_headers(alert)),
    )


def _item(number: int, card: Card) -> str:
    words = card_words(card, clock.today())
    facts = (route_name(card.route), words.level, words.employer, words.provider, words.town, words.where)
    when = (gettext("Start: %(when)s", when=words.start), words.money, *words.tags)
    indent = " " * 4
    lines = (
        fill(
            told_apart(card.title, card.is_demonstration),
            WIDTH,
            initial_indent=f"{number}.".ljust(4),
            subsequent_indent=indent,
        ),
        *(
            fill(
                " · ".join(fact for fact in said if fact),
                WIDTH,
                initial_indent=indent,
                subsequent_indent=indent,
            )
            for said in (facts, when)
        ),
        indent + _programme(card),
    )
    return "\n".join(lines)


def _programme(card: Card) -> str:
    path = url_for("front.programme", programme_id=card.programme_id, slug=card.programme_slug, at=card.id)
    return absolute(path)


def _short_search(criteria: SearchCriteria) -> str:
    said = place_and_filters(criteria)
    return gettext("The search: %(search)s.", search=", ".join(said)) if said else ""


def _ways_out(alert: SearchAlert) -> tuple[str, ...]:
    return (
        gettext("To stop these letters, open this page. We then delete your address.")
        + "\n"
        + _link(alert, "stop"),
        gettext(
            "They end by themselves on %(day)s.", day=uk_date(ends_at(alert).astimezone(clock.UK).date())
        ),
    )


def _stop_headers(alert: SearchAlert) -> tuple[tuple[str, str], ...]:
    """What a mail program needs to offer a button that stops the letters at once (RFC 8058)."""
    address = absolute(url_for("front.stop_by_mail_program", t=_token(alert, "stop")))
    return (
        ("List-Unsubscribe", f"<{address}>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    )


def _link(alert: SearchAlert, purpose: Purpose) -> str:
    endpoint = "front.confirm_alert" if purpose == "confirm" else "front.stop_alert"
    return absolute(url_for(endpoint, t=_token(alert, purpose)))


def _token(alert: SearchAlert, purpose: Purpose) -> str:
    return token_for(alert, purpose, site_settings().secret_key.get_secret_value())


def _letter_id(alert: SearchAlert) -> str:
    settings = site_settings()
    domain = settings.sender_address.rpartition("@")[2]
    return letter_id(alert, settings.secret_key.get_secret_value(), domain)


def _text(*paragraphs: str) -> str:
    """The paragraphs, then who writes."""
    return letter_text(*paragraphs, f"{site_settings().site_name}\n{absolute('/')}")
