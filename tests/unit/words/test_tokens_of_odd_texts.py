"""Texts that nobody plans for: endless, from right to left, full of marks; tokens stay where they say they stand."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.words.analysis import IT_WORD
from pathways.words.tokens import MOST_TOKENS, readable, stems_of, tokens_of

ALPHABETS = (
    "abcxyz ABC .,'’-+#£€0123456789 été ñ ß مرحبا नौकरी 护士 🐶🔧👩🏽‍🍳 \u200d\ufe0f\u202e\u00ad\t\n\""
)
PLAIN_WORDS = st.lists(
    st.text("abcdefghijklmnopqrsuvwxyz", min_size=2, max_size=8).filter(lambda word: word not in ("it", "level")),
    max_size=MOST_TOKENS,
)  # fmt: skip


def words(text: str) -> list[str]:
    """The folded words of the tokens of a text."""
    return [token.word for token in tokens_of(readable(text))]


@given(st.text(ALPHABETS, max_size=200))
def test_reading_what_was_made_readable_changes_nothing(text: str) -> None:
    once = readable(text)
    assert readable(once) == once
    assert once.isprintable()
    assert stems_of(once) == stems_of(text)


@given(st.text(ALPHABETS, max_size=200))
def test_every_token_is_cut_from_where_it_stands(text: str) -> None:
    line = readable(text)
    for token in tokens_of(line):
        cut = line[token.start : token.end]
        assert cut == cut.strip()
        assert cut
        assert token.word
        assert token.word == token.word.casefold()


@given(PLAIN_WORDS)
def test_plain_words_are_tokens_however_many_gaps_there_are(said: list[str]) -> None:
    expected = [word for word in said if "level" not in word]
    assert words("  \t ".join(expected)) == words(" ".join(expected)) == expected


@given(PLAIN_WORDS, st.sampled_from(["\u200b", "\u00ad", "\ufeff", "\u202e", "\u2066"]))
def test_marks_that_nobody_sees_change_no_word(said: list[str], mark: str) -> None:
    assert words(mark.join("".join(said))) == words("".join(said))


@pytest.mark.parametrize("count", [MOST_TOKENS - 1, MOST_TOKENS, MOST_TOKENS + 1, 5_000])
def test_only_so_many_tokens_are_read(count: int) -> None:
    assert words("nurse " * count) == ["nurse"] * min(count, MOST_TOKENS)
    assert len(words("护" * count)) == min(count, MOST_TOKENS)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("t level", ["tlevel"]),
        ("T  LEVELS", ["tlevels"]),
        ("v level course", ["vlevel", "course"]),
        ("a level 3 course", ["a", "level", "3", "course"]),
        ("a levels 8", ["alevels", "8"]),
        ("t level 3", ["tlevel", "3"]),
        ("b level", ["b", "level"]),
        ("level a", ["level", "a"]),
        ("level", ["level"]),
        ("a level", ["alevel"]),
    ],
)
def test_letter_and_level_are_a_route_but_before_a_number_a_level(typed: str, expected: list[str]) -> None:
    assert words(typed) == expected


@pytest.mark.parametrize(
    ("typed", "is_subject"),
    [
        ("it", True),
        ("it course", True),
        ("do it now", True),
        ("i would like it", False),
        ("i would like IT", True),
        ("I.T. and so on and on", True),
        ("fit it sit", True),
    ],
)
def test_it_is_the_subject_in_few_words_or_in_capitals(typed: str, is_subject: bool) -> None:
    assert (IT_WORD in words(typed)) is is_subject


@pytest.mark.parametrize("typed", ["“nurse”", "„nurse”", "«nurse»", "＂nurse＂"])
def test_every_kind_of_quotation_mark_is_a_straight_one(typed: str) -> None:
    assert readable(typed) == '"nurse"'


@pytest.mark.parametrize("word", ["été", "naïve", "Ångström", "piñata"])
def test_accents_may_be_written_in_one_sign_or_two(word: str) -> None:
    apart = unicodedata.normalize("NFD", word)
    assert apart != word
    assert readable(apart) == word
    assert stems_of(apart) == stems_of(word)


@pytest.mark.parametrize(
    "typed", ["</script>", "<b>nurse</b>", "{{ nurse }}", "%00nurse", "nurse\x00", "a\u2028b"]
)
def test_markup_is_words_and_gaps(typed: str) -> None:
    assert all(word.isalnum() for word in words(typed))
    assert "\x00" not in readable(typed)


@pytest.mark.parametrize("typed", ["u.k.", "U.K.", "u.k.,", "(u.k.)"])
def test_dotted_letters_are_one_word(typed: str) -> None:
    assert words(typed) == ["uk"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("end. Next", ["end", "next"]), ("1.5", ["1", "5"]), ("nurse.", ["nurse"]), ("b.t.e.c", ["btec"])],
)
def test_a_full_stop_joins_letters_and_nothing_else(typed: str, expected: list[str]) -> None:
    assert words(typed) == expected
