"""From rows to columns: lengths in words, pay by the week, checking days, and what a route fills in."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.seeding.catalogue_files import SeedFiles, read_seed_files
from pathways.catalogue.seeding.offers import Pay
from pathways.catalogue.seeding.opportunity_values import opportunity_records, pay_values
from pathways.catalogue.seeding.values import (
    CHECKED_WITHIN_DAYS,
    Record,
    checked,
    first,
    months_in_words,
    programme_record,
    provider_record,
    venue_record,
)
from pathways.catalogue.vocabulary import Area, Nation, PayBasis, Route
from tests.unit.catalogue.small_seed import PLUMBING, PROVIDER, VACANCY, make_seed_folder

TODAY = date(2026, 11, 21)
REFS = st.from_regex(r"[a-z]{2,10}(-[a-z]{2,10}){0,2}", fullmatch=True)


def files_with(folder: Path, **changes: str) -> SeedFiles:
    rows = [PLUMBING | changes, VACANCY]
    return read_seed_files(make_seed_folder(folder, programmes=rows), TODAY, lambda *_told: None)


def programme_of(files: SeedFiles, number: int = 0) -> Record:
    area, row = files.programmes[number]
    return programme_record(row, area, files.providers[row.provider], files.defaults[row.route], TODAY)


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (0, "0 months"),
        (1, "1 month"),
        (8, "8 months"),
        (12, "1 year"),
        (18, "18 months"),
        (24, "2 years"),
        (42, "42 months"),
    ],
)
def test_a_length_is_said_as_a_prospectus_says_it(months: int, words: str) -> None:
    assert months_in_words(months) == words


@given(st.integers(1, 8))
def test_whole_years_are_said_in_years(years: int) -> None:
    assert months_in_words(12 * years).split()[0] == str(years)
    assert "year" in months_in_words(12 * years)


def test_a_weeks_pay_follows_from_an_hours() -> None:
    values = pay_values(Pay(PayBasis.RANGE, hourly=(800, 950)), 37.5)
    assert (values["pay_weekly_low"], values["pay_weekly_high"]) == (30000, 35625)


def test_a_weeks_pay_that_is_told_stands_as_it_is() -> None:
    values = pay_values(Pay(PayBasis.STATED, weekly=(31000, 31000)), 40)
    assert (values["pay_weekly_low"], values["pay_hourly_low"]) == (31000, None)


def test_without_hours_there_is_no_weeks_pay() -> None:
    assert pay_values(Pay(PayBasis.STATED, hourly=(900, 900)), None)["pay_weekly_low"] is None


@pytest.mark.parametrize("pay", [Pay(), Pay(PayBasis.LEGAL_MINIMUM), Pay(PayBasis.TEXT_ONLY, words="By age")])
def test_no_figure_is_made_up(pay: Pay) -> None:
    values = pay_values(pay, 37)
    figures = {name: value for name, value in values.items() if name.endswith(("low", "high"))}
    assert set(figures.values()) == {None}
    assert values["pay_text"] == pay.words


@given(low=st.integers(1, 5000), more=st.integers(0, 5000), hours=st.floats(1, 60))
def test_pay_stays_in_order(low: int, more: int, hours: float) -> None:
    values = pay_values(Pay(PayBasis.RANGE, hourly=(low, low + more)), hours)
    assert values["pay_hourly_low"] <= values["pay_hourly_high"]
    assert values["pay_weekly_low"] <= values["pay_weekly_high"]


@given(ref=REFS, later=st.integers(0, 4000))
def test_a_checking_day_is_recent_and_keeps_its_distance(ref: str, later: int) -> None:
    day = checked(ref, TODAY)["checked_on"]
    assert TODAY - timedelta(days=CHECKED_WITHIN_DAYS) < day <= TODAY
    moved = checked(ref, TODAY + timedelta(days=later))["checked_on"]
    assert moved - day == timedelta(days=later)


@pytest.mark.parametrize(
    ("said", "default", "kept"), [(None, 5, 5), (0, 5, 0), (3, None, 3), (None, None, None)]
)
def test_nothing_said_is_not_nought(said: int | None, default: int | None, kept: int | None) -> None:
    assert first(said, default) == kept


def test_a_provider_is_stored_under_its_reference(tmp_path: Path) -> None:
    record = provider_record(files_with(tmp_path).providers["gorse-hill"], TODAY)
    assert (record.key, record.values["slug"]) == ("gorse-hill", "gorse-hill-made-up-college")
    assert record.values["careers"] == PROVIDER["careers"]
    assert "ref" not in record.values


def test_a_venue_stands_in_its_providers_nation(tmp_path: Path) -> None:
    files = files_with(tmp_path)
    across = files.providers["gorse-hill"].model_copy(update={"nation": Nation.WALES})
    record = venue_record(files.venues["gorse-consett"], across)
    assert record.values["nation"] is Nation.WALES
    assert record.links == {"provider_id": "gorse-hill"}


def test_a_long_title_keeps_a_tidy_slug(tmp_path: Path) -> None:
    title = "Level 2 Diploma in " + "Very " * 40 + "Careful Plumbing"
    slug = programme_of(files_with(tmp_path, title=title)).values["slug"]
    assert len(slug) <= 120
    assert not slug.endswith("-")


def test_a_length_in_months_replaces_the_routes_words(tmp_path: Path) -> None:
    values = programme_of(files_with(tmp_path, duration_months="18")).values
    assert (values["duration_months"], values["duration_text"]) == (18, "18 months")


def test_a_length_in_words_wins(tmp_path: Path) -> None:
    values = programme_of(files_with(tmp_path, duration_months="3", duration_text="12 Saturdays")).values
    assert (values["duration_months"], values["duration_text"]) == (3, "12 Saturdays")


def test_the_main_area_is_one(tmp_path: Path) -> None:
    areas = programme_of(files_with(tmp_path, areas="health;care-support")).parts["programme_area"]
    assert [row["area"] for row in areas] == [Area.BUILDING_CONSTRUCTION, Area.HEALTH, Area.CARE_SUPPORT]
    assert [row["is_main"] for row in areas] == [True, False, False]


def test_no_age_limit_can_be_said(tmp_path: Path) -> None:
    (entry,) = programme_of(files_with(tmp_path, min_age="none", max_age="none")).parts["entry_requirement"]
    assert (entry["min_age"], entry["max_age"]) == (None, None)


def test_the_exceptions_of_a_route_go_with_its_age_limit(tmp_path: Path) -> None:
    title = "Finishing Trades foundation apprenticeship"
    changes = {"route": "foundation-apprenticeship", "title": title}
    (entry,) = programme_of(files_with(tmp_path / "route", **changes)).parts["entry_requirement"]
    assert entry["max_age"] == 21
    assert "in care" in entry["age_exceptions"]
    (other,) = programme_of(files_with(tmp_path / "own", **changes, max_age="20")).parts["entry_requirement"]
    assert (other["max_age"], other["age_exceptions"]) == (20, "")


def test_the_routes_week_is_said_only_of_a_whole_week_in_one_place(tmp_path: Path) -> None:
    offered = "gorse-consett ft sep; gorse-consett ew sep; online ft sep; gorse-van dr sep"
    files = files_with(tmp_path, offered=offered)
    _area, row = files.programmes[0]
    weeks = [
        bool(record.values["week_text"])
        for record in opportunity_records(row, files.defaults[row.route], TODAY)
    ]
    assert weeks == [True, False, False, True]


def test_hours_are_the_routes_only_for_paid_work(tmp_path: Path) -> None:
    files = files_with(tmp_path)
    found = {
        row.route: [
            record.values["hours_a_week"]
            for record in opportunity_records(row, files.defaults[row.route], TODAY)
        ]
        for _area, row in files.programmes
    }
    assert found == {Route.VOCATIONAL: [None, None], Route.APPRENTICESHIP: [37]}
