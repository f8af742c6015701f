"""Drawing five words, and reading them as people type them."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.plans import code_words
from pathways.plans.code_words import WORDS_IN_CODE, new_code, plan_words, read_code

CODE = "apple-anchor-zigzag-zone-yoga"
codes = st.lists(st.sampled_from(plan_words()), min_size=WORDS_IN_CODE, max_size=WORDS_IN_CODE)


def test_a_code_is_five_words_of_the_list() -> None:
    words = new_code().split("-")
    assert len(words) == WORDS_IN_CODE
    assert set(words) <= set(plan_words())


def test_no_two_codes_are_the_same_and_every_word_comes_up() -> None:
    drawn = [new_code() for _ in range(8000)]
    assert len(set(drawn)) == len(drawn)
    seen = Counter(word for code in drawn for word in code.split("-"))
    # 40,000 draws of 2,048: each is expected 19.5 times, and one that never comes has odds of one in 300 million.
    assert len(seen) == len(plan_words())
    assert max(seen.values()) < 60


def test_words_are_drawn_by_secrets_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_words.secrets, "choice", lambda words: words[0])
    assert new_code() == "-".join([plan_words()[0]] * WORDS_IN_CODE)


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        "Apple Anchor Zigzag Zone Yoga",
        "APPLE, ANCHOR, ZIGZAG, ZONE, YOGA.",
        "  apple\tanchor\nzigzag  zone yoga ",
        "1. apple 2. anchor 3. zigzag 4. zone 5. yoga",
        "appleanchorzigzagzoneyoga",
        "apple anchor zig-zag zone yoga",
        "app le anchor zigzag zoneyoga",
    ],
)
def test_it_is_read_in_whatever_way_it_is_typed(typed: str) -> None:
    assert read_code(typed).code == CODE


@given(codes, st.sampled_from([" ", "-", "", ", ", "\n", "  /  "]), st.booleans())
def test_every_code_reads_as_itself_however_it_is_parted(words: list[str], between: str, loud: bool) -> None:
    typed = between.join(words)
    assert read_code(typed.upper() if loud else typed).code == "-".join(words)


@given(codes, st.data())
def test_a_letter_left_out_is_never_another_code(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, WORDS_IN_CODE - 1))
    letter = data.draw(st.integers(0, len(words[at]) - 1))
    slip = words[at][:letter] + words[at][letter + 1 :]
    read = read_code(" ".join([*words[:at], slip, *words[at + 1 :]]))
    assert read.code is None
    assert [one.typed for one in read.slips] == [slip]


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("aple", "apple"), ("zigzga", "zigzag"), ("yogaa", "yoga"), ("anker", "anchor"), ("qqqqqqqq", "")],
)
def test_a_slip_is_named_with_the_nearest_word(typed: str, nearest: str) -> None:
    (slip,) = read_code(typed).slips
    assert slip.typed == typed
    assert slip.nearest == nearest or (nearest and slip.nearest in plan_words())


def test_the_nearest_words_make_the_code_that_is_offered() -> None:
    read = read_code("aple anchor zigzga zone yoga")
    assert read.code is None
    assert read.suggested == CODE


@pytest.mark.parametrize(
    "typed", ["", "apple", "apple anchor zigzag zone", "qqqqqqqq anchor zigzag zone yoga"]
)
def test_nothing_is_offered_for_what_is_no_five_words(typed: str) -> None:
    assert read_code(typed).suggested == ""


def test_four_and_six_words_are_counted_and_open_nothing() -> None:
    assert read_code("apple anchor zigzag zone").count == 4
    six = read_code(f"{CODE} apple")
    assert (six.code, six.count, six.slips) == (None, 6, ())


@given(st.text(max_size=400))
def test_nothing_that_is_typed_breaks_the_reading(typed: str) -> None:
    read = read_code(typed)
    assert read.code is None or set(read.code.split("-")) <= set(plan_words())
    assert read.suggested == "" or read_code(read.suggested).code == read.suggested
