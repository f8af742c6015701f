"""One programme and one provider as JSON: every field, its unit, and what is not known said to be null."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from pathways.api.document_shapes import OfferShape, ProgrammeDocument, ProviderDocument
from pathways.catalogue.models import Provider
from pathways.catalogue.vocabulary import (
    Area,
    Delivery,
    Level,
    ListingState,
    Measure,
    Money,
    Nation,
    PayBasis,
    ProviderKind,
    Route,
    SubjectRule,
)
from tests.factories import (
    in_days,
    make_opportunity,
    make_outcome,
    make_programme,
    make_provider,
    make_venue,
)
from tests.harness.pages import CheckingClient


def read(client: CheckingClient, kind: str, identifier: int | None) -> dict[str, Any]:
    response = client.get(f"/api/v1/{kind}/{identifier}")
    assert response.status_code == 200, response.text
    assert response.mimetype == "application/json"
    answer = response.get_json()
    assert isinstance(answer, dict)
    return answer


def offered(client: CheckingClient, rows: Session, **changes: Any) -> dict[str, Any]:
    """One offer, made with `changes`, as the API shows it."""
    programme = make_programme(rows, title="Plumbing trial")
    make_opportunity(rows, programme=programme, **changes)
    rows.commit()
    (offer,) = read(client, "programmes", programme.id)["opportunities"]
    assert isinstance(offer, dict)
    return offer


def test_a_programme_has_exactly_the_agreed_keys(client: CheckingClient) -> None:
    found = client.get("/api/v1/opportunities?q=plumbing&near=consett").get_json()["items"][0]
    programme = read(client, "programmes", found["programme_id"])
    assert set(programme) == set(ProgrammeDocument.model_fields)
    assert all(set(offer) == set(OfferShape.model_fields) for offer in programme["opportunities"])


def test_a_provider_has_exactly_the_agreed_keys(client: CheckingClient) -> None:
    found = client.get("/api/v1/opportunities?near=preston").get_json()["items"][0]
    provider = read(client, "providers", found["provider"]["id"])
    assert set(provider) == set(ProviderDocument.model_fields)


def test_what_the_record_says_of_itself_is_all_there(client: CheckingClient, rows: Session) -> None:
    programme = make_programme(
        rows,
        title="Health T Level",
        route=Route.T_LEVEL,
        level=Level.THREE,
        areas=(Area.HEALTH, Area.CARE_SUPPORT),
        course_code="TL1",
        occupation="Nursing assistant",
        placement_hours=315,
        funding_ends_on=date(2028, 7, 31),
        checked_on=date(2026, 11, 2),
        source_url="https://list.example/7",
    )
    make_opportunity(rows, programme=programme)
    rows.commit()
    answer = read(client, "programmes", programme.id)
    assert (answer["route"], answer["level"], answer["areas"][0]) == ("t-level", "3", "health")
    assert sorted(answer["areas"]) == ["care-support", "health"]
    assert (answer["course_code"], answer["occupation"]) == ("TL1", "Nursing assistant")
    assert (answer["placement_hours"], answer["funding_ends_on"]) == (315, "2028-07-31")
    assert answer["source"] == {"name": "A source for tests", "checked": "2026-11-02"}
    assert answer["source_url"] == "https://list.example/7"
    assert answer["url"].endswith(f"/programmes/{programme.id}/health-t-level")
    assert client.get(answer["url"]).status_code == 200


def test_entry_is_told_as_codes_and_numbers(client: CheckingClient, rows: Session) -> None:
    entry = {
        "min_age": 16,
        "max_age": 18,
        "english": SubjectRule.NEEDED,
        "maths": SubjectRule.CAN_STUDY_ALONGSIDE,
        "gcse_count": 5,
        "gcse_grade": 4,
        "level_held": Level.TWO,
    }
    programme = make_programme(rows, title="Entry trial", entry=entry)
    make_opportunity(rows, programme=programme)
    rows.commit()
    told = read(client, "programmes", programme.id)["entry"]
    assert (told["min_age"], told["max_age"]) == (16, 18)
    assert (told["english"], told["maths"]) == ("needed", "can-study-alongside")
    assert (told["gcse_count"], told["gcse_grade"], told["level_held"]) == (5, 4, "2")
    assert told["points"] is None


def test_pence_in_the_database_are_pounds_in_the_answer(client: CheckingClient, rows: Session) -> None:
    offer = offered(
        client,
        rows,
        money=Money.PAID,
        pay_basis=PayBasis.RANGE,
        pay_hourly_low=860,
        pay_hourly_high=941,
        pay_weekly_low=31_820,
        pay_weekly_high=34_817,
    )
    assert (offer["pay_hourly_low"], offer["pay_hourly_high"]) == (8.6, 9.41)
    assert (offer["pay_weekly_low"], offer["pay_weekly_high"]) == (318.2, 348.17)
    assert (offer["fee"], offer["money"], offer["pay_basis"]) == (None, "paid", "range")


@pytest.mark.parametrize(("pence", "pounds"), [(0, 0.0), (1, 0.01), (953_500, 9535.0)])
def test_a_fee_is_in_pounds_and_nothing_is_not_unknown(
    client: CheckingClient, rows: Session, pence: int, pounds: float
) -> None:
    assert offered(client, rows, money=Money.FEE, fee=pence)["fee"] == pounds


def test_a_week_may_be_arranged_in_several_ways(client: CheckingClient, rows: Session) -> None:
    offer = offered(client, rows, part_time=True, evening_weekend=True)
    assert offer["mode"] == ["part-time", "evening-weekend"]


def test_what_happens_online_is_at_no_venue(client: CheckingClient, rows: Session) -> None:
    offer = offered(client, rows, delivery=Delivery.ONLINE)
    assert (offer["delivery"], offer["venue"], offer["districts"]) == ("online", None, [])


def test_an_area_wide_offer_names_its_districts(client: CheckingClient, rows: Session) -> None:
    offer = offered(client, rows, delivery=Delivery.AREA, districts=("E08000021", "E06000047"))
    assert offer["districts"] == ["E06000047", "E08000021"]
    assert offer["venue"] is None


def test_a_venue_without_a_point_has_none_in_the_answer(client: CheckingClient, rows: Session) -> None:
    programme = make_programme(rows, title="Unplaced trial")
    provider = rows.get_one(Provider, programme.provider_id)
    venue = make_venue(rows, provider=provider, name="Unplaced", lat=None, lng=None)
    make_opportunity(rows, programme=programme, venue=venue)
    rows.commit()
    (offer,) = read(client, "programmes", programme.id)["opportunities"]
    assert (offer["venue"]["name"], offer["venue"]["lat"], offer["venue"]["lng"]) == ("Unplaced", None, None)


def test_an_employer_is_null_and_not_an_empty_name(client: CheckingClient, rows: Session) -> None:
    assert offered(client, rows)["employer"] is None
    assert offered(client, rows, employer_name="Otterburn Heating")["employer"] == "Otterburn Heating"


def test_starts_say_whether_somebody_can_still_apply(
    client: CheckingClient, rows: Session, clock_at: Callable[[datetime], None]
) -> None:
    closing = in_days(10)
    offer_dates = (
        {"starts_on": in_days(60), "closes_on": closing},
        {"starts_on": in_days(400), "opens_on": in_days(200)},
        {"is_flexible": True},
        {"start_text": "after a taster day"},
    )
    programme = make_programme(rows, title="Dated trial")
    make_opportunity(rows, programme=programme, intakes=offer_dates)
    rows.commit()

    def open_starts() -> int:
        (offer,) = read(client, "programmes", programme.id)["opportunities"]
        assert len(offer["intakes"]) == 4
        return sum(intake["is_open"] for intake in offer["intakes"])

    assert open_starts() == 3
    clock_at(datetime(closing.year, closing.month, closing.day, 20, tzinfo=UTC))
    assert open_starts() == 3
    after = closing + timedelta(days=1)
    clock_at(datetime(after.year, after.month, after.day, 9, tzinfo=UTC))
    assert open_starts() == 2
    later = closing + timedelta(days=200)
    clock_at(datetime(later.year, later.month, later.day, 9, tzinfo=UTC))
    assert open_starts() == 3


def test_figures_carry_what_they_rest_on(client: CheckingClient, rows: Session) -> None:
    programme = make_programme(rows, title="Figures trial", route=Route.DEGREE)
    make_opportunity(rows, programme=programme)
    make_outcome(
        rows, programme=programme, measure=Measure.EARNINGS, value=24500.0, low=21000.0, years_after=3
    )
    make_outcome(
        rows, programme=programme, measure=Measure.ENTRY_TARIFF, value=None, detail='{"bands": {"T096": 20}}'
    )
    make_outcome(rows, programme=programme, value=None, people=None, missing_reason="too-few-people")
    rows.commit()
    told = {outcome["measure"]: outcome for outcome in read(client, "programmes", programme.id)["outcomes"]}
    assert (told["earnings"]["value"], told["earnings"]["low"], told["earnings"]["high"]) == (
        24500.0,
        21000.0,
        None,
    )
    assert told["earnings"]["detail"] is None
    assert told["entry-tariff"]["detail"] == {"bands": {"T096": 20}}
    assert (told["continuation"]["value"], told["continuation"]["missing_reason"]) == (None, "too-few-people")
    assert all(outcome["source"] == "A source for tests" for outcome in told.values())


def test_a_spoilt_note_beside_a_figure_spoils_nothing_else(client: CheckingClient, rows: Session) -> None:
    programme = make_programme(rows, title="Spoilt trial")
    make_opportunity(rows, programme=programme)
    make_outcome(rows, programme=programme, detail='{"bands": ')
    rows.commit()
    (outcome,) = read(client, "programmes", programme.id)["outcomes"]
    assert (outcome["value"], outcome["detail"]) == (85.0, None)


def test_offers_that_were_taken_down_are_left_out(client: CheckingClient, rows: Session) -> None:
    programme = make_programme(rows, title="Halved trial")
    kept = make_opportunity(rows, programme=programme)
    make_opportunity(rows, programme=programme, state=ListingState.WITHDRAWN)
    rows.commit()
    offers = read(client, "programmes", programme.id)["opportunities"]
    assert [offer["id"] for offer in offers] == [kept.id]


@pytest.mark.parametrize(("state", "status"), [(ListingState.WITHDRAWN, 410), (ListingState.DRAFT, 404)])
def test_what_is_not_shown_is_gone_or_was_never_there(
    client: CheckingClient, rows: Session, state: ListingState, status: int
) -> None:
    provider = make_provider(rows, name="Closed College", state=state)
    programme = make_programme(rows, title="Gone trial", state=state)
    make_opportunity(rows, programme=programme)
    rows.commit()
    for path in (f"/api/v1/programmes/{programme.id}", f"/api/v1/providers/{provider.id}"):
        response = client.get(path)
        assert response.status_code == status
        assert response.mimetype == "application/problem+json"
        assert response.get_json()["status"] == status
        assert "Gone trial" not in response.text


def test_a_programme_whose_offers_are_all_gone_is_gone(client: CheckingClient, rows: Session) -> None:
    programme = make_programme(rows, title="Emptied trial")
    make_opportunity(rows, programme=programme, state=ListingState.WITHDRAWN)
    rows.commit()
    assert client.get(f"/api/v1/programmes/{programme.id}").status_code == 410


def test_a_provider_is_told_with_its_venues_by_town(client: CheckingClient, rows: Session) -> None:
    provider = make_provider(
        rows,
        name="Two Town College",
        kind=ProviderKind.UNIVERSITY,
        nation=Nation.WALES,
        ukprn=10_099_999,
        website="https://two.example/",
        checked_on=date(2026, 10, 1),
    )
    make_venue(rows, provider=provider, name="River site", town="Wakefield", postcode_district="WF1")
    make_venue(rows, provider=provider, name="Hill site", town="Bradford", postcode_district="BD1")
    rows.commit()
    answer = read(client, "providers", provider.id)
    assert [(venue["town"], venue["name"]) for venue in answer["venues"]] == [
        ("Bradford", "Hill site"),
        ("Wakefield", "River site"),
    ]
    assert (answer["kind"], answer["nation"], answer["ukprn"]) == ("university", "wales", 10_099_999)
    assert answer["source"]["checked"] == "2026-10-01"
    assert client.get(answer["url"]).status_code == 200


def test_a_provider_that_said_nothing_has_empty_words_and_null_numbers(
    client: CheckingClient, rows: Session
) -> None:
    provider = make_provider(rows, name="Silent College")
    rows.commit()
    answer = read(client, "providers", provider.id)
    assert (answer["about"], answer["website"], answer["venues"]) == ("", "", [])
    assert answer["ukprn"] is None


@pytest.mark.parametrize("kind", ["programmes", "providers"])
@pytest.mark.parametrize("identifier", ["-1", "1.5", "abc", "%00", "1/plumbing"])
def test_what_is_no_number_is_no_record(client: CheckingClient, kind: str, identifier: str) -> None:
    response = client.get(f"/api/v1/{kind}/{identifier}")
    assert response.status_code in (400, 404)
    assert response.mimetype == "application/problem+json"


def test_provider_text_is_told_as_it_is_and_stays_json(client: CheckingClient, rows: Session) -> None:
    nasty = '</script><b>\u2028 "quoted" {{ 7*7 }} 👩‍🔧 \u202e'
    programme = make_programme(rows, title="Nasty trial", summary=nasty)
    make_opportunity(rows, programme=programme, week_text=nasty)
    rows.commit()
    answer = read(client, "programmes", programme.id)
    assert answer["summary"] == nasty
    assert answer["opportunities"][0]["week_text"] == nasty


def test_every_programme_that_a_search_finds_can_be_read(client: CheckingClient) -> None:
    items = client.get("/api/v1/opportunities?near=wakefield&per_page=12").get_json()["items"]
    for item in items:
        programme = read(client, "programmes", item["programme_id"])
        offer = next(offer for offer in programme["opportunities"] if offer["id"] == item["id"])
        assert (programme["title"], programme["route"]) == (item["title"], item["route"])
        assert (programme["provider"], offer["delivery"]) == (item["provider"], item["delivery"])
        starts = [intake["starts_on"] for intake in offer["intakes"] if intake["is_open"]]
        assert item["next_start"] is None or item["next_start"] in starts


def test_a_programme_at_twelve_places_names_every_one(client: CheckingClient, rows: Session) -> None:
    programme = make_programme(rows, title="Wide trial")
    provider = rows.get_one(Provider, programme.provider_id)
    for number in range(12):
        venue = make_venue(rows, provider=provider, name=f"Site {number}")
        make_opportunity(rows, programme=programme, venue=venue)
    rows.commit()
    offers = read(client, "programmes", programme.id)["opportunities"]
    assert {offer["venue"]["name"] for offer in offers} == {f"Site {number}" for number in range(12)}
