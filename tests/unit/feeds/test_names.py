"""Names of providers and employers as people read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.feeds.names import provider_name, shown_name


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("UNIVERSITY OF MOORSIDE (UMS)", "University of Moorside (UMS)"),
        ("SCL SKILLS UK LTD", "SCL Skills UK Ltd"),
        ("MOORSIDE COLLEGE, THE", "The Moorside College"),
        ("MOORSIDE COLLEGE (THE)", "The Moorside College"),
        ("College of the Moors", "College of the Moors"),
        ("THE COLLEGE OF THE MOORS", "The College of the Moors"),
        ("Moorside Training Ltd.", "Moorside Training Ltd"),
    ],
)
def test_a_provider_is_called_as_people_say_it(published: str, shown: str) -> None:
    assert provider_name(published) == shown


def test_an_employer_keeps_its_name_as_it_writes_it() -> None:
    assert shown_name("Bakers Ltd.") == "Bakers Ltd."


@given(st.text(max_size=250))
def test_a_name_that_is_shown_is_shown_the_same_again_and_fits(name: str) -> None:
    shown = shown_name(name)
    assert len(shown) <= 200
    assert shown == " ".join(shown.split()) or len(name) > 200
