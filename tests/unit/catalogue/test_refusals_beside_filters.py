"""What somebody does not want stays unwanted when the filters in the same words are taken out of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.search import search
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.understanding import Understanding, understand
from tests.unit.words.small_thesaurus import small_thesaurus

THESAURUS = small_thesaurus()
FILTERS = ("apprenticeship", "evening", "online", "paid", "level 3", "as soon as possible")
THINGS = ("animals", "cars", "hospitality", "sparky", "vet nurse")
SAYING_NO = (
    "not",
    "no",
    "without",
    "hate",
    "don't want",
    "but not",
    "anything but",
    "not keen on",
    "instead of",
)


def meaning(text: str) -> Understanding:
    """A sentence understood by a few terms."""
    return understand(text, THESAURUS)


def wanted_and_not(found: Understanding) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    """The words of the pieces that are meant, and of those that are refused."""
    return (
        {tuple(token.word for token in piece.tokens) for piece in found.meant},
        {tuple(token.word for token in piece.tokens) for piece in found.refused},
    )


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("apprenticeship not animals", "not animals"),
        ("an apprenticeship but not cars", "but not cars"),
        ("paid, not hospitality", "not hospitality"),
        ("not hospitality, paid", "not hospitality,"),
        ("animals not for me, evening", "animals not for me,"),
        ("evening animals", "animals"),
        ("the animals of an apprenticeship", "animals"),
        ("an apprenticeship, not", ""),
        ("uni is not for me, paid", "uni is not for me,"),
    ],
)
def test_the_word_that_refuses_is_left_with_what_it_refuses(text: str, left: str) -> None:
    assert meaning(text).applied_to(SearchCriteria(text=text)).text == left


@given(
    before=st.sampled_from(FILTERS) | st.just(""),
    no=st.sampled_from(SAYING_NO),
    thing=st.sampled_from(THINGS),
    after=st.sampled_from(FILTERS) | st.just(""),
)
def test_what_is_left_is_read_as_it_was(before: str, no: str, thing: str, after: str) -> None:
    first = meaning(f"{before} {no} {thing} {after}")
    assert wanted_and_not(first) == (set(), {tuple(thing.split())})
    assert wanted_and_not(meaning(first.text)) == wanted_and_not(first)


@pytest.mark.parametrize("text", ["apprenticeship not health", "paid but not health", "level 2, no health"])
def test_second_page_of_a_list_without_something_is_still_without_it(
    consett: CatalogueSnapshot, text: str
) -> None:
    first = search(consett, SearchCriteria(text=text))
    again = search(consett, first.criteria)
    assert [card.id for card in again.cards] == [card.id for card in first.cards]
    assert first.total > 0
    assert not any("health" in card.areas for card in again.cards)
