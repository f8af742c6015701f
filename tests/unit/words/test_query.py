"""What is typed is taken apart: words, phrases, and what to leave out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.words.query import MOST_WORDS, Query, read_query


def forms(query: Query) -> list[str]:
    """The words asked for."""
    return [word.form for word in query.words]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plumbing", ["plumbing"]),
        ("  PLUMBING  ", ["plumbing"]),
        ("hair and beauty", ["hair", "beauty"]),
        ("nursing nurse", ["nurse"]),
        ("level 3 engineering", ["level", "3", "engineering"]),
        ("'foo'", ["foo"]),
        ("'foo' 'bar baz'", ["foo", "bar", "baz"]),
        ("'foo+bar'", ["foo", "bar"]),
        ("'foo|bar'", ["foo", "bar"]),
        ("'foo-bar'", ["foo", "bar"]),
        ("'foo*bar'", ["foo", "bar"]),
        ("'foo(bar'", ["foo", "bar"]),
        ("'foo)bar'", ["foo", "bar"]),
        ("foo *", ["foo"]),
        ("foo OR 1=1; DROP TABLE programme", ["foo", "1", "drop", "table"]),
        ("nurse%00", ["nurse", "00"]),
    ],
)
def test_words_are_read(text: str, expected: list[str]) -> None:
    assert forms(read_query(text)) == expected
    assert read_query(text).without == ()


@pytest.mark.parametrize(
    "text", ["", " ", "*", "-", "--", '"', '""', '"the of"', "👩‍⚕️", "\x00", "- -", '-""', "the"]
)
def test_what_asks_for_nothing_is_empty(text: str) -> None:
    assert read_query(text).is_empty
    assert read_query(text) == Query()


def test_quotes_make_a_phrase_whose_words_are_exact() -> None:
    query = read_query('"health and social care" jobs')
    assert query.phrases == (("health", "social", "care"),)
    assert [(word.form, word.exact) for word in query.words] == [
        ("health", True), ("social", True), ("care", True), ("jobs", False),
    ]  # fmt: skip


@pytest.mark.parametrize("quotes", ['"{}"', "“{}”", "«{}»", "„{}“", "＂{}＂"])
def test_quotes_of_every_kind_are_quotes(quotes: str) -> None:
    assert read_query(quotes.format("motor vehicle")).phrases == (("motor", "vehicl"),)


def test_one_quoted_word_is_exact_and_no_phrase() -> None:
    query = read_query('"care"')
    assert query.phrases == ()
    assert query.words[0].exact


def test_an_open_quote_is_left_aside() -> None:
    assert forms(read_query('"motor vehicle')) == ["motor", "vehicle"]
    assert forms(read_query('motor" vehicle')) == ["motor", "vehicle"]
    assert read_query('motor "vehicle').phrases == ()


def test_a_minus_leaves_out_a_word_or_a_phrase() -> None:
    assert read_query("care -nursing").without == (("nurs",),)
    assert read_query('care -"early years"').without == (("earli", "year"),)
    assert forms(read_query("care -nursing")) == ["care"]
    assert read_query("-nursing").without == (("nurs",),)
    assert not read_query("-nursing").is_empty


def test_a_minus_inside_a_word_or_alone_leaves_nothing_out() -> None:
    assert read_query("part-time").without == ()
    assert read_query("care - nursing").without == ()
    assert forms(read_query("care - nursing")) == ["care", "nursing"]


def test_a_pasted_page_is_cut_to_its_first_words() -> None:
    page = " ".join(f"word{number}x" for number in range(10_000))
    assert len(read_query(page).words) == MOST_WORDS


@given(st.text(max_size=200))
def test_anything_can_be_read(text: str) -> None:
    query = read_query(text)
    assert all(word.form and word.term for word in query.words)
    assert all(len(phrase) > 1 for phrase in query.phrases)
    assert all(unwanted for unwanted in query.without)
    assert len(query.words) <= MOST_WORDS


@given(st.text(alphabet='ab "-*', max_size=40))
def test_quotes_and_minuses_in_any_order_can_be_read(text: str) -> None:
    query = read_query(text)
    assert query == read_query(text)
    assert len({(word.term, word.exact) for word in query.words}) == len(query.words)
