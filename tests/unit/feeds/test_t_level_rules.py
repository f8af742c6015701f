"""T Levels by their small rules: lengths, years, numbers and the table that they are known by."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pathways.feeds.t_levels.facts import route_facts
from pathways.feeds.t_levels.shapes import ProviderRow, TLevelRow, definitions_in
from pathways.feeds.t_levels.subjects import t_levels
from pathways.feeds.t_levels.taught import LONGEST_MONTHS, from_directory, from_provider
from pathways.paths import resource_dir
from tests.unit.feeds.made_t_levels import DIGITAL, HEALTH, place, provider, t_level

KNOWN = t_levels(resource_dir("seed_data"))
MONTHS = {"Years": 12.0, "YEAR": 12.0, "months": 1.0, "Weeks": 12 / 52}


@given(amount=st.integers(1, 500), unit=st.sampled_from(sorted(MONTHS)))
def test_a_length_is_whole_months_or_not_said(amount: int, unit: str) -> None:
    row = TLevelRow.model_validate(t_level(durationUnit=unit, durationValue=amount))
    months = round(amount * MONTHS[unit])
    assert from_directory(row, KNOWN[HEALTH]).months == (months if 0 < months <= LONGEST_MONTHS else None)


@pytest.mark.parametrize("unit", ["", "Hours", "decades", "year s"])
def test_an_unknown_unit_says_no_length(unit: str) -> None:
    row = TLevelRow.model_validate(t_level(durationUnit=unit, durationValue=2))
    assert from_directory(row, KNOWN[HEALTH]).months is None


@given(
    st.lists(
        st.tuples(st.integers(2020, 2030), st.lists(st.sampled_from([HEALTH, DIGITAL, 999]), max_size=3)),
        max_size=5,
    )
)
def test_each_place_tells_the_first_year_of_each_t_level_that_is_known(
    years: list[tuple[int, list[int]]],
) -> None:
    delivery = [{"year": year, "qualifications": codes} for year, codes in years]
    row = ProviderRow.model_validate(provider(place(deliveryYears=delivery), place(HEALTH, year=2024)))
    told = {one.t_level.code: [site.first_year for site in one.sites] for one in from_provider(row, KNOWN)}
    first = {
        code: min(year for year, codes in years if code in codes)
        for code in (HEALTH, DIGITAL)
        if any(code in codes for _, codes in years)
    }
    expected = {code: [year] for code, year in first.items()}
    expected[HEALTH] = [*expected.get(HEALTH, []), 2024]
    assert told == expected


@pytest.mark.parametrize(
    ("changes", "row"),
    [
        ({"ukPrn": 9_999_999}, ProviderRow),
        ({"ukPrn": None}, ProviderRow),
        ({"name": " "}, ProviderRow),
        ({"locations": "Consett"}, ProviderRow),
        ({"locations": [place(HEALTH, year=2019)]}, ProviderRow),
        ({"locations": [place(-1)]}, ProviderRow),
        ({"locations": [place(HEALTH, latitude=181)]}, ProviderRow),
        ({"tLevelId": ""}, TLevelRow),
        ({"tLevelId": "x" * 101}, TLevelRow),
        ({"durationValue": 0}, TLevelRow),
        ({"durationValue": float("inf")}, TLevelRow),
        ({"startDate": 2027}, TLevelRow),
        ({"qualification": {}}, TLevelRow),
        ({"provider": {"ukprn": 10099998, "providerName": ""}}, TLevelRow),
    ],
)
def test_a_row_that_cannot_be_is_refused(changes: dict[str, Any], row: type[ProviderRow | TLevelRow]) -> None:
    right = provider() if row is ProviderRow else t_level()
    row.model_validate(right)
    with pytest.raises(ValidationError):
        row.model_validate(right | changes)


def test_a_list_that_is_null_is_empty_and_names_of_numbers_are_definitions() -> None:
    row = ProviderRow.model_validate(provider() | {"locations": None})
    assert row.locations == ()
    assert list(from_provider(row, KNOWN)) == []
    assert definitions_in({"41": "Health"}) == [{"frameworkCode": "41", "name": "Health"}]
    assert definitions_in(["Health"]) is None
    assert definitions_in({}) == []


def test_the_table_of_t_levels_is_whole() -> None:
    assert all(one.areas and one.title == f"T Level in {one.subject}" for one in KNOWN.values())
    assert all(code == one.code for code, one in KNOWN.items())
    assert len({one.subject for one in KNOWN.values()}) == len(KNOWN)
    for one in KNOWN.values():
        assert one.never_began or one.opens_on is not None
        assert one.opens_on is None or one.last_starts_on is None or one.opens_on <= one.last_starts_on
    assert any(one.is_renamed for one in KNOWN.values())


def test_what_holds_for_every_t_level_hangs_together() -> None:
    facts = route_facts(resource_dir("seed_data"))
    assert facts.min_age <= facts.max_age
    assert facts.class_hours + facts.placement_hours <= facts.guided_hours + facts.placement_hours
    assert facts.placement_hours >= 315, "45 days of seven hours"
    assert facts.months == 24
    assert all(
        (facts.length, facts.week, facts.cost, facts.how_to_apply, facts.whom_to_ask, facts.assessment)
    )
