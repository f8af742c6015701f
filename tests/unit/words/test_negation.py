"""What people do not want is told from what they want, however they say no."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.words.negation import BEFORE, ENDING, FURTHEST, GOING_ON, REFUSALS
from pathways.words.sentences import Sentence, read_sentence
from pathways.words.thesaurus import Kind
from tests.unit.words.small_thesaurus import small_thesaurus

THESAURUS = small_thesaurus()
SAYING_NO = sorted(meaning.term for meaning in REFUSALS if meaning.kind is Kind.NOT and not meaning.values)
SAYING_NO_AFTER = sorted(meaning.term for meaning in REFUSALS if BEFORE in meaning.values)
ONLY_LIKE_NO = sorted(meaning.term for meaning in REFUSALS if meaning.kind is Kind.FILLER)


def read(text: str) -> Sentence:
    """A sentence by a few terms."""
    return read_sentence(text, THESAURUS)


def yes(text: str) -> list[str]:
    """What is wanted."""
    return [
        " ".join(token.word for token in piece.tokens)
        for piece in read(text).pieces
        if not piece.refused and not piece.is_small_talk
    ]


def no(text: str) -> list[str]:
    """What is not wanted, in known terms."""
    return [" ".join(token.word for token in piece.tokens) for piece in read(text).pieces if piece.refused]


def unwanted_words(text: str) -> list[str]:
    """What is not wanted, in words that stand for nothing known."""
    return [token.word for token in read(text).refused]


@pytest.mark.parametrize("refusal", SAYING_NO)
def test_every_way_of_saying_no_refuses_what_comes_next(refusal: str) -> None:
    assert no(f"{refusal} hairdressing") == ["hairdressing"]
    assert yes(f"{refusal} hairdressing") == []


@pytest.mark.parametrize("refusal", SAYING_NO)
def test_no_to_one_thing_is_not_no_to_what_was_said_before_it(refusal: str) -> None:
    assert yes(f"cars, {refusal} maths") == ["cars"]
    assert no(f"cars, {refusal} maths") == ["maths"]


@pytest.mark.parametrize("refusal", SAYING_NO)
def test_a_full_stop_ends_every_way_of_saying_no(refusal: str) -> None:
    assert no(f"{refusal}. hairdressing") == []
    assert yes(f"{refusal}. hairdressing") == ["hairdressing"]


@pytest.mark.parametrize("saying", ONLY_LIKE_NO)
def test_what_only_looks_like_no_refuses_nothing(saying: str) -> None:
    assert no(f"{saying} hairdressing") == []
    assert yes(f"{saying} hairdressing") == ["hairdressing"]


@pytest.mark.parametrize("refusal", SAYING_NO_AFTER)
def test_no_may_be_said_after_the_thing(refusal: str) -> None:
    assert no(f"hairdressing {refusal}") == ["hairdressing"]
    assert no(f"hairdressing really, really {refusal}") == []
    assert no(f"animals, hairdressing is {refusal}, cars") == ["hairdressing"]
    assert yes(f"animals, hairdressing is {refusal}, cars") == ["animals", "cars"]
    assert no(f"hairdressing. {refusal}") == []
    assert no(refusal) == []


def test_exams_that_are_not_for_somebody_are_avoided_and_not_refused() -> None:
    assert no("exams are not for me") == []
    assert yes("exams are not for me") == ["exams"]


@pytest.mark.parametrize("word", sorted(ENDING))
def test_after_a_turning_word_people_say_what_they_want(word: str) -> None:
    assert no(f"don't want maths {word} animals") == ["maths"]
    assert yes(f"don't want maths {word} animals") == ["animals"]


@pytest.mark.parametrize("word", sorted(GOING_ON - {"and"}))
def test_or_and_nor_go_on_refusing(word: str) -> None:
    assert no(f"no maths {word} hairdressing") == ["maths", "hairdressing"]
    assert no(f"no maths {word} hairdressing {word} cars") == ["maths", "hairdressing", "cars"]


@pytest.mark.parametrize("stop", [".", ",", ";", ":", "!", "?"])
def test_a_refusal_does_not_reach_over_a_stop(stop: str) -> None:
    assert no(f"not maths{stop} animals") == ["maths"]
    assert yes(f"not maths{stop} animals") == ["animals"]
    assert unwanted_words(f"never{stop} zebra") == []


@pytest.mark.parametrize("between", range(FURTHEST + 3))
def test_what_is_refused_begins_soon_after_the_refusal(between: int) -> None:
    text = f"not {'the ' * between}hairdressing"
    assert no(text) == (["hairdressing"] if between <= FURTHEST else [])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("not zebra keeping", ["zebra", "keeping"]),
        ("hates the zebra", ["zebra"]),
        ("no zebras or giraffes", ["zebras", "giraffes"]),
        ("no zebras but giraffes", ["zebras"]),
        ("zebras, no giraffes", ["giraffes"]),
        ("zebras", []),
        ("not only zebras", []),
    ],
)
def test_words_that_stand_for_nothing_known_can_be_refused_too(text: str, words: list[str]) -> None:
    assert unwanted_words(text) == words
    assert not set(words) & {token.word for token in read(text).plain}


@pytest.mark.parametrize(
    ("text", "unwanted", "wanted"),
    [
        ("I don’t want to go to university", ["university"], []),
        ("I DON'T WANT TO GO TO UNIVERSITY", ["university"], []),
        ("dont want uni", ["uni"], []),
        ("can't stand hairdressing but I love animals", ["hairdressing"], ["animals"]),
        ("my daughter hates maths", ["maths"], []),
        ("anything but uni", ["uni"], []),
        ("apprenticeship instead of university", ["university"], ["apprenticeship"]),
        ("not a fan of hospitals, rather animals", ["hospitals"], ["animals"]),
        ("no uni, no maths, no cars", ["uni", "maths", "cars"], []),
        ("scared of animals", ["animals"], []),
        ("fed up with hairdressing so cars", ["hairdressing"], ["cars"]),
        ("no vet nurse", ["vet nurse"], []),
        ("no 🐶", ["🐶"], []),
        ("evening or online, not weekends", ["weekends"], ["evening", "online"]),
        ("level 3 without maths", ["maths"], ["level 3"]),
        ("never level 3", ["level 3"], []),
    ],
)
def test_people_say_both_what_they_want_and_what_they_do_not(
    text: str, unwanted: list[str], wanted: list[str]
) -> None:
    assert no(text) == unwanted
    assert yes(text) == wanted


@given(
    st.lists(st.sampled_from(["maths", "cars", "hairdressing", "animals", "zebra"]), min_size=1, max_size=5),
    st.sampled_from(SAYING_NO),
)
def test_a_list_of_things_with_or_between_is_refused_whole(things: list[str], refusal: str) -> None:
    text = f"{refusal} {' or '.join(things)}"
    assert sorted([*no(text), *unwanted_words(text)]) == sorted(things)
    assert yes(text) == []
    assert read(text).plain == ()


def test_no_refusal_is_listed_twice_and_every_one_can_be_typed_without_its_apostrophe() -> None:
    listed = [meaning.term for meaning in REFUSALS]
    assert len(listed) == len(set(listed))
    for term in SAYING_NO:
        assert no(f"{term.replace(chr(39), '')} maths") == ["maths"], term
