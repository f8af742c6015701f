"""Words are changed in a search as typed and the rest of it is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.words.query import read_query
from pathways.words.typed import rewritten, without_word


@pytest.mark.parametrize(
    ("text", "changes", "expected"),
    [
        ("enjinering", {"enjinering": "engineering"}, "engineering"),
        ("Enjinering near work", {"enjinering": "engineering"}, "engineering near work"),
        ('"level 3" enjinering', {"enjinering": "engineering"}, '"level 3" engineering'),
        ("helth, care!", {"helth": "health"}, "health, care!"),
        ("brick laying", {"brick": "bricklaying", "laying": ""}, "bricklaying"),
        ("healthcare", {"healthcare": "health care"}, "health care"),
        ("care -nursng", {"nursng": "nursing"}, "care -nursng"),
        ("part-time nursng", {"nursng": "nursing"}, "part-time nursing"),
        ("Children's nursng", {"nursng": "nursing"}, "Children's nursing"),
        ("Childrn's care", {"childrns": "children"}, "children care"),
        ("e-sports", {"e": "esports", "sports": ""}, "esports"),
        ("part-tim work", {"tim": "time"}, "part-time work"),
        ("care -part-tim", {"tim": "time"}, "care -part-tim"),
        ('care -"nursng home"', {"nursng": "nursing"}, 'care -"nursng home"'),
        ("nothing to change", {"other": "word"}, "nothing to change"),
        ('"time" "level" helth', {"helth": "health"}, '"time" "level" health'),
        ('"helth" -"" care', {"helth": ""}, "care"),
    ],
)
def test_changed_words_stand_where_the_old_ones_stood(
    text: str, changes: dict[str, str], expected: str
) -> None:
    assert rewritten(text, changes) == expected


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("plumbing heating", "heating", "plumbing"),
        ("plumbing", "plumbing", ""),
        ('"plumbing" heating', "plumbing", "heating"),
        ('"plumbing heating" boiler', "heating", '"plumbing " boiler'),
        ("care -nursing health", "care", "-nursing health"),
        ("care -care", "care", "-care"),
        ("health-care", "care", "health"),
        ("health-care", "health", "care"),
        ("health/care", "health", "care"),
    ],
)
def test_one_word_can_be_taken_out(text: str, form: str, expected: str) -> None:
    assert without_word(text, form) == expected


@given(
    st.lists(
        st.sampled_from(
            ["plumbing", "heating", "care", "-nursing", "gas-fitting", "-part-time", '"boiler"', "the"]
        ),
        min_size=1,
        max_size=6,
    )
)
def test_a_word_taken_out_is_asked_for_no_more_and_the_others_are(parts: list[str]) -> None:
    text = " ".join(parts)
    before = read_query(text)
    for word in before.words:
        after = read_query(without_word(text, word.form))
        assert [one.form for one in after.words] == [
            one.form for one in before.words if one.form != word.form
        ]
        assert after.without == before.without
