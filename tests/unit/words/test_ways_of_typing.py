"""Ways of typing that come out the same: signs, scripts, quotes, minuses and words put right in place."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.words.analysis import forms_of, forms_typed, term_of
from pathways.words.families import relatives
from pathways.words.query import read_query
from pathways.words.sounds import sound_of
from pathways.words.tokens import MOST_TOKENS, readable, stems_of, tokens_of
from pathways.words.typed import rewritten, without_word


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("tlevel", "T Level"),
        ("T-LEVELS", "t levels"),
        ("a-level", "A Level"),
        ("c++", "C++"),
        ("dont", "don’t"),
        ("cafe", "café"),
        ("nursing", "nur\u200bsing"),
        ("h.g.v", "HGV"),
        ("I.T.", "IT"),
    ],
)
def test_tokens_of_two_ways_of_typing_share_their_stems(typed: str, written: str) -> None:
    assert stems_of(typed) == stems_of(written) != ()


def test_only_so_many_tokens_of_a_pasted_page_are_read() -> None:
    page = "care " * 5_000
    assert len(tokens_of(readable(page))) == MOST_TOKENS
    assert len(tokens_of(readable("t level " * 5_000))) == MOST_TOKENS


@given(st.text(max_size=60))
def test_what_is_readable_is_readable_already(text: str) -> None:
    line = readable(text)
    assert readable(line) == line
    assert line.isprintable()


@pytest.mark.parametrize(
    ("text", "wanted", "phrases", "left_out"),
    [
        ('care "early years" -nursing', ["care", "early", "years"], [("earli", "year")], [("nurs",)]),
        ('-"early years" care', ["care"], [], [("earli", "year")]),
        ('"care" "health"', ["care", "health"], [], []),
        ("care -nursing -health", ["care"], [], [("nurs",), ("health",)]),
        ("-part-time care", ["care"], [], [("part", "time")]),
        ("care-nursing", ["care", "nursing"], [], []),
        ("-the care", ["care"], [], []),
        ('"the of" care', ["care"], [], []),
    ],
)
def test_quotes_and_minuses_mean_what_they_mean_elsewhere(
    text: str, wanted: list[str], phrases: list[tuple[str, ...]], left_out: list[tuple[str, ...]]
) -> None:
    query = read_query(text)
    assert sorted(word.form for word in query.words) == sorted(wanted)
    assert list(query.phrases) == phrases
    assert list(query.without) == left_out


@given(
    st.lists(st.sampled_from(["care", "helth", "-nursing", '"early years"', "T-level", "art"]), max_size=6)
)
def test_mending_one_word_leaves_the_others_and_mending_none_leaves_all(parts: list[str]) -> None:
    text = " ".join(parts)
    assert rewritten(text, {}) == text
    mended = read_query(rewritten(text, {"helth": "health"}))
    before = read_query(text)
    assert [word.form for word in mended.words] == [
        "health" if word.form == "helth" else word.form for word in before.words
    ]
    assert (mended.phrases, mended.without) == (before.phrases, before.without)


@pytest.mark.parametrize(
    ("text", "form"), [("", "care"), ("nursing", "care"), ("-care", "care"), ("careful", "care")]
)
def test_taking_out_a_word_that_is_not_asked_for_changes_nothing(text: str, form: str) -> None:
    assert without_word(text, form) == text


@pytest.mark.parametrize(
    ("misheard", "meant"),
    [("farmasist", "pharmacist"), ("nites", "knights"), ("sykology", "psychology"), ("kemist", "chemist")],
)
def test_words_spelt_by_ear_end_alike(misheard: str, meant: str) -> None:
    assert sound_of(misheard)[-2:] == sound_of(meant)[-2:]


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=15))
def test_a_sound_keeps_no_letter_twice_in_a_row_and_is_no_longer_than_the_word(word: str) -> None:
    heard = sound_of(word)
    assert len(heard) <= len(word)
    assert all(one != other for one, other in pairwise(heard))


@pytest.mark.parametrize("doer", ["welder", "plumber", "baker", "driver", "instructor", "teacher", "painter"])
def test_several_doers_have_the_relatives_of_one(doer: str) -> None:
    assert relatives(doer + "s") == relatives(doer) != ()


@given(st.lists(st.sampled_from(["Care", "T Level", "it", "IT", "the", "Plumbing", "C#"]), max_size=8))
def test_a_record_and_a_search_of_more_than_a_few_words_are_cut_alike(parts: list[str]) -> None:
    text = " ".join(["about things of all kinds", *parts]).replace("IT", "computing")
    assert forms_of(text) == forms_typed(text)
    assert all(term_of(form) for form in forms_of(text))
