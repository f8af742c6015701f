"""The letters about a search: plain words, short lines, whole addresses, and a way out in each that comes by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from pathways.alerts.models import SearchAlert
from pathways.alerts.searches import read_query
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.current import current_catalogue, current_gazetteer
from pathways.catalogue.results import Card
from pathways.catalogue.search import search
from pathways.front.alert_letters import (
    MOST_SHOWN,
    WIDTH,
    already_letter,
    confirm_letter,
    full_letter,
    news_letter,
)
from pathways.front.alert_words import place_and_filters, search_words
from pathways.mail import Letter
from tests.harness.alerts import PLUMBING, token_of
from tests.unit.test_plain_english import LONGEST_SENTENCE, grade, sentences_of, words_of

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _inside_the_site(app: Flask, clock_at: Callable[[datetime], None]) -> Iterator[None]:
    clock_at(NOON)
    with app.test_request_context():
        yield


@pytest.fixture
def alert() -> SearchAlert:
    return SearchAlert(
        query=PLUMBING,
        email="kim@mail.example",
        link_key="0f" * 16,
        asked_at=NOON,
        confirmed_at=NOON,
        next_letter_on=date(2026, 11, 29),
    )


def criteria_of(query: str) -> SearchCriteria:
    criteria = read_query(query, current_gazetteer())
    assert criteria is not None
    return criteria


def cards_of(query: str) -> tuple[Card, ...]:
    return search(current_catalogue().snapshot(), criteria_of(query)).cards


def letters(alert: SearchAlert) -> dict[str, Letter]:
    criteria = criteria_of(PLUMBING)
    return {
        "confirm": confirm_letter(alert, criteria),
        "already": already_letter(alert, criteria),
        "full": full_letter("kim@mail.example"),
        "news": news_letter(alert, criteria, cards_of(PLUMBING)),
    }


KINDS = ("confirm", "already", "full", "news")


@pytest.mark.parametrize("kind", KINDS)
def test_every_letter_goes_to_the_address_and_says_who_writes(alert: SearchAlert, kind: str) -> None:
    letter = letters(alert)[kind]
    assert letter.to == "kim@mail.example"
    assert letter.text.startswith("Hello,\n\n")
    assert letter.text.endswith("\n\nPathways\nhttp://127.0.0.1:8000/\n")
    assert "\n\n\n" not in letter.text


@pytest.mark.parametrize("kind", KINDS)
def test_lines_are_short_and_addresses_whole(alert: SearchAlert, kind: str) -> None:
    for line in letters(alert)[kind].text.splitlines():
        if "http" in line:
            assert re.fullmatch(r" *http://127\.0\.0\.1:8000/\S*", line), line
        else:
            assert len(line) <= WIDTH, line


@pytest.mark.parametrize("kind", ["confirm", "already", "full"])
def test_letters_read_at_the_age_of_eleven(alert: SearchAlert, kind: str) -> None:
    text = re.sub(r"http\S+", "", letters(alert)[kind].text.rsplit("\n\n", 1)[0])
    paragraphs = [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]
    assert grade([paragraph for paragraph in paragraphs if len(words_of(paragraph)) >= 6]) <= 6
    for paragraph in paragraphs:
        assert all(len(words_of(sentence)) <= LONGEST_SENTENCE for sentence in sentences_of(paragraph))


def test_the_confirmation_says_where_to_say_yes_and_that_silence_is_no(alert: SearchAlert) -> None:
    letter = letters(alert)["confirm"]
    assert f"http://127.0.0.1:8000/alerts/confirm?t={token_of(alert, 'confirm')}\n" in letter.text
    assert "by 2 December 2026." in letter.text
    assert letter.headers == ()


def test_the_confirmation_holds_nothing_that_was_typed(alert: SearchAlert) -> None:
    typed = replace(criteria_of(PLUMBING), text="you are ugly https://spam.example")
    for letter in (confirm_letter(alert, typed), already_letter(alert, typed)):
        assert "ugly" not in letter.text + letter.subject
        assert "spam" not in letter.text + letter.subject
        assert "The search: near Consett, within 20 miles." in letter.text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "Everything you could do"),
        ("q=law", "“law”, anywhere"),
        ("q=law&near=preston&miles=any", "“law” near Preston, any distance"),
        (
            "near=preston&route=t-level&level=3",
            "What you could do near Preston, within 20 miles, T Level, Level 3",
        ),
        ("q=law&provider=999999", "“law”, anywhere, one college or trainer"),
    ],
)
def test_a_search_is_said_in_words(query: str, words: str) -> None:
    assert search_words(criteria_of(query)) == words


def test_without_place_and_filters_there_is_nothing_of_our_own_to_say(alert: SearchAlert) -> None:
    assert place_and_filters(criteria_of("q=law")) == ()
    assert "The search:" not in confirm_letter(alert, criteria_of("q=law")).text


def test_news_says_how_much_is_new_in_which_search(alert: SearchAlert) -> None:
    cards = cards_of(PLUMBING)
    assert letters(alert)["news"].subject == f"{len(cards)} new options: “plumbing” near Consett"
    assert (
        news_letter(alert, criteria_of(PLUMBING), cards[:1]).subject
        == "1 new option: “plumbing” near Consett"
    )


def test_news_shows_each_with_its_facts_and_its_page(alert: SearchAlert) -> None:
    (card,) = cards_of(PLUMBING)[:1]
    text = " ".join(news_letter(alert, criteria_of(PLUMBING), [card]).text.split())
    assert f"1. Made-up example: {card.title}" in text
    assert card.provider_name in text
    assert f"/programmes/{card.programme_id}/{card.programme_slug}?at={card.id}" in text
    assert re.search(r"Start: \d+ \w+ 20\d\d", text)
    assert "more." not in text


@pytest.mark.parametrize(
    ("count", "more"), [(MOST_SHOWN, ""), (MOST_SHOWN + 1, "And 1 more."), (MOST_SHOWN + 30, "And 30 more.")]
)
def test_news_shows_ten_and_says_how_many_more(alert: SearchAlert, count: int, more: str) -> None:
    cards = (cards_of("near=preston&miles=40") * 3)[:count]
    text = news_letter(alert, criteria_of(PLUMBING), cards).text
    assert len(re.findall(r"/programmes/\d+/", text)) == MOST_SHOWN
    assert ("more." in text) is bool(more)
    assert more in text
    assert "http://127.0.0.1:8000/search?q=plumbing&near=consett\n" in text


@pytest.mark.parametrize("kind", ["already", "news"])
def test_letters_that_come_by_themselves_can_be_stopped_in_two_ways(alert: SearchAlert, kind: str) -> None:
    letter = letters(alert)[kind]
    token = token_of(alert, "stop")
    assert f"http://127.0.0.1:8000/alerts/stop?t={token}\n" in letter.text
    headers = dict(letter.headers)
    assert headers["List-Unsubscribe"] == f"<http://127.0.0.1:8000/alerts/one-click?t={token}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "They end by themselves on 29 November 2027." in letter.text
