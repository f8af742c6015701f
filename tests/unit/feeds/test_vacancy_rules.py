"""The small rules by which vacancies are read: numbers, lengths, names, shapes, areas in titles, links."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.feeds.names import shown_name
from pathways.feeds.vacancies.durations import LONGEST_MONTHS, months_of
from pathways.feeds.vacancies.places import mark_of
from pathways.feeds.vacancies.references import reference_key, shown_reference
from pathways.feeds.vacancies.shapes import AddressRow, AdvertRow, FoundRow, shape_of
from tests.unit.feeds.made_vacancies import advert, found


@pytest.mark.parametrize(
    ("written", "key", "shown"),
    [
        ("VAC1000012741", "1000012741", "VAC1000012741"),
        ("vac-1000012741", "1000012741", "VAC1000012741"),
        (" 1000012741 ", "1000012741", "VAC1000012741"),
        ("VAC001531510", "1531510", "VAC1531510"),
        ("VACC9262-24-1846", "C9262-24-1846", "C9262-24-1846"),
        ("C9262-24-1846", "C9262-24-1846", "C9262-24-1846"),
        ("VAC", "", ""),
        ("???", "", ""),
        ("0", "", ""),
        ("9" * 61, "", ""),
    ],
)
def test_a_number_has_one_key_however_it_is_written(written: str, key: str, shown: str) -> None:
    assert reference_key(written) == key
    assert shown_reference(key) == shown


@given(st.integers(1, 10**12), st.sampled_from(["", "VAC", "vac ", "Vac-", "VAC00"]))
def test_every_way_to_write_a_number_meets_in_one_key(number: int, before: str) -> None:
    assert reference_key(f"{before}{number}") == str(number)


@given(st.text(max_size=80))
def test_a_key_is_its_own_key_and_fits_its_column(text: str) -> None:
    key = reference_key(text)
    assert len(key) <= 60
    if not key.startswith("VAC"):
        assert reference_key(key) == key


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("18 Months", 18),
        ("4 Years", 48),
        ("1 year 6 months", 18),
        ("1.5 years", 18),
        ("2 yrs", 24),
        ("78 weeks", 18),
        ("12 month", 12),
        ("18", None),
        ("0 months", None),
        ("20 years", None),
        ("to be agreed", None),
        ("", None),
    ],
)
def test_a_length_in_words_is_whole_months(words: str, months: int | None) -> None:
    assert months_of(words) == months


@given(st.text(max_size=60))
def test_a_length_is_never_past_what_the_catalogue_holds(words: str) -> None:
    months = months_of(words)
    assert months is None or 0 < months <= LONGEST_MONTHS


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("COSTCO WHOLESALE UK LIMITED", "Costco Wholesale UK Limited"),
        ("SCL EDUCATION & TRAINING LIMITED", "SCL Education & Training Limited"),
        ("MR A S BHANDAL DENTAL SURGEON", "Mr A S Bhandal Dental Surgeon"),
        ("COVENTRY AND WARWICKSHIRE CHAMBERS OF COMMERCE", "Coventry and Warwickshire Chambers of Commerce"),
        ("FINHAM PARK MULTI-ACADEMY TRUST", "Finham Park Multi-Academy Trust"),
        ("THE HENLEY COLLEGE", "The Henley College"),
        ("ST JOHN'S SCHOOL", "St John's School"),
        ("Hair Lab", "Hair Lab"),
        ("eBay UK", "eBay UK"),
        ("KPMG", "KPMG"),
        ("", ""),
    ],
)
def test_a_shouted_name_is_said_quietly_and_any_other_left(published: str, shown: str) -> None:
    assert shown_name(published) == shown


@given(st.text(max_size=300))
def test_a_name_keeps_its_letters(name: str) -> None:
    shown = shown_name(name)
    assert len(shown) <= 200
    if name.isascii() and len(name) < 200:
        assert shown.casefold() == " ".join(name.split()).casefold()


@pytest.mark.parametrize(
    ("item", "shape"),
    [
        (advert(), AdvertRow),
        (found(), FoundRow),
        ({"vacancyReference": "1", "course": None, "wage": None}, FoundRow),
        ({"vacancyReference": "1", "wage": {}}, AdvertRow),
    ],
)
def test_the_shape_follows_from_the_members(item: dict[str, Any], shape: type[Any]) -> None:
    assert shape_of(item) is shape


def test_an_address_is_the_same_however_it_is_spaced_and_cannot_be_read_from_its_mark() -> None:
    one = AddressRow(address_line1="1 Market Place", postcode="DH1 3NJ")
    other = AddressRow(address_line1="1  MARKET PLACE", postcode="dh13nj")
    assert mark_of(one) == mark_of(other)
    assert "dh1" not in mark_of(one)
    assert mark_of(one) != mark_of(AddressRow(address_line1="2 Market Place", postcode="DH1 3NJ"))
