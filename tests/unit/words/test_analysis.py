"""Text and typing become the same words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.words.analysis import (
    IT_WORD,
    LONGEST_WORD,
    STOP_WORDS,
    fold,
    form_of,
    forms_of,
    forms_typed,
    term_of,
)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Plumbing", "PLUMBING"),
        ("Children's nursing", "childrens nursing"),
        ("Children’s nursing", "children's nursing"),
        ("Café work", "cafe work"),
        ("Crème pâtissière", "creme patissiere"),
        ("T Level in Health", "t-level health"),
        ("T-Levels", "tlevels"),
        ("A levels", "a-levels"),
        ("V Level", "V-LEVEL"),
        ("C++ and C#", "c++ c#"),
        (".NET developer", ".net developer"),
        ("Health & Social Care", "health and social care"),
        ("Hair/beauty", "hair beauty"),
        ("E-commerce", "e commerce"),
        ("Soft\u00adware", "software"),
        ("wel\u200bder", "welder"),
        ("\u202eNursing\u202c", "nursing"),
        ("Ｎｕｒｓｉｎｇ", "nursing"),
        ("Straße", "strasse"),
    ],
)
def test_the_same_thing_written_in_two_ways_is_the_same_words(written: str, typed: str) -> None:
    assert forms_of(written) == forms_typed(typed)
    assert forms_of(written)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("nurse", "nursing"),
        ("engineer", "engineering"),
        ("plumber", "plumbers"),
        ("cook", "cooking"),
        ("animal", "animals"),
        ("operator", "operations"),
    ],
)
def test_words_of_one_stem_are_one_term(one: str, other: str) -> None:
    assert term_of(one) == term_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("nurse", "nursery"), ("care", "career"), ("law", "lawn"), ("animals", "animator"), ("3", "4")],
)
def test_words_of_different_meaning_are_kept_apart(one: str, other: str) -> None:
    assert term_of(one) != term_of(other)


@pytest.mark.parametrize("word", ["3d", "2026", "cad2", "st1234", "看護", "медсестра"])
def test_words_with_figures_or_other_letters_are_left_whole(word: str) -> None:
    assert term_of(form_of(word)) == form_of(word)


def test_it_is_the_subject_in_capitals_and_in_short_searches_and_else_a_pronoun() -> None:
    assert forms_of("IT support") == [IT_WORD, "support"]
    assert forms_of("You will like it") == []
    assert forms_typed("it") == [IT_WORD]
    assert forms_typed("it jobs") == [IT_WORD, "jobs"]
    assert forms_typed("something where it is quiet") == ["something", "quiet"]
    assert IT_WORD in forms_typed("an IT job where nobody talks to me")


def test_small_words_do_not_count() -> None:
    assert forms_of("The course is for you and all of us") == []
    assert forms_typed("courses near me") == []
    assert form_of("the") == ""
    assert not {"care", "art", "law", "hair", "health", "english"} & STOP_WORDS


@pytest.mark.parametrize(
    "nothing", ["", "   ", "\n\t", "!!! ??? ---", "👩‍⚕️🔧", "\x00\x00", "'''", "_", "\u200b"]
)
def test_what_holds_no_word_gives_none(nothing: str) -> None:
    assert forms_of(nothing) == []
    assert forms_typed(nothing) == []


@given(st.text(max_size=300))
def test_any_text_is_read_and_reading_it_again_changes_nothing(text: str) -> None:
    forms = forms_of(text)
    assert all(form and form not in STOP_WORDS for form in forms)
    assert all(len(form.encode("utf-8", "ignore")) <= LONGEST_WORD for form in forms)
    assert [form_of(form) for form in forms] == forms
    assert fold(fold(text)) == fold(text) or not text.isascii()


@given(st.text(alphabet=st.characters(categories=("Ll", "Lu", "Nd")), min_size=31, max_size=400))
def test_a_very_long_word_is_cut_alike_on_both_sides(word: str) -> None:
    assert forms_of(f"a {word} b")[:1] == forms_typed(f"a {word} b")[:1]


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_capitals_make_no_difference(word: str) -> None:
    if word != "it":
        assert forms_of(word.upper()) == forms_of(word) == forms_of(word.title())
