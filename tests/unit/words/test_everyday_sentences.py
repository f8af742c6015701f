"""What young people and those who ask for them type, read with the project's own thesaurus."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathways.catalogue.careers_thesaurus import careers_thesaurus
from pathways.words.place_words import place_phrases, without_span
from pathways.words.sentences import Sentence, read_sentence
from pathways.words.thesaurus import Kind

Meant = set[tuple[Kind, str]]


def read(text: str) -> Sentence:
    """A sentence by the project's thesaurus."""
    return read_sentence(text, careers_thesaurus())


def wanted(text: str) -> Meant:
    """What is wanted: kinds and values."""
    return {
        (meaning.kind, value)
        for piece in read(text).pieces
        if not piece.refused
        for meaning in piece.meanings
        for value in meaning.values
    }


def unwanted(text: str) -> Meant:
    """What is refused: kinds and values."""
    return {
        (meaning.kind, value)
        for piece in read(text).pieces
        if piece.refused
        for meaning in piece.meanings
        for value in meaning.values
    }


def left(text: str) -> list[str]:
    """Words that stand for nothing known."""
    return [token.word for token in read(text).plain]


def places(text: str) -> list[str]:
    """What may name a place, the likeliest first."""
    return [phrase.name for phrase in place_phrases(read(text), careers_thesaurus())]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("my son wants to be a sparky", {(Kind.OCCUPATION, "electrician")}),
        ("become a midwife", {(Kind.OCCUPATION, "midwife")}),
        ("fix cars", {(Kind.OCCUPATION, "car-mechanic")}),
        ("make video games", {(Kind.OCCUPATION, "games-developer")}),
        ("look after old people", {(Kind.OCCUPATION, "care-worker")}),
        ("football coach", {(Kind.OCCUPATION, "sports-coach")}),
        ("idk what to do i like drawing", {(Kind.AREA, "art-design-fashion")}),
        ("i want to help people", {(Kind.AREA, "care-support")}),
        (
            "level 3 childcare apprenticeship",
            {(Kind.LEVEL, "3"), (Kind.AREA, "early-years-teaching"), (Kind.ROUTE, "apprenticeship")},
        ),
        (
            "work with kids part time",
            {(Kind.AREA, "early-years-teaching"), (Kind.MODE, "part-time")},
        ),
        ("t level in construction", {(Kind.ROUTE, "t-level"), (Kind.AREA, "building-construction")}),
        (
            "paid training with lorries",
            {(Kind.ROUTE, "apprenticeship"), (Kind.AREA, "transport-motor-logistics")},
        ),
        (
            "online course at weekends",
            {(Kind.DELIVERY, "online"), (Kind.MODE, "evening-weekend")},
        ),
        (
            "no gcses bricklayer",
            {(Kind.LEVEL, "entry"), (Kind.LEVEL, "1"), (Kind.LEVEL, "2"), (Kind.OCCUPATION, "bricklayer")},
        ),
        ("free english classes", {(Kind.MONEY, "free"), (Kind.WORDS, "esol")}),
    ],
)
def test_everything_somebody_says_is_understood_and_nothing_is_left_over(text: str, meant: Meant) -> None:
    assert wanted(text) == meant
    assert unwanted(text) == set()
    assert left(text) == []


@pytest.mark.parametrize(
    ("text", "no", "yes"),
    [
        (
            "something with computers but not coding",
            {(Kind.OCCUPATION, "software-developer")},
            {(Kind.AREA, "computing-digital")},
        ),
        ("anything except uni", {(Kind.ROUTE, "degree")}, set()),
        ("I don't want to go to university", {(Kind.ROUTE, "degree")}, set()),
        (
            "not university, an apprenticeship",
            {(Kind.ROUTE, "degree")},
            {(Kind.ROUTE, "apprenticeship")},
        ),
        (
            "hates drawing but likes animals",
            {(Kind.AREA, "art-design-fashion")},
            {(Kind.AREA, "animals-land-environment")},
        ),
        ("nothing with animals", {(Kind.AREA, "animals-land-environment")}, set()),
        ("nothing involving computers", {(Kind.AREA, "computing-digital")}, set()),
        ("uni is not for me", {(Kind.ROUTE, "degree")}, set()),
        ("uni isn't for me", {(Kind.ROUTE, "degree")}, set()),
        (
            "drawing is not for me, I like animals",
            {(Kind.AREA, "art-design-fashion")},
            {(Kind.AREA, "animals-land-environment")},
        ),
    ],
)
def test_what_somebody_does_not_want_is_told_from_what_they_do(text: str, no: Meant, yes: Meant) -> None:
    assert unwanted(text) == no
    assert wanted(text) == yes


