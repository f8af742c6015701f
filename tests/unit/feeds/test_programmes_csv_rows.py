"""Our own template, row by row: cells, the rules of each route with their reasons, and what goes out and comes back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import (
    Area,
    Delivery,
    Level,
    Mode,
    Money,
    Nation,
    PayBasis,
    ProviderKind,
    Route,
)
from pathways.feeds.broken import Broken
from pathways.feeds.programmes_csv import cells
from pathways.feeds.programmes_csv.cells import CellError
from pathways.feeds.programmes_csv.columns import COLUMNS, NAMES, NEEDED, OF_THE_PROGRAMME, Part
from pathways.feeds.programmes_csv.listings import Listing, Offer
from pathways.feeds.programmes_csv.sheet import Sheet
from pathways.feeds.programmes_csv.starts import read_starts
from pathways.feeds.records import (
    AreaRecord,
    DistrictRecord,
    EntryRecord,
    IntakeRecord,
    OpportunityRecord,
    ProgrammeRecord,
    ProviderRecord,
    VenueRecord,
)
from pathways.places.names import slug
from pathways.spreadsheets import as_it_was, harmless
from tests.unit.feeds.made_listings import Row, apprenticeship_row, as_rows, registers, template_row
from tests.unit.feeds.written_sheets import write_starts

TODAY = date(2026, 11, 29)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=40).map(
    lambda text: " ".join(text.split())
)
NAMED = WORDS.filter(lambda text: any(character.isalnum() for character in text))
DAYS = st.dates(date(2027, 10, 1), date(2030, 1, 1))


def taken(*rows: Row) -> tuple[Sheet, list[Broken]]:
    """The sheet of these rows, and everything that is wrong with them."""
    sheet = Sheet(registers(), TODAY)
    return sheet, [broken for row in rows for broken in sheet.take(row)]


def wrong(row: Row) -> dict[str, str]:
    """What is wrong with a row: the rule that is broken, by column."""
    return {broken.field: broken.rule for broken in taken(row)[1]}


# Columns


def test_every_column_has_a_name_of_its_own_and_fills_one_field() -> None:
    assert len(set(NAMES)) == len(NAMES)
    filled = [(column.part, column.field) for column in COLUMNS]
    assert len(set(filled)) == len(filled)
    assert set(NAMES) >= NEEDED
    assert set(NAMES) >= OF_THE_PROGRAMME


def test_every_field_of_a_record_that_a_provider_can_say_has_a_column() -> None:
    made_by_the_reader = {
        Part.PROVIDER: {"key", "slug", "nation", "source_url", "source_dated_on"},
        Part.PROGRAMME: {"key", "provider_key", "slug"},
        Part.ENTRY: {"programme_key"},
        Part.VENUE: {"key", "provider_key", "nation", "postcode_district"},
        Part.OFFER: {
            "key", "programme_key", "venue_key", "place_not_given", "mode_not_stated", "full_time", "part_time",
            "evening_weekend", "day_release", "source_url", "source_dated_on",
        },
    }  # fmt: skip
    records = {
        Part.PROVIDER: ProviderRecord, Part.PROGRAMME: ProgrammeRecord, Part.ENTRY: EntryRecord,
        Part.VENUE: VenueRecord, Part.OFFER: OpportunityRecord,
    }  # fmt: skip
    for part, record in records.items():
        columns = {column.field for column in COLUMNS if column.part is part}
        assert columns | made_by_the_reader[part] == set(record.__dataclass_fields__)
        assert not columns & made_by_the_reader[part]


# Cells


@given(text=st.text(max_size=20))
def test_a_protected_text_comes_back_and_is_no_formula(text: str) -> None:
    assert as_it_was(harmless(text)) == text
    assert harmless(text)[:1] not in tuple("=+-@\t\r")


@given(pence=st.integers(0, 9_999_999))
def test_pounds_come_back_as_they_were(pence: int) -> None:
    assert cells.POUNDS.read(cells.POUNDS.write(pence)) == pence


@given(day=st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_days_come_back_as_they_were(day: date) -> None:
    assert cells.DAY.read(cells.DAY.write(day)) == day


@given(value=st.floats(49, 61.5))
def test_degrees_come_back_as_they_were(value: float) -> None:
    cell = cells.decimal_cell(49, 61.5)
    assert cell.read(cell.write(value)) == value


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("level", "9"),
        ("route", "college"),
        ("provider_ukprn", "123"),
        ("fee", "£450"),
        ("fee", "1e9"),
        ("min_age", "12"),
        ("min_age", "sixteen"),
        ("needs_ehcp", "perhaps"),
        ("funding_ends_on", "2027-07-31"),
        ("funding_ends_on", "31/02/2027"),
        ("apply_url", "http://college.example"),
        ("apply_url", "javascript:alert(1)"),
        ("areas", "plumbing"),
        ("modes", "nights"),
        ("title", "x" * 256),
        ("hours_a_week", "61"),
        ("venue_lat", "0"),
    ],
)
def test_a_cell_that_is_not_right_is_reported_by_its_column(column: str, text: str) -> None:
    found = wrong(template_row(**{column: text}))
    assert column in found
    assert found[column].startswith(f"{column} is ")


@given(texts=st.lists(st.text(max_size=12), min_size=len(NAMES), max_size=len(NAMES)))
def test_no_row_upsets_the_reader(texts: list[str]) -> None:
    row = dict(zip(NAMES, (text.strip() for text in texts), strict=True))
    _, broken = taken(row)
    assert broken
    assert all(one.field in NAMES and one.rule and one.mend.endswith(".") for one in broken)


# Starts


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("07/09/2027", IntakeRecord("o", date(2027, 9, 7))),
        ("7/9/2027", IntakeRecord("o", date(2027, 9, 7))),
        ("flexible", IntakeRecord("o", is_flexible=True)),
        ("(after a taster day)", IntakeRecord("o", start_text="after a taster day")),
        ("07/09/2027 (evening group)", IntakeRecord("o", date(2027, 9, 7), "evening group")),
        (
            "07/09/2027 opens 01/03/2027 closes 01/09/2027",
            IntakeRecord("o", date(2027, 9, 7), opens_on=date(2027, 3, 1), closes_on=date(2027, 9, 1)),
        ),
        ("Flexible closes 01/09/2027", IntakeRecord("o", is_flexible=True, closes_on=date(2027, 9, 1))),
    ],
)
def test_a_start_is_read(text: str, start: IntakeRecord) -> None:
    assert read_starts(text, "o") == [start]


def test_several_starts_stand_in_one_cell() -> None:
    assert len(read_starts("07/09/2027; 10/01/2028 closes 05/01/2028; flexible; 07/09/2027", "o")) == 3


@pytest.mark.parametrize(
    "text", ["soon", "07/09/2027 closes 08/09/2027", "31/02/2027", "closes 01/09/2027", "2027-09-07", "()"]
)
def test_what_is_no_start_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        read_starts(text, "o")


STARTS = st.one_of(
    st.builds(IntakeRecord, st.just("o"), starts_on=DAYS, opens_on=st.none() | st.just(date(2027, 1, 5)),
              closes_on=st.none() | st.just(date(2027, 9, 1))),
    st.builds(IntakeRecord, st.just("o"), start_text=st.sampled_from(["after a taster day", "when ten people ask"])),
    st.builds(IntakeRecord, st.just("o"), is_flexible=st.just(True)),
)  # fmt: skip


@given(starts=st.lists(STARTS, unique=True, max_size=6))
def test_starts_come_back_as_they_were(starts: list[IntakeRecord]) -> None:
    assert set(read_starts(write_starts(starts), "o")) == set(starts)


# The rules of each route, with their reasons


def test_right_rows_are_right() -> None:
    assert wrong(template_row()) == {}
    assert wrong(apprenticeship_row()) == {}


@pytest.mark.parametrize("column", ["reference", "provider_name", "title", "route", "delivery"])
def test_what_every_row_has(column: str) -> None:
    assert column in wrong(template_row(**{column: ""}))


def test_an_apprenticeship_cannot_charge_the_apprentice() -> None:
    found = wrong(apprenticeship_row(money="", fee="50"))
    assert found == {"fee": "An apprenticeship is a paid job: it cannot charge the apprentice"}
    assert set(wrong(apprenticeship_row(money="fee"))) == {"money"}
    assert set(wrong(apprenticeship_row(money="loan"))) == {"money"}
    assert set(wrong(apprenticeship_row(money="free"))) == {"money"}
    assert wrong(apprenticeship_row(money="", fee="0")) == {}


@pytest.mark.parametrize(
    ("route", "level", "fine"),
    [
        ("apprenticeship", "2", True),
        ("apprenticeship", "1", False),
        ("degree-apprenticeship", "6", True),
        ("degree-apprenticeship", "4", False),
        ("foundation-degree", "5", True),
        ("higher-technical", "4", True),
        ("higher-technical", "3", False),
        ("a-level", "3", True),
        ("a-level", "2", False),
        ("degree", "6", True),
        ("bootcamp", "2", False),
        ("essential-skills", "entry", True),
        ("essential-skills", "", False),
        ("vocational", "3", True),
    ],
)
def test_each_route_has_its_levels(route: str, level: str, fine: bool) -> None:
    assert ("level" not in wrong(template_row(route=route, level=level))) is fine


def test_an_apprenticeship_lasts_at_least_eight_months_since_august_2025() -> None:
    assert "duration_months" in wrong(apprenticeship_row(duration_months="7"))
    assert "duration_months" not in wrong(apprenticeship_row(duration_months="8"))
    before = apprenticeship_row(duration_months="7", starts="01/07/2025")
    assert "duration_months" not in wrong(before)


def test_a_bootcamp_lasts_up_to_sixteen_weeks() -> None:
    row = template_row(route="bootcamp", level="3", duration_months="5", min_age="19")
    assert wrong(row) == {"duration_months": "A skills bootcamp lasts up to 16 weeks"}


def test_nobody_starts_an_apprenticeship_at_15_or_a_bootcamp_at_18() -> None:
    assert set(wrong(apprenticeship_row(min_age="15"))) == {"min_age"}
    assert set(wrong(template_row(route="bootcamp", level="3", min_age="18"))) == {"min_age"}


def test_a_foundation_apprenticeship_is_for_people_up_to_21_with_exceptions_to_24() -> None:
    row = apprenticeship_row(
        title="Building Services Engineering foundation apprenticeship", route="foundation-apprenticeship", level="2",
        max_age="25",
    )  # fmt: skip
    assert set(wrong(row)) == {"max_age"}
    assert wrong(row | {"max_age": "24"}) == {}


def test_a_level_7_apprenticeship_says_up_to_what_age_it_is_funded() -> None:
    assert set(wrong(apprenticeship_row(level="7"))) == {"max_age"}
    assert wrong(apprenticeship_row(level="7", max_age="21")) == {}


def test_an_apprentice_is_paid_at_least_what_the_law_says_on_that_day() -> None:
    assert set(wrong(apprenticeship_row(pay_hourly_low="5.00", pay_hourly_high="9.00"))) == {"pay_hourly_low"}
    assert wrong(apprenticeship_row(pay_hourly_low="8.00")) == {}


def test_a_supported_internship_is_for_people_with_a_plan() -> None:
    row = template_row(route="supported-internship", level="")
    assert set(wrong(row)) == {"needs_ehcp"}
    assert wrong(row | {"needs_ehcp": "yes"}) == {}


T_LEVEL = {"route": "t-level", "level": "3"}


def test_a_t_level_is_one_that_exists() -> None:
    assert wrong(template_row(title="T Level in Health", **T_LEVEL)) == {}
    assert set(wrong(template_row(title="T Level in Plumbing", **T_LEVEL))) == {"title"}


@pytest.mark.parametrize(
    "subject", ["Catering", "Human Resources", "Hair, Beauty and Barbering", "Onsite Construction"]
)
def test_a_t_level_that_closed_or_never_began_is_refused(subject: str) -> None:
    found = wrong(template_row(title=f"T Level in {subject}", **T_LEVEL))
    assert found["title"] in ("Never launched", "Closed to new starts")


def test_a_t_level_has_its_placement() -> None:
    row = template_row(title="T Level in Health", placement_hours="100", **T_LEVEL)
    assert set(wrong(row)) == {"placement_hours"}
    assert wrong(row | {"placement_hours": "315"}) == {}


def test_nobody_starts_a_v_level_before_it_is_taught() -> None:
    row = template_row(
        title="V Level in Accounting and Finance", route="v-level", level="3", starts="07/09/2026"
    )
    assert set(wrong(row)) == {"title"}
    assert wrong(row | {"starts": "07/09/2027"}) == {}


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"min_age": "19", "max_age": "18"}, "max_age"),
        ({"pay_weekly_low": "300", "pay_weekly_high": "200"}, "pay_weekly_high"),
        ({"points_usual_low": "100", "points_usual_high": "90"}, "points_usual_high"),
        ({"pay_hourly_high": "9"}, "pay_hourly_low"),
        ({"money": "free", "fee": "5"}, "fee"),
        ({"delivery": "online"}, "venue_name"),
        ({"delivery": "area", "venue_name": "", "venue_postcode": ""}, "districts"),
        ({"districts": "Preston"}, "districts"),
        ({"venue_lat": "53.7"}, "venue_lng"),
        ({"venue_lat": "54.856", "venue_lng": "-1.837"}, "venue_lat"),
        ({"venue_lat": "54.856", "venue_lng": "-1.837", "venue_postcode": "PR1"}, "venue_lat"),
        ({"venue_postcode": "ZZ1 1AA"}, "venue_postcode"),
        ({"venue_postcode": "Preston"}, "venue_postcode"),
        ({"districts": "Atlantis", "delivery": "area", "venue_name": ""}, "districts"),
    ],
)
def test_cells_that_do_not_go_together_are_reported(values: Row, column: str) -> None:
    assert column in wrong(template_row(**values))


# Rows of one reference


def test_rows_after_the_first_leave_out_what_holds_for_the_whole_programme() -> None:
    first = template_row()
    later = {name: "" if name in OF_THE_PROGRAMME else text for name, text in first.items()}
    later |= {"venue_name": "", "venue_postcode": "", "delivery": "online"}
    sheet, broken = taken(first, later)
    assert broken == []
    assert [offer.record.delivery for offer in sheet.listings["plumb2"].offers.values()] == [
        Delivery.VENUE,
        Delivery.ONLINE,
    ]


def test_rows_of_one_reference_do_not_say_two_things() -> None:
    _, broken = taken(template_row(), template_row(title="Another title", modes="part-time"))
    assert [one.field for one in broken] == ["title"]


def test_a_row_of_the_same_offer_adds_its_starts() -> None:
    sheet, broken = taken(template_row(), template_row(starts="10/01/2028; 07/09/2027 closes 01/09/2027"))
    assert broken == []
    (offer,) = sheet.listings["plumb2"].offers.values()
    assert [start.starts_on for start in offer.starts] == [date(2027, 9, 7), date(2028, 1, 10)]


def test_a_row_of_the_same_offer_that_says_something_else_is_reported() -> None:
    _, broken = taken(template_row(), template_row(fee="10"))
    assert [one.field for one in broken] == ["offer"]


def test_districts_are_named_by_code_by_name_or_by_sub_region() -> None:
    row = template_row(
        delivery="area", venue_name="", venue_postcode="", districts="Preston; e06000047; Cumbria"
    )
    sheet, broken = taken(row)
    assert broken == []
    (offer,) = sheet.listings["plumb2"].offers.values()
    assert [district.lad_code for district in offer.districts] == [
        "E06000047",
        "E06000063",
        "E06000064",
        "E07000123",
    ]


def test_a_programme_without_areas_gets_those_of_its_title() -> None:
    sheet, _ = taken(template_row(areas=""))
    assert [area.area for area in sheet.listings["plumb2"].areas] == [Area.BUILDING_CONSTRUCTION]


# Out and back


@st.composite
def listings(draw: st.DrawFn) -> Listing:
    """A listing of a vocational course, with everything that a record may hold."""
    key, provider_key = (
        draw(st.sampled_from(["a", "b-2", "c/3"])),
        draw(st.sampled_from(["10005200", "moorside"])),
    )
    title, name = draw(NAMED), draw(NAMED)
    programme = ProgrammeRecord(
        key, provider_key, title, slug(title)[:120] or "course", Route.VOCATIONAL,
        draw(st.sampled_from([Level.ENTRY, Level.ONE, Level.TWO, Level.THREE])), Nation.ENGLAND,
        registered_with=draw(WORDS), taught_at_college=draw(st.booleans()), course_code=draw(WORDS),
        summary=draw(WORDS),
        daily_life=draw(WORDS), leads_to=draw(WORDS), keywords=draw(WORDS), duration_text=draw(WORDS),
        duration_months=draw(st.none() | st.integers(0, 96)), credits=draw(st.none() | st.integers(0, 600)),
        funding_ends_on=draw(st.none() | DAYS), replaced_by=draw(WORDS), source_url="https://a.example/x",
        source_dated_on=draw(st.none() | DAYS),
    )  # fmt: skip
    areas = draw(st.lists(st.sampled_from(Area), min_size=1, max_size=4, unique=True))
    entry = EntryRecord(
        key, min_age=draw(st.none() | st.integers(16, 19)), max_age=draw(st.none() | st.integers(20, 99)),
        after_compulsory_school=draw(st.booleans()), gcse_count=draw(st.none() | st.integers(0, 12)),
        required_subjects=draw(WORDS), level_held=draw(st.none() | st.sampled_from(Level)), text=draw(WORDS),
        needs_ehcp=draw(st.booleans()),
    )  # fmt: skip
    provider = ProviderRecord(
        provider_key, name, slug(name)[:120] or "provider", draw(st.sampled_from(ProviderKind)), Nation.ENGLAND,
        ukprn=draw(st.none() | st.integers(10_000_000, 19_999_999)), about=draw(WORDS), telephone="+44 1207 000000",
    )  # fmt: skip
    listing = Listing(
        provider, programme, [AreaRecord(key, area, place == 0) for place, area in enumerate(areas)], entry
    )
    for number in range(draw(st.integers(1, 3))):
        offer = draw(offers(f"{key}@{number}", key, provider_key))
        listing.offers[offer.record.key] = offer
    return listing


@st.composite
def offers(draw: st.DrawFn, key: str, programme_key: str, provider_key: str) -> Offer:
    """An offer at a venue, online, in some districts or anywhere."""
    delivery = draw(st.sampled_from(Delivery))
    venue = None
    if delivery is Delivery.VENUE:
        on_map = draw(st.booleans())
        venue = VenueRecord(
            f"venue-{key}", provider_key, draw(NAMED), Nation.ENGLAND, draw(WORDS), "Preston", "PR1 2HE", "PR1",
            "E07000123",
            *((draw(st.floats(53.7, 53.8)), draw(st.floats(-2.8, -2.6))) if on_map else (None, None)), draw(WORDS),
        )  # fmt: skip
    codes = (
        draw(st.sets(st.sampled_from(["E07000123", "E06000047"]), min_size=1))
        if delivery is Delivery.AREA
        else set()
    )
    modes = draw(st.sets(st.sampled_from(Mode)))
    money = draw(st.none() | st.sampled_from(Money))
    pay = draw(st.none() | st.integers(800, 3_000))
    record = OpportunityRecord(
        key, programme_key, venue.key if venue else None, delivery, mode_not_stated=not modes,
        full_time=Mode.FULL_TIME in modes, part_time=Mode.PART_TIME in modes,
        evening_weekend=Mode.EVENING_WEEKEND in modes, day_release=Mode.DAY_RELEASE in modes,
        hours_a_week=draw(st.none() | st.sampled_from([0.0, 16.5, 37.0])), week_text=draw(WORDS),
        employer_name=draw(WORDS), places=draw(st.none() | st.integers(1, 99)), money=money,
        fee=draw(st.integers(0, 99_999)) if money is Money.FEE else None, cost_text=draw(WORDS),
        pay_basis=draw(st.none() | st.sampled_from(PayBasis)), pay_hourly_low=pay, pay_hourly_high=pay,
        how_to_apply=draw(WORDS), apply_url="https://a.example/apply", open_days=draw(WORDS),
    )  # fmt: skip
    starts = [
        IntakeRecord(key, one.starts_on, one.start_text, one.is_flexible, one.opens_on, one.closes_on)
        for one in draw(st.lists(STARTS, unique=True, max_size=3))
    ]
    return Offer(record, venue, starts, [DistrictRecord(key, code) for code in sorted(codes)])


def compared(listing: Listing) -> Any:
    """A listing in a form in which the order of its parts does not matter."""
    return (
        listing.provider, listing.programme, set(listing.areas), listing.entry,
        {key: (offer.record, offer.venue, set(offer.starts), set(offer.districts))
         for key, offer in listing.offers.items()},
    )  # fmt: skip


@given(listing=listings())
def test_a_listing_that_is_written_comes_back_as_it_was(listing: Listing) -> None:
    sheet, broken = taken(*as_rows([listing]))
    assert broken == []
    assert compared(sheet.listings[listing.programme.key]) == compared(listing)


@given(listing=listings())
def test_writing_what_came_back_writes_the_same(listing: Listing) -> None:
    rows = as_rows([listing])
    sheet, _ = taken(*rows)
    assert as_rows(list(sheet.listings.values())) == rows
