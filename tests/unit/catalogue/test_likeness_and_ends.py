"""What is like a programme that says little of itself, and rates, days and codes at their ends."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from pathways import clock
from pathways.catalogue.change_log import changes_after
from pathways.catalogue.changes import record_change
from pathways.catalogue.choosing import centre_of, chosen_from
from pathways.catalogue.codes import (
    BIT_FACETS,
    CODE_FACETS,
    FACET_VALUES,
    bits_of,
    code_of,
    day_number,
    day_of,
    nation_code,
)
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.last_changes import moments_of
from pathways.catalogue.models import MinimumWage, Opportunity
from pathways.catalogue.pay import WageRates, apprentice_steps, band, published_rates, rates_on, weekly
from pathways.catalogue.search import search
from pathways.catalogue.similar import cards_of_programme, similar_to
from pathways.catalogue.sitemap import is_all_demonstration, sitemap_page, sitemap_size
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.vocabulary import Area, ListingState, Mode, Route, StartWindow
from pathways.paths import resource_dir
from tests.factories import make_opportunity, make_programme, make_provider
from tests.unit.catalogue.consett import CARE, CONSETT, HEALTH, TRURO

SEED = resource_dir("seed_data")
MIDNIGHT_OF_THE_YEAR = datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)
BANDS = ("21+", "18-20", "under-18", "apprentice")


def titles_like(snapshot: CatalogueSnapshot, title: str, *areas: str, limit: int = 10) -> list[str]:
    """The titles of what is like a programme near Consett that is not in the catalogue."""
    found = similar_to(snapshot, title=title, areas=areas, programme_id=0, place=CONSETT, limit=limit)
    return [card.title for card in found]


def test_programme_of_no_area_is_like_what_shares_its_words_and_no_more(consett: CatalogueSnapshot) -> None:
    assert titles_like(consett, "Plumbing") == ["Plumbing studies", "Plumber apprenticeship"]


@pytest.mark.parametrize("title", ["Thatching", "zebra", "", "مرحبا", "🐶", "</script>"])
def test_programme_of_no_area_whose_words_nobody_shares_is_like_nothing(
    consett: CatalogueSnapshot, title: str
) -> None:
    assert titles_like(consett, title) == []


def test_only_the_main_area_makes_things_alike(consett: CatalogueSnapshot) -> None:
    assert titles_like(consett, "zebra", CARE, HEALTH) == ["Health and social care"]
    assert "Health and social care" in titles_like(consett, "zebra", HEALTH, CARE)


@given(
    title=st.text(max_size=30) | st.sampled_from(["Nursing", "Plumbing -studies", '"Adult nursing"']),
    area=st.sampled_from(Area),
    place=st.sampled_from([None, CONSETT, TRURO]),
    limit=st.integers(0, 5),
)
def test_likeness_is_within_the_area_and_each_programme_once(
    consett: CatalogueSnapshot, title: str, area: Area, place: None, limit: int
) -> None:
    found = similar_to(consett, title=title, areas=(area,), programme_id=0, place=place, limit=limit)
    assert len(found) <= limit
    assert all(area in card.areas for card in found)
    assert len({card.programme_id for card in found}) == len(found)


def test_cards_of_a_programme_come_nearest_first(session: Session, consett: CatalogueSnapshot) -> None:
    nursing = next(card for card in search(consett, SearchCriteria()).cards if card.title == "Dental nursing")
    for place, is_near in ((TRURO, True), (CONSETT, False), (None, False)):
        (card,) = cards_of_programme(consett, nursing.programme_id, place)
        assert (card.distance_miles is not None and card.distance_miles < 1) is is_near
        assert (card.distance_miles is None) is (place is None)


def test_what_is_over_is_still_a_card_of_its_programme(consett: CatalogueSnapshot) -> None:
    known = {card.programme_id for card in search(consett, SearchCriteria(page_size=100)).cards}
    over = [
        card
        for programme_id in range(1, 20)
        if programme_id not in known
        for card in cards_of_programme(consett, programme_id)
    ]
    assert [card.title for card in over] == ["Thatching roofs"]


WAGE_ROWS = st.lists(
    st.builds(
        MinimumWage,
        effective_from=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
        band=st.sampled_from(BANDS),
        hourly_pence=st.integers(0, 5_000),
        source=st.just("A published table"),
        confidence=st.just(""),
    ),
    max_size=12,
    unique_by=lambda row: (row.effective_from, row.band),
)


@given(rows=WAGE_ROWS, day=st.dates(date(2019, 12, 31), date(2031, 1, 1)))
def test_rates_of_a_day_are_those_of_the_last_change_before_it(rows: list[MinimumWage], day: date) -> None:
    found = rates_on(rows, day)
    begun = sorted({row.effective_from for row in rows if row.effective_from <= day})
    if found is None:
        assert not begun
        return
    assert found.effective_from == begun[-1]
    assert found.hourly_pence == {
        row.band: row.hourly_pence for row in rows if row.effective_from == begun[-1]
    }
    assert found.next_change() > found.effective_from
    assert (found.next_change().month, found.next_change().day) == (4, 1)


@pytest.mark.parametrize(
    ("age", "year", "expected"),
    [
        (17, None, "under-18"),
        (18, None, "18-20"),
        (20, None, "18-20"),
        (21, None, "21+"),
        (18, 1, "apprentice"),
        (18, 4, "apprentice"),
        (19, 1, "apprentice"),
        (19, 2, "18-20"),
        (21, 2, "21+"),
        (64, 1, "apprentice"),
        (0, None, "under-18"),
    ],
)
def test_band_changes_on_the_birthday_and_after_the_first_year(
    age: int, year: int | None, expected: str
) -> None:
    assert band(age, apprenticeship_year=year) == expected


@pytest.mark.parametrize("year", [0, -1, -100])
def test_year_before_the_first_is_refused_at_any_age(year: int) -> None:
    for age in (16, 19, 40):
        with pytest.raises(ValueError, match="first year"):
            band(age, apprenticeship_year=year)


@pytest.mark.parametrize(("months", "steps"), [(None, 4), (0, 2), (1, 2), (12, 2), (13, 4), (60, 4)])
def test_second_year_is_spoken_of_from_the_thirteenth_month(months: int | None, steps: int) -> None:
    rates = WageRates(date(2026, 4, 1), dict.fromkeys(BANDS, 800), "A published table", "")
    assert len(apprentice_steps(rates, hours_a_week=30, months=months)) == steps


def test_rates_of_nothing_and_of_nought_are_not_the_same() -> None:
    assert apprentice_steps(WageRates(date(2026, 4, 1), {}, "", ""), hours_a_week=30) == ()
    nought = WageRates(date(2026, 4, 1), {"apprentice": 0}, "", "")
    assert [step.hourly_pence for step in apprentice_steps(nought, hours_a_week=30)] == [0, 0]
    assert weekly(800, 0) == 0
    assert weekly(0, 37.5) == 0


@pytest.mark.parametrize("day", [date(2026, 3, 31), date(2026, 4, 1), date(2026, 12, 31), date(2027, 1, 1)])
def test_the_projects_own_table_has_a_rate_for_every_age_on_any_day(day: date) -> None:
    rates = published_rates(SEED, day)
    assert rates is not None
    assert rates.effective_from <= day
    owed = [rates.legal_minimum(age) for age in (16, 18, 21)]
    assert None not in owed
    assert owed == sorted(pence or 0 for pence in owed)
    assert rates.legal_minimum(30, apprenticeship_year=1) == rates.legal_minimum(16, apprenticeship_year=3)


def test_before_the_table_begins_nothing_is_claimed() -> None:
    assert published_rates(SEED, date(1999, 4, 1)) is None


@given(first=st.dates(date(1970, 1, 1)), days=st.integers(0, 400))
def test_numbers_of_days_are_as_far_apart_as_the_days(first: date, days: int) -> None:
    assume(first <= date.max - timedelta(days=days))
    later = first + timedelta(days=days)
    assert day_number(later) - day_number(first) == days
    assert day_of(day_number(first) + days) == later


@pytest.mark.parametrize("facet", CODE_FACETS)
def test_codes_are_the_places_of_their_values(facet: str) -> None:
    assert [code_of(facet, value) for value in FACET_VALUES[facet]] == list(range(len(CODE_FACETS[facet])))
    assert code_of(facet, None) == len(CODE_FACETS[facet])


@pytest.mark.parametrize("facet", BIT_FACETS)
def test_all_bits_of_a_facet_fit_a_whole_number_of_four_bytes(facet: str) -> None:
    every = bits_of(facet, FACET_VALUES[facet])
    assert every == 2 ** len(BIT_FACETS[facet]) - 1
    assert every < 2**32
    assert bits_of(facet, [*FACET_VALUES[facet], *FACET_VALUES[facet]]) == every
    assert bits_of(facet, []) == 0


@pytest.mark.parametrize("nation", ["", "England", "ireland", "</script>"])
def test_a_nation_that_is_none_is_refused(nation: str) -> None:
    with pytest.raises(ValueError, match="not a valid Nation"):
        nation_code(nation)


@given(
    routes=st.frozensets(st.sampled_from(Route)),
    modes=st.frozensets(st.sampled_from(Mode)),
    start=st.none() | st.sampled_from(StartWindow),
)
def test_what_is_chosen_can_be_read_back_from_its_numbers(
    routes: frozenset[Route], modes: frozenset[Mode], start: StartWindow | None
) -> None:
    chosen = chosen_from(SearchCriteria(routes=routes, modes=modes, start=start, place=CONSETT, miles=None))
    assert {CODE_FACETS["route"][code] for code in chosen.codes["route"]} == routes
    assert {mode for at, mode in enumerate(BIT_FACETS["mode"]) if chosen.bits["mode"] >> at & 1} == modes
    assert (chosen.last_bucket is None) is (start is None)
    assert chosen.centre == centre_of(CONSETT)


def test_a_change_in_the_last_second_of_a_year_is_of_that_year(session: Session) -> None:
    clock.set_clock(lambda: MIDNIGHT_OF_THE_YEAR)
    offer = make_opportunity(session)
    record_change(session, [offer.id])
    clock.set_clock(lambda: MIDNIGHT_OF_THE_YEAR + timedelta(seconds=1))
    record_change(session, [offer.id])
    session.flush()
    before, after = changes_after(session, 0, 10)
    assert (before.changed_at.year, after.changed_at.year) == (2026, 2027)
    assert after.changed_at - before.changed_at == timedelta(seconds=1)


def test_a_clock_that_was_put_back_keeps_changes_in_the_order_they_came(session: Session) -> None:
    for hour in (12, 11, 13):
        clock.set_clock(lambda hour=hour: datetime(2026, 10, 25, hour, tzinfo=UTC))
        record_change(session, [hour])
    told = changes_after(session, 0, 10)
    assert [change.opportunity_id for change in told] == [12, 11, 13]
    assert [change.changed_at.hour for change in told] == [12, 11, 13]


def test_past_the_last_change_there_is_nothing(session: Session) -> None:
    record_change(session, [1, 2, 3])
    last = changes_after(session, 0, 10)[-1].sequence
    assert changes_after(session, last, 10) == []
    assert changes_after(session, 2**31 - 1, 10) == []


def test_a_change_names_the_programme_only_of_what_is_there(session: Session) -> None:
    offer = make_opportunity(session)
    record_change(session, [offer.id, 2_000_000_000])
    told = {change.opportunity_id: change.programme_id for change in changes_after(session, 0, 10)}
    assert told == {offer.id: offer.programme_id, 2_000_000_000: None}


def test_one_id_asked_for_many_times_has_its_moments_once(session: Session) -> None:
    offer = make_opportunity(session)
    found = moments_of(session, [offer.id or 0] * 50)
    assert list(found) == [offer.id]
    assert found[offer.id or 0].listed <= found[offer.id or 0].changed


def test_what_was_taken_down_still_has_its_moments(session: Session) -> None:
    clock.set_clock(lambda: MIDNIGHT_OF_THE_YEAR)
    offer = make_opportunity(session)
    clock.set_clock(lambda: MIDNIGHT_OF_THE_YEAR + timedelta(days=1))
    session.get_one(Opportunity, offer.id).state = ListingState.WITHDRAWN
    session.flush()
    assert moments_of(session, [offer.id or 0])[offer.id or 0].changed.year == 2027


def test_an_empty_catalogue_has_a_sitemap_of_nothing(session: Session) -> None:
    assert sitemap_size(session) == 0
    assert sitemap_page(session, 1) == ()
    assert is_all_demonstration(session)


@pytest.mark.parametrize("part", [2, 3, 9_999])
def test_a_part_past_the_end_is_empty(session: Session, part: int) -> None:
    make_opportunity(session)
    assert sitemap_size(session) == 2
    assert sitemap_page(session, part) == ()


def test_a_provider_without_programmes_has_a_page_and_a_draft_has_none(session: Session) -> None:
    alone = make_provider(session, name="</script> College")
    drafted = make_provider(session, name="Draft College", state=ListingState.DRAFT)
    make_opportunity(session, programme=make_programme(session, provider=drafted))
    assert [(row.kind, row.id) for row in sitemap_page(session, 1)] == [("provider", alone.id)]
