"""Vacancies by their small rules: pay against plain arithmetic, lengths, numbers, places and what is offered."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from sqlalchemy import select

from pathways.catalogue.models import Venue
from pathways.catalogue.pay import WageRates
from pathways.catalogue.vocabulary import Delivery, Money, Nation, PayBasis
from pathways.database import Database
from pathways.feeds.records import OpportunityRecord, VenueRecord
from pathways.feeds.vacancies.durations import LONGEST_MONTHS, months_of
from pathways.feeds.vacancies.offers import (
    FULL_TIME_HOURS,
    MOST_HOURS,
    NO_START,
    intake_record,
    likely_hours,
    opportunity_record,
    pay_for,
)
from pathways.feeds.vacancies.places import mark_of
from pathways.feeds.vacancies.references import LONGEST, reference_key, shown_reference
from pathways.feeds.vacancies.shapes import AddressRow, AdvertRow, FoundRow, VacancyRow, shape_of
from pathways.feeds.vacancies.vacancy import Vacancy
from pathways.feeds.vacancies.wages import MOST_WEEKLY, Pay, Unit, WageSaid, pay_of, wage_unit
from tests.unit.feeds.made_vacancies import advert, bring_in_rows, found

RATES = WageRates(date(2026, 4, 1), {"apprentice": 800, "under-18": 800, "21+": 1271}, "the table", "")
WEEKS = {"week": Decimal(1), "month": Decimal(12) / 52, "year": Decimal(1) / 52}


def vacancy(**changes: Any) -> Vacancy:
    known: dict[str, Any] = {
        "key": "1000300001",
        "title": "Plumbing apprentice",
        "employer": "DERWENT HEATING LTD",
        "hours": 37.0,
        "wage": WageSaid("set", Decimal("9.50"), unit="hour"),
        "positions": 2,
        "web_address": "https://vacancies.example/1",
        "apply_address": "",
        "starts_on": date(2027, 1, 11),
        "closes_on": date(2026, 12, 15),
    }
    blank = {name: _blank(kind) for name, kind in Vacancy.__annotations__.items()}
    return Vacancy(**(blank | known | changes))


def _blank(kind: object) -> Any:
    words = str(kind)
    if "None" in words:
        return None
    for begins, empty in (("dict", {}), ("tuple", ()), ("bool", False), ("int", 0)):
        if words.startswith(begins):
            return empty
    return ""


def venue() -> VenueRecord:
    return VenueRecord(
        key="10099999@0badcafe:12", provider_key="10099999", name="Derwent Heating Ltd", nation=Nation.ENGLAND
    )


def offer(at: VenueRecord | None, pay: Pay | None = None, **changes: Any) -> OpportunityRecord:
    return opportunity_record(vacancy(**changes), at, pay or Pay(None), "Riverbank Training")


@given(
    pounds=st.decimals(Decimal("8.00"), Decimal(40_000), places=2),
    unit=st.sampled_from(["week", "month", "year", "hour"]),
    hours=st.sampled_from([None, 16.0, 30.0, 37.5, 40.0, 60.0]),
)
def test_pay_is_what_a_pocket_calculator_makes_of_it(
    pounds: Decimal, unit: Unit, hours: float | None
) -> None:
    if unit == "hour":
        exact_hour: Decimal | None = pounds * 100
        exact_week = None if hours is None else pounds * 100 * Decimal(str(hours))
    else:
        exact_week = pounds * 100 * WEEKS[unit]
        exact_hour = None if hours is None else pounds * 100 * (WEEKS[unit] / Decimal(str(hours)))
    pay = pay_of(WageSaid("set", pounds, unit=unit), hours=hours, rates=None)
    too_much = any(one is not None and round(one) > MOST_WEEKLY for one in (exact_hour, exact_week))
    assert bool(pay.flaw) == too_much
    if not too_much:
        for told, exact in ((pay.hourly, exact_hour), (pay.weekly, exact_week)):
            expected = None if exact is None else int(exact.quantize(Decimal(1), ROUND_HALF_UP))
            assert told == (None if expected is None else (expected, expected))


@pytest.mark.parametrize(
    "words",
    ["£" + "9" * 40 + " a week", "£" + "9" * 400 + "k a year", "£" + "1,000," * 60 + "000 a year"],
)
def test_a_figure_of_endless_digits_is_words_and_stops_no_import(words: str) -> None:
    pay = pay_of(WageSaid("set", words=words), hours=37, rates=RATES)
    assert (pay.basis, pay.hourly, pay.weekly, pay.text) == (PayBasis.TEXT_ONLY, None, None, words)


def test_a_row_with_such_a_figure_comes_in_beside_the_others(database: Database, tmp_path: Path) -> None:
    endless = found("VAC1000300010", wageText="£" + "9" * 60 + " a week")
    report = bring_in_rows(database, tmp_path, advert(), endless)
    assert (report.offered, report.problems.total_refused) == (2, 0)


@pytest.mark.parametrize(
    ("unit", "meant"),
    [(" Weekly ", "week"), ("PER HOUR", "hour"), ("annum", "year"), ("fortnight", ""), ("hours", "")],
)
def test_a_unit_is_known_however_it_is_written_and_no_other_is_guessed(unit: str, meant: str) -> None:
    assert wage_unit(unit) == meant


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("1 year (12 months)", 12),
        ("18 months (78 weeks)", 18),
        ("(24 Months)", 24),
        ("2 yrs 6 months", 30),
        ("1.25 years", 15),
        ("104 weeks", 24),
        ("1012 months", None),
        ("2,024 weeks", None),
        ("97 months", None),
        ("96 months", 96),
        ("1 week", None),
        ("monthly", None),
        ("3 yearlings", None),
        ("", None),
    ],
)
def test_a_length_counts_once_and_only_where_it_is_one(words: str, months: int | None) -> None:
    assert months_of(words) == months


@given(years=st.integers(0, 8), months=st.integers(0, 24), between=st.sampled_from([" ", ", ", " and "]))
def test_years_and_months_add_up(years: int, months: int, between: str) -> None:
    total = years * 12 + months
    words = f"{years} years{between}{months} months"
    assert months_of(words) == (total if 0 < total <= LONGEST_MONTHS else None)
    assert months_of(f"{words} ({total} months)") == months_of(words)


@given(st.text(max_size=40))
def test_a_number_keeps_to_signs_that_addresses_take_and_is_known_again_as_it_is_shown(written: str) -> None:
    key = reference_key(written)
    assert len(key) <= LONGEST
    assert key == "" or key.replace("-", "").replace("/", "").isalnum()
    assert key.isascii()
    if not key.startswith("VAC"):
        assert reference_key(shown_reference(key)) == key


@pytest.mark.parametrize("written", ["", "VAC", "vac-0000", "///", "٣٤٥", "9" * 61, "£$%"])
def test_what_is_no_number_has_no_key(written: str) -> None:
    assert reference_key(written) == ""


@pytest.mark.parametrize(
    ("hours", "full", "part"),
    [(None, False, False), (0.0, False, False), (29.5, False, True), (30.0, True, False), (60.0, True, False),
     (60.5, False, False), (168.0, False, False)],
)  # fmt: skip
def test_hours_tell_full_time_from_part_time_and_unlikely_ones_tell_nothing(
    hours: float | None, full: bool, part: bool
) -> None:
    made = offer(venue(), hours=hours)
    assert (made.full_time, made.part_time, made.mode_not_stated) == (full, part, not (full or part))
    assert made.hours_a_week == (hours if full or part else None)
    assert (likely_hours(vacancy(hours=hours)) is None) == made.mode_not_stated
    assert FULL_TIME_HOURS < MOST_HOURS


@pytest.mark.parametrize(
    ("at", "national", "online", "delivery", "ends", "place_not_given"),
    [
        (True, False, False, Delivery.VENUE, "@0badcafe:12", False),
        (True, False, True, Delivery.VENUE, "@0badcafe:12", False),
        (False, False, True, Delivery.ONLINE, "@online", False),
        (False, True, False, Delivery.NATIONAL, "@national", False),
        (False, True, True, Delivery.NATIONAL, "@national", False),
        (False, False, False, Delivery.VENUE, "@", True),
    ],
)
def test_where_a_job_is_offered(
    at: bool, national: bool, online: bool, delivery: Delivery, ends: str, place_not_given: bool
) -> None:
    made = offer(venue() if at else None, is_national=national, is_online=online)
    assert (made.delivery, made.place_not_given) == (delivery, place_not_given)
    assert made.key == f"1000300001{ends}"
    assert (made.venue_key is not None) == at


def test_an_apprentice_pays_nothing_and_is_told_whom_to_ask_but_no_persons_name() -> None:
    made = offer(venue(), pay_for(vacancy(), RATES), positions=0)
    assert (made.money, made.fee, made.places) == (Money.PAID, None, None)
    assert (made.pay_hourly_low, made.pay_weekly_high) == (950, 35_150)
    assert made.contact_text == "Ask Riverbank Training about the training, and the employer about the job"
    assert made.employer_name == "Derwent Heating Ltd"


def test_without_an_address_to_apply_at_the_number_is_what_one_looks_for() -> None:
    assert offer(None).how_to_apply == (
        "The vacancy number is VAC1000300001. Look for the number on the official site for apprenticeships."
    )
    direct = offer(
        None, apply_address="https://jobs.example/1", texts={"where": "The van starts at Consett."}
    )
    assert direct.how_to_apply == "The vacancy number is VAC1000300001. The van starts at Consett."


@given(starts=st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1)),
       closes=st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1)))  # fmt: skip
def test_nobody_is_told_to_apply_after_the_start(starts: date | None, closes: date | None) -> None:
    made = intake_record(vacancy(starts_on=starts, closes_on=closes), "key")
    assert made.closes_on == closes
    assert made.starts_on is None or made.closes_on is None or made.closes_on <= made.starts_on
    assert (made.starts_on is None) == (made.start_text == NO_START)
    assert made.starts_on in (None, starts)


def address(*lines: str, **changes: Any) -> dict[str, Any]:
    return {f"addressLine{number}": line for number, line in enumerate(lines, 1)} | changes


def places(database: Database, folder: Path, *addresses: dict[str, Any], **changes: Any) -> list[Venue]:
    """The venues of an advert with these addresses."""
    bring_in_rows(
        database, folder, advert(address=None, location=None, otherAddresses=list(addresses), **changes)
    )
    with database.open_session() as session:
        return list(session.execute(select(Venue)).scalars())


def test_one_address_written_three_ways_is_one_place_and_another_street_is_another(
    database: Database, tmp_path: Path
) -> None:
    made = places(
        database,
        tmp_path,
        address("4 Front Street", "Consett", postcode="DH8 5AB"),
        address("4  FRONT STREET", "", "consett", postcode="dh85ab"),
        address("4 Front Street,", "Consett", postcode="DH8  5AB"),
        address("5 Front Street", "Consett", postcode="DH8 5AB"),
    )
    assert sorted(venue.address.casefold() for venue in made) == ["4 front street", "5 front street"]
    assert {venue.postcode_district for venue in made} == {"DH8"}
    assert all("5AB" not in f"{venue.address} {venue.postcode} {venue.source_key}" for venue in made)


@pytest.mark.parametrize(("lat", "lng"), [(0.0, 0.0), (51.5, 179.9), (-54.8, 1.8), (None, -1.8)])
def test_a_point_of_nowhere_is_never_put_on_the_map(
    database: Database, tmp_path: Path, lat: float | None, lng: float
) -> None:
    for venue in places(database, tmp_path, address("Mill Lane", latitude=lat, longitude=lng)):
        assert (venue.lat, venue.lng) == (None, None)


def test_an_employer_without_a_name_has_a_place_of_work(database: Database, tmp_path: Path) -> None:
    (venue,) = places(database, tmp_path, address("Mill Lane", "Consett"), employerName="")
    assert (venue.name, venue.town, venue.address) == ("Place of work", "Consett", "Mill Lane")


@given(st.lists(st.text(max_size=15), max_size=4), st.text(max_size=8))
def test_a_mark_is_short_and_tells_nothing(lines: list[str], postcode: str) -> None:
    named = {f"address_line{number}": line for number, line in enumerate(lines, 1)}
    row = AddressRow(**named, postcode=postcode)
    assert len(mark_of(row)) == 16
    assert int(mark_of(row), 16) >= 0
    assert mark_of(row) == mark_of(row.model_copy())


@pytest.mark.parametrize(
    ("item", "shape"),
    [
        (advert(), AdvertRow),
        (found(), FoundRow),
        ({"vacancyUrl": ""}, AdvertRow),
        ({"wage": None, "course": "plumbing"}, FoundRow),
        ({"course": {}}, AdvertRow),
    ],
)
def test_the_shape_is_told_by_its_objects(item: dict[str, Any], shape: type[VacancyRow]) -> None:
    assert shape_of(item) is shape


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("hoursPerWeek", 168.5),
        ("hoursPerWeek", float("nan")),
        ("numberOfPositions", -1),
        ("numberOfPositions", 2.5),
        ("ukprn", 9_999_999),
        ("ukprn", 20_000_000),
        ("title", ""),
        ("title", "x" * 301),
        ("vacancyReference", None),
        ("isNationalVacancy", "perhaps"),
        ("closingDate", 20261215),
    ],
)
def test_what_a_member_may_not_be_is_refused(member: str, value: object) -> None:
    with pytest.raises(ValidationError):
        AdvertRow.model_validate(advert() | {member: value})


@pytest.mark.parametrize("odd", [7, ["Ann"], {"name": "Ann"}, None, True])
def test_a_persons_own_detail_never_refuses_a_row(odd: object) -> None:
    row = AdvertRow.model_validate(advert() | {"employerContactName": odd, "providerContactName": odd})
    assert (row.employer_contact_name, row.provider_contact_name) == ("", "")


@pytest.mark.parametrize("name", ["wage", "course", "address", "otherAddresses", "hoursPerWeek", "ukprn"])
def test_a_part_that_is_null_is_a_part_that_is_not_there(name: str) -> None:
    whole = AdvertRow.model_validate({key: value for key, value in advert().items() if key != name})
    assert AdvertRow.model_validate(advert() | {name: None}) == whole