@pytest.mark.parametrize("text", ["i hate maths", "not good at maths", "hate maths but i like animals"])
def test_someone_who_hates_maths_wants_less_of_it_and_is_not_refused_every_course_that_names_it(
    text: str,
) -> None:
    assert (Kind.AVOID, "sums") in wanted(text)
    assert unwanted(text) == set()


@pytest.mark.parametrize("text", ["i have dyslexia", "dyslexia", "my son has dyslexia"])
def test_someone_with_dyslexia_asks_for_support_and_for_no_subject(text: str) -> None:
    kinds = {
        meaning.kind for piece in read(text).pieces if not piece.is_small_talk for meaning in piece.meanings
    }
    assert kinds == {Kind.SUPPORT}


@pytest.mark.parametrize(
    ("text", "rest", "place"),
    [
        ("nursing near Preston", "nursing", "Preston"),
        ("evening course in accounting near Leeds", "evening course in accounting", "Leeds"),
        ("hairdressing or beauty in Preston", "hairdressing or beauty", "Preston"),
        ("bricklaying around Newcastle upon Tyne", "bricklaying", "Newcastle upon Tyne"),
        ("car mechanic close to St Ives", "car mechanic", "St Ives"),
        ("plumbing DH8", "plumbing", "DH8"),
        ("plumbing within 5 miles of Consett", "plumbing", "Consett"),
        ("near Truro something with animals", "something with animals", "Truro"),
    ],
)
def test_the_place_is_taken_out_and_the_rest_is_as_it_was(text: str, rest: str, place: str) -> None:
    phrases = place_phrases(read(text), careers_thesaurus())
    phrase = next(one for one in phrases if one.name == place)
    assert without_span(phrase.text, phrase.start, phrase.end) == rest


@pytest.mark.parametrize(
    "text",
    [
        "t level in construction",
        "interested in animals",
        "degree in law",
        "bricklaying",
        "level 3",
        "",
        "near",
    ],
)
def test_a_subject_after_in_is_no_place(text: str) -> None:
    assert places(text) == []


@pytest.mark.parametrize(
    ("text", "miles"), [("1 mile from", 1), ("within 20 miles of", 20), ("about 3 miles of", 3)]
)
def test_someone_may_say_how_far_they_would_go(text: str, miles: int) -> None:
    phrases = place_phrases(read(f"plumbing {text} Consett"), careers_thesaurus())
    told = next(one for one in phrases if one.name == "Consett")
    assert told.miles == miles
    assert without_span(told.text, told.start, told.end) == "plumbing"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SPARKY", "sparky"),
        ("sparkies", "sparky"),
        ("t-level", "T Level"),
        ("i.t.", "IT"),
        ("don't want uni", "dont want uni"),
        ("don’t want uni", "don't want uni"),
        ("brick layer", "bricklayer"),
        ("  football   coach ", "football coach"),
        ("football\ncoach", "football coach"),
        ("foot\u00adball coach", "football coach"),
    ],
)
def test_ways_of_writing_the_same_thing_mean_the_same(one: str, other: str) -> None:
    assert wanted(one) == wanted(other)
    assert unwanted(one) == unwanted(other)
    assert wanted(one) | unwanted(one)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "?",
        "...",
        "-",
        '"',
        "\x00",
        "\u202e",
        "it",
        "the",
        "a" * 5_000,
        "🙂" * 200,
        "not " * 60,
        "no no no",
    ],
    ids=lambda text: repr(text[:6]),
)
def test_what_means_nothing_refuses_nothing(text: str) -> None:
    assert unwanted(text) == set()
    assert read(text).refused == ()


TERMS = st.sampled_from(
    [
        "sparky",
        "nurse",
        "uni",
        "level 3",
        "evening",
        "near",
        "not",
        "but",
        "and",
        "or",
        "zebra",
        ",",
        ".",
        '"',
        "-x",
    ]
)


@settings(max_examples=40)
@given(st.lists(TERMS, max_size=14).map(" ".join))
def test_every_word_is_read_once_whatever_is_typed(text: str) -> None:
    sentence = read(text)
    held = [token for piece in sentence.pieces for token in piece.tokens]
    held += [*sentence.plain, *sentence.refused]
    assert len(held) == len(set(held))
    assert set(held) <= set(sentence.tokens)
    for phrase in place_phrases(sentence, careers_thesaurus()):
        assert 0 <= phrase.start < phrase.end <= len(phrase.text)
        assert phrase.name in phrase.text[phrase.start : phrase.end]


@settings(max_examples=40)
@given(
    st.sampled_from(["sparky", "make video games", "midwife", "fix cars", "football coach"]),
    st.sampled_from(["", "!", " please", "?", " :)"]),
)
def test_being_polite_or_excited_changes_nothing(text: str, ending: str) -> None:
    assert wanted(f"i want to {text}{ending}") >= wanted(text) != set()
