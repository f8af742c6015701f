"""Codes of ideas: what may stand in an address and what a page calls it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import Area, Level, Route
from pathways.guidance.ideas import LONGEST_WORDS, idea_name, is_idea
from pathways.places.postcodes import contains_full_postcode
from tests.unit.guidance.market_town import PROFILES


@pytest.mark.parametrize(
    "code",
    [
        "occupation:veterinary-nurse",
        "area:health",
        "route:t-level",
        "level:entry",
        "level:3",
        "words:anime",
        "words:a level maths",
        "words:4x4 driving",
        "words:make-up artist",
    ],
)
def test_what_is_known_or_a_few_plain_words_is_an_idea(code: str) -> None:
    assert is_idea(code)


@pytest.mark.parametrize(
    "code",
    [
        "",
        ":",
        "nurse",
        "occupation:",
        "occupation:lamplighter",
        "occupation:Veterinary nurse",
        "area:magic",
        "area:",
        "route:broomstick",
        "level:9",
        "words:",
        "words: anime",
        "words:Anime",
        "words:five words are too many",
        "words:double  space",
        "words:<b>bold",
        "words:café",
        "words:pr1 2he",
        "words:pr12he",
        "mood:happy",
        "words:" + "x" * (LONGEST_WORDS + 1),
    ],
)
def test_anything_else_is_none(code: str) -> None:
    assert not is_idea(code)


@given(st.text(max_size=60))
def test_no_text_gets_in_as_words_with_a_postcode_or_a_mark_in_it(text: str) -> None:
    if is_idea(f"words:{text}"):
        assert not contains_full_postcode(text)
        assert text == text.lower().strip()
        assert len(text.split()) <= 4
        assert not set(text) & set("<>&\"'@/.,;:")


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize("kind", ["area", "level", "route"])
def test_every_code_of_the_catalogue_is_an_idea_with_a_name_of_its_own(kind: str) -> None:
    known = {"area": Area, "level": Level, "route": Route}[kind]
    names = [idea_name(f"{kind}:{value}") for value in known]
    assert all(is_idea(f"{kind}:{value}") for value in known)
    assert len(set(names)) == len(names)
    assert all(name[0].isupper() for name in names)


@pytest.mark.usefixtures("in_english")
def test_every_occupation_is_an_idea_with_a_capital() -> None:
    for occupation in PROFILES.known:
        code = f"occupation:{occupation.slug}"
        assert is_idea(code)
        assert idea_name(code).lower() == occupation.name.lower()
        assert not idea_name(code)[0].islower()


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(
    ("code", "name"),
    [("words:hair and beauty", "Hair and beauty"), ("occupation:lamplighter", "Lamplighter"), ("words:", "")],
)
def test_words_and_jobs_that_are_gone_are_called_what_they_say(code: str, name: str) -> None:
    assert idea_name(code) == name
