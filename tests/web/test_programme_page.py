"""The page of one programme: nine questions, answered for whoever opens it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count

import pytest
from sqlalchemy import create_engine, event
from sqlalchemy.orm import Session

from pathways.catalogue.models import MinimumWage, Provider
from pathways.catalogue.vocabulary import (
    Area,
    Delivery,
    Level,
    ListingState,
    Measure,
    Money,
    Nation,
    PayBasis,
    Route,
    SubjectRule,
)
from tests.factories import (
    PRESTON,
    in_days,
    make_opportunity,
    make_outcome,
    make_programme,
    make_provider,
    make_source,
    make_venue,
)
from tests.harness.catalogue import database_of
from tests.harness.pages import CheckingClient, heading_of, links_of, text_of

QUESTIONS = (
    "What is it?",
    "What do you do all day?",
    "How long does it take?",
    "Where is it?",
    "What do you need to get in?",
    "What does it cost or pay?",
    "What does it lead to?",
    "How and when do you apply?",
    "Who can you ask?",
)
MOST_QUERIES = 8
_numbers = count(1)


def page_of(client: CheckingClient, programme: object, query: str = "") -> str:
    response = client.get(f"/programmes/{programme.id}/{programme.slug}{query}")  # type: ignore[attr-defined]
    assert response.status_code == 200
    return response.text


def on_offer(
    rows: Session, route: Route = Route.VOCATIONAL, *, months: int = 24, **changes: object
) -> object:
    """A programme of this route with one opportunity; `changes` are of the opportunity."""
    source = make_source(rows, slug="for-this-test", name="A list for tests")
    provider = make_provider(rows, source_id=source.id)
    programme = make_programme(
        rows,
        provider=provider,
        title=f"Trial {next(_numbers)} of {route}",
        route=route,
        level=Level.THREE,
        duration_months=months,
    )
    make_opportunity(rows, programme=programme, **changes)
    rows.commit()
    return programme


@pytest.mark.parametrize("route", list(Route))
def test_every_route_answers_the_nine_questions_in_one_order(
    client: CheckingClient, rows: Session, route: Route
) -> None:
    text = text_of(page_of(client, on_offer(rows, route)))
    places = [text.rindex(question) for question in QUESTIONS]
    assert places == sorted(places)


def test_student_sees_how_far_each_venue_is_and_every_start(client: CheckingClient, rows: Session) -> None:
    programme = on_offer(rows, intakes=({"starts_on": in_days(40)}, {"starts_on": in_days(130)}))
    far = make_venue(
        rows,
        provider=rows.get(type(programme.provider), programme.provider_id),
        town="Preston",
        name="Riverside site",
        lat=PRESTON[0],
        lng=PRESTON[1],
    )
    make_opportunity(rows, programme=programme, venue=far, intakes=({"is_flexible": True},))
    rows.commit()
    text = text_of(page_of(client, programme, "?near=consett"))
    assert text.index("Less than half a mile from Consett") < text.index("Riverside site, Preston")
    assert "83 miles from Consett" in text or "84 miles from Consett" in text
    for day in (in_days(40), in_days(130)):
        assert f"{day.day} {day:%B %Y}" in text
    assert "When you are ready" in text


def test_the_offer_that_was_picked_comes_first(client: CheckingClient, rows: Session) -> None:
    programme = on_offer(rows)
    provider = rows.get(type(programme.provider), programme.provider_id)
    other = make_venue(rows, provider=provider, name="Riverside site", lat=PRESTON[0], lng=PRESTON[1])
    picked = make_opportunity(rows, programme=programme, venue=other)
    rows.commit()
    text = text_of(page_of(client, programme, f"?near=consett&at={picked.id}"))
    assert text.index("Riverside site") < text.index("The one you picked") < text.index("Main campus")


def test_travel_is_estimated_from_the_chosen_place(client: CheckingClient, rows: Session) -> None:
    programme = on_offer(rows)
    without = text_of(page_of(client, programme))
    assert "Tell us a place above" in without
    near = text_of(page_of(client, programme, "?near=DH9"))
    assert "minutes by bus" in near
    assert "Look at the timetable" in near


def test_typed_place_is_exchanged_for_a_coarse_one(client: CheckingClient, rows: Session) -> None:
    programme = on_offer(rows)
    address = f"/programmes/{programme.id}/{programme.slug}"
    response = client.post(address + "?at=7&from=q%3Dplumbing", data={"near": "DH8 5AA"})
    assert response.status_code == 303
    assert "near=DH8" in response.location
    assert "5AA" not in response.location
    assert "from=q%3Dplumbing" in response.location


def test_two_richmonds_are_asked_about(client: CheckingClient, rows: Session) -> None:
    programme = on_offer(rows)
    response = client.post(f"/programmes/{programme.id}/{programme.slug}", data={"near": "Richmond"})
    assert response.status_code == 422
    assert "Which Richmond?" in text_of(response.text)
    assert any("near=richmond" in address for address in links_of(response.text))


@pytest.mark.parametrize("typed", ["", "Zzyzx", "BT1 1AA"])
def test_a_place_that_is_none_is_said_in_words(client: CheckingClient, rows: Session, typed: str) -> None:
    programme = on_offer(rows)
    response = client.post(f"/programmes/{programme.id}/{programme.slug}", data={"near": typed})
    assert response.status_code == 422
    assert "Mistake:" in text_of(response.text)


def test_unknown_place_in_the_address_is_said_and_the_page_still_shown(
    client: CheckingClient, rows: Session
) -> None:
    text = text_of(page_of(client, on_offer(rows), "?near=ZZ99"))
    assert "We do not know this place" in text


def test_vacancy_without_a_figure_shows_the_legal_minimum(
    client: CheckingClient, rows: Session, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(datetime(2026, 11, 21, 12, tzinfo=UTC))
    programme = on_offer(
        rows,
        Route.APPRENTICESHIP,
        money=Money.PAID,
        hours_a_week=37,
        intakes=({"starts_on": date(2027, 1, 4)},),
    )
    text = text_of(page_of(client, programme))
    assert "The advert gives no figure" in text
    assert "from 1 April 2026" in text
    assert "Aged 16 to 18£8.00£296.00" in text
    assert "Aged 21 or over, after the first year£12.71" in text
    assert "not yet known" not in text


def test_same_vacancy_read_after_new_rates_says_something_else(
    client: CheckingClient, rows: Session, clock_at: Callable[[datetime], None]
) -> None:
    rows.add_all(
        MinimumWage(effective_from=date(2099, 4, 1), band=band, hourly_pence=pence, source="A made-up table")
        for band, pence in (("apprentice", 2000), ("18-20", 2500), ("21+", 3000), ("under-18", 2000))
    )
    clock_at(datetime(2099, 3, 1, 12, tzinfo=UTC))
    programme = on_offer(rows, Route.APPRENTICESHIP, money=Money.PAID, intakes=({"is_flexible": True},))
    assert "£20.00" not in text_of(page_of(client, programme))
    clock_at(datetime(2099, 4, 2, 12, tzinfo=UTC))
    assert "£20.00" in text_of(page_of(client, programme))


def test_start_after_the_next_april_says_that_rates_will_change(
    client: CheckingClient, rows: Session, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(datetime(2026, 11, 21, 12, tzinfo=UTC))
    programme = on_offer(
        rows, Route.APPRENTICESHIP, money=Money.PAID, intakes=({"starts_on": date(2027, 9, 1)},)
    )
    assert "The next ones are not yet known to us" in text_of(page_of(client, programme))


def test_a_stated_wage_comes_before_what_the_law_asks(client: CheckingClient, rows: Session) -> None:
    programme = on_offer(
        rows,
        Route.APPRENTICESHIP,
        money=Money.PAID,
        pay_basis=PayBasis.STATED,
        pay_weekly_low=41_200,
        pay_weekly_high=41_200,
        hours_a_week=37.5,
    )
    text = text_of(page_of(client, programme))
    assert text.index("The advert says £412 a week") < text.index("The least the law allows")
    assert "37.5 hours a week" in text


def test_the_bursary_stands_beside_the_cost_of_a_t_level_and_not_of_an_apprenticeship(
    client: CheckingClient, rows: Session
) -> None:
    assert "up to £1,200 a year" in text_of(page_of(client, on_offer(rows, Route.T_LEVEL)))
    waged = text_of(page_of(client, on_offer(rows, Route.APPRENTICESHIP, money=Money.PAID)))
    assert "up to £1,200" not in waged
    assert "We are not yet sure of this" in waged


def test_entry_is_told_in_sentences(client: CheckingClient, rows: Session) -> None:
    programme = make_programme(
        rows,
        title="Trial with rules",
        entry={
            "min_age": 16,
            "max_age": 19,
            "gcse_count": 5,
            "gcse_grade": 4,
            "english": SubjectRule.NEEDED,
            "maths": SubjectRule.CAN_STUDY_ALONGSIDE,
            "required_subjects": "Science at grade 5",
            "points_usual_low": 96,
            "points_usual_high": 128,
            "level_held": Level.TWO,
        },
    )
    make_opportunity(rows, programme=programme)
    rows.commit()
    text = text_of(page_of(client, programme))
    for sentence in (
        "You are 16 to 19 when you start.",
        "5 GCSEs at grade 4 or above.",
        "You need English: GCSE grade 4 or the like.",
        "No pass in maths yet? You study it alongside.",
        "Subjects asked for: Science at grade 5.",
        "You have finished something at level 2",
        "Half of the students came with 96 to 128 UCAS points.",
    ):
        assert sentence in text


def test_missing_figures_are_said_to_be_missing_and_harmless(client: CheckingClient, rows: Session) -> None:
    programme = on_offer(rows, Route.DEGREE)
    assert "There are no figures for this one. That is normal" in text_of(page_of(client, programme))
    make_outcome(
        rows, programme=programme, measure=Measure.EARNINGS, value=None, missing_reason="too-few-people"
    )
    make_outcome(
        rows, programme=programme, measure=Measure.CONTINUATION, value=91.0, people=15, subject="Nursing"
    )
    rows.commit()
    text = text_of(page_of(client, programme))
    assert "too few people took it" in text
    assert "91 in 100 were still there after a year" in text
    assert "That is few" in text
    assert "Source: A source for tests" in text


def test_what_the_provider_has_not_said_is_said_to_be_missing(client: CheckingClient, rows: Session) -> None:
    programme = on_offer(rows, money=None)
    text = text_of(page_of(client, programme))
    assert "The provider has not told us" in text
    assert "has not told us what it costs" in text


def test_awkward_places_get_words_and_no_distance(client: CheckingClient, rows: Session) -> None:
    programme = on_offer(rows)
    provider = rows.get(type(programme.provider), programme.provider_id)
    make_opportunity(rows, programme=programme, venue=make_venue(rows, provider=provider, lat=None, lng=None))
    make_opportunity(rows, programme=programme, delivery=Delivery.ONLINE, intakes=())
    make_opportunity(rows, programme=programme, delivery=Delivery.AREA, districts=("E06000047",))
    make_opportunity(rows, programme=programme, delivery=Delivery.AREA, districts=("E07000123",))
    make_opportunity(rows, programme=programme, delivery=Delivery.NATIONAL)
    rows.commit()
    text = text_of(page_of(client, programme, "?near=consett"))
    for sentence in (
        "We do not know exactly where this is",
        "You learn from home.",
        "It serves Consett.",
        "Consett is not in the area it serves.",
        "Anywhere in the country",
        "No start date given.",
    ):
        assert sentence in text


def test_wrong_name_in_the_address_is_put_right_and_the_rest_kept(
    client: CheckingClient, rows: Session
) -> None:
    programme = on_offer(rows)
    for address in (f"/programmes/{programme.id}", f"/programmes/{programme.id}/something-else"):
        response = client.get(address + "?at=3&near=PR1&utm=1")
        assert response.status_code == 301
        assert response.location.endswith(f"/programmes/{programme.id}/{programme.slug}?at=3&near=PR1")


@pytest.mark.parametrize("number", ["0", "99999999", "2147483648", "9" * 30])
def test_unknown_programme_is_not_found(client: CheckingClient, number: str) -> None:
    assert client.get(f"/programmes/{number}/anything").status_code == 404


def test_draft_is_not_found(client: CheckingClient, rows: Session) -> None:
    programme = make_programme(rows, state=ListingState.DRAFT)
    make_opportunity(rows, programme=programme)
    rows.commit()
    assert client.get(f"/programmes/{programme.id}/{programme.slug}").status_code == 404


def test_withdrawn_programme_shows_what_it_was_and_what_is_like_it(
    client: CheckingClient, rows: Session
) -> None:
    programme = make_programme(
        rows,
        title="Plumbing trial",
        summary="Pipes, valves and a boiler.",
        state=ListingState.WITHDRAWN,
        areas=(Area.BUILDING_CONSTRUCTION,),
    )
    make_opportunity(rows, programme=programme)
    rows.commit()
    response = client.get(f"/programmes/{programme.id}/{programme.slug}?near=consett")
    assert response.status_code == 410
    text = text_of(response.text)
    assert "Pipes, valves and a boiler." in text
    assert "Like it, and open now" in text
    assert [address for address in links_of(response.text) if address.startswith("/programmes/")]


def test_closed_programme_says_so_and_shows_what_is_like_it(client: CheckingClient, rows: Session) -> None:
    programme = make_programme(rows, title="Bricklaying trial", areas=(Area.BUILDING_CONSTRUCTION,))
    make_opportunity(rows, programme=programme, intakes=({"starts_on": in_days(-30)},))
    rows.commit()
    text = text_of(page_of(client, programme, "?near=consett"))
    assert "You cannot apply for this now" in text
    assert "Open now and like it" in text
    assert "Closed" in text


def test_the_way_back_leads_to_the_list_as_it_was_left(client: CheckingClient, rows: Session) -> None:
    programme = on_offer(rows)
    left = "q=plumbing&near=consett&miles=10&level=2&page=2"
    page = page_of(client, programme, f"?from={left.replace('&', '%26').replace('=', '%3D')}")
    back = [address for address, words in links_of(page).items() if words == "Back to your results"]
    assert back == [f"/search?{left}"]
    assert "from Consett" in text_of(page)


@pytest.mark.parametrize(
    "left",
    [
        "https%3A%2F%2Fevil.example",
        "%2F%2Fevil.example%2F%3Fq%3Da",
        "javascript%3Aalert(1)",
        "q%3D" + "a" * 3000,
        "%00%ff%fe",
        "near%3Devil%26page%3D-1",
        "a%3D1%26" * 200,
    ],
)
def test_the_way_back_is_never_another_site(client: CheckingClient, rows: Session, left: str) -> None:
    page = page_of(client, on_offer(rows), f"?from={left}")
    for address, words in links_of(page).items():
        if words == "Back to your results":
            assert address.startswith("/search")
        assert "evil.example" not in address


def test_odd_query_values_are_borne(client: CheckingClient, rows: Session) -> None:
    programme = on_offer(rows)
    for query in (
        "?at=abc",
        "?at=99999999999999999999",
        "?near=%00",
        "?near=" + "x" * 5000,
        "?at=1&at=2&near=&near=PR1",
    ):
        page_of(client, programme, query)


def test_demonstration_and_registered_with_and_source_are_said(client: CheckingClient, rows: Session) -> None:
    provider = make_provider(rows)
    programme = make_programme(
        rows,
        provider=provider,
        title="Marked trial",
        is_demonstration=True,
        registered_with="University of Elsewhere",
        checked_on=date(2026, 11, 2),
        course_code="AB12",
        taught_at_college=True,
        nation=Nation.ENGLAND,
    )
    make_opportunity(rows, programme=programme)
    rows.commit()
    text = text_of(page_of(client, programme))
    assert "Made up to show how this site works." in text
    assert "Registered with University of Elsewhere" in text
    assert "Source: A source for tests" in text
    assert "Last checked on 2 November 2026." in text
    assert "Course code AB12." in text
    assert "Taught at a college" in text


def test_provider_text_is_shown_as_text(client: CheckingClient, rows: Session) -> None:
    nasty = "<script>alert(1)</script><img src=x onerror=alert(1)> {{ 7*7 }}"
    programme = make_programme(rows, title=f"Safe {nasty}"[:200], slug="safe", summary=nasty, leads_to=nasty)
    make_opportunity(rows, programme=programme, week_text=nasty, employer_name=nasty, how_to_apply=nasty)
    rows.commit()
    page = page_of(client, programme)
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert nasty in text_of(page)


def test_queries_of_a_page_are_counted(client: CheckingClient, rows: Session) -> None:
    programme = on_offer(rows, Route.APPRENTICESHIP, money=Money.PAID)
    provider = rows.get(type(programme.provider), programme.provider_id)
    for _number in range(15):
        make_opportunity(rows, programme=programme, venue=make_venue(rows, provider=provider))
    rows.commit()
    page_of(client, programme)
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            statements.append(statement)

    engine = database_of(client.application).engine
    event.listen(engine, "before_cursor_execute", note)
    page_of(client, programme, "?near=PR1")
    event.remove(engine, "before_cursor_execute", note)
    assert len(statements) <= MOST_QUERIES


def test_when_the_database_is_down_the_snapshot_still_tells_the_main_things(
    client: CheckingClient,
) -> None:
    results = client.get("/search?near=consett").text
    address = next(link for link in links_of(results) if link.startswith("/programmes/"))
    title = heading_of(client.get(address).text)
    database = database_of(client.application)
    working = database.engine
    database.engine = create_engine("sqlite:////nowhere/at/all.db")
    try:
        response = client.get(address)
        unknown = client.get("/programmes/99999999/ghost")
    finally:
        database.engine = working
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert heading_of(response.text) == title
    assert "A shorter copy for now" in text_of(response.text)
    assert unknown.status_code == 503


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "http://plain.example/", "data:text/html,x", "//evil.example"]
)
def test_only_https_addresses_become_links(client: CheckingClient, rows: Session, address: str) -> None:
    provider = make_provider(rows, website=address)
    programme = make_programme(rows, provider=provider, title="Linked trial", source_url=address)
    make_opportunity(rows, programme=programme, apply_url=address)
    rows.commit()
    for page in (page_of(client, programme), client.get(f"/providers/{provider.id}/{provider.slug}").text):
        assert address not in links_of(page)


def test_https_addresses_become_links(client: CheckingClient, rows: Session) -> None:
    provider = make_provider(rows, website="https://college.example/")
    programme = make_programme(
        rows, provider=provider, title="Linked trial", source_url="https://list.example/7"
    )
    make_opportunity(rows, programme=programme, apply_url="https://college.example/apply")
    rows.commit()
    links = links_of(page_of(client, programme))
    assert links["https://college.example/apply"] == "Apply on their site"
    assert links["https://college.example/"] == "Their own website"
    assert links["https://list.example/7"] == "See it where we read it"


@pytest.mark.parametrize(
    ("nation", "words"),
    [
        (Nation.WALES, "This is in Wales."),
        (Nation.SCOTLAND, "This is in Scotland."),
        (Nation.NORTHERN_IRELAND, "This is in Northern Ireland."),
    ],
)
def test_over_the_border_the_page_says_that_rules_differ(
    client: CheckingClient, rows: Session, nation: Nation, words: str
) -> None:
    programme = make_programme(rows, title=f"Trial in {nation}", route=Route.DEGREE, nation=nation)
    make_opportunity(rows, programme=programme)
    rows.commit()
    page = page_of(client, programme)
    assert words in text_of(page)
    assert links_of(page)["/routes/degree#border"] == "What differs"
    assert "The 16 to 19 bursary" not in text_of(page)


def test_in_england_nothing_is_said_of_a_border(client: CheckingClient, rows: Session) -> None:
    assert "Rules and money differ" not in text_of(page_of(client, on_offer(rows)))


@pytest.mark.parametrize(
    ("days", "words"), [(20, "Last checked on"), (365, "Last checked on"), (366, "Not checked since")]
)
def test_an_old_record_says_that_it_is_old(
    client: CheckingClient, rows: Session, days: int, words: str
) -> None:
    programme = make_programme(rows, title="Old trial", checked_on=in_days(-days))
    make_opportunity(rows, programme=programme)
    rows.commit()
    assert words in text_of(page_of(client, programme))


def test_a_degree_without_an_award_says_that_the_list_does_not_name_it(
    client: CheckingClient, rows: Session
) -> None:
    programme = make_programme(rows, title="Subject only", route=Route.DEGREE, level=None, summary="")
    make_opportunity(
        rows, programme=programme, place_not_given=True, venue=None, delivery=Delivery.ONLINE, intakes=()
    )
    rows.commit()
    text = text_of(page_of(client, programme))
    assert "does not name the award or its level" in text
    assert "No level given" in text


def test_a_course_whose_place_no_list_names_is_shown_without_one(
    client: CheckingClient, rows: Session
) -> None:
    programme = make_programme(rows, title="Placeless trial", route=Route.DEGREE)
    provider = rows.get(Provider, programme.provider_id)
    made = make_opportunity(rows, programme=programme, venue=make_venue(rows, provider=provider))
    made.place_not_given = True
    made.venue_id = None
    rows.commit()
    text = text_of(page_of(client, programme, "?near=consett"))
    assert "Place not given" in text
    assert "Our source does not say where this is taught." in text
    assert "We cannot work out a time for this one." in text


def test_pay_by_the_hour_and_week_is_one_sentence(client: CheckingClient, rows: Session) -> None:
    programme = on_offer(
        rows,
        Route.APPRENTICESHIP,
        money=Money.PAID,
        pay_basis=PayBasis.RANGE,
        pay_hourly_low=860,
        pay_hourly_high=940,
        pay_weekly_low=31_820,
        pay_weekly_high=34_780,
    )
    text = text_of(page_of(client, programme))
    assert "The advert says £8.60 to £9.40 an hour, which is £318.20 to £347.80 a week." in text


def test_what_all_offers_cost_is_said_once(client: CheckingClient, rows: Session) -> None:
    programme = on_offer(
        rows, Route.APPRENTICESHIP, money=Money.PAID, cost_text="The training is free to you."
    )
    provider = rows.get(Provider, programme.provider_id)
    other = make_venue(rows, provider=provider, name="Riverside site")
    make_opportunity(
        rows,
        programme=programme,
        venue=other,
        money=Money.PAID,
        pay_hourly_low=1000,
        pay_hourly_high=1000,
        cost_text="The training is free to you.",
    )
    rows.commit()
    text = text_of(page_of(client, programme))
    assert text.count("The training is free to you.") == 1
    assert "The advert says £10 an hour." in text


def test_a_place_too_far_for_every_day_says_so(client: CheckingClient, rows: Session) -> None:
    text = text_of(page_of(client, on_offer(rows), "?near=PL1"))
    assert "That is a long way to go each day." in text


def test_a_question_with_several_figures_is_asked_once(client: CheckingClient, rows: Session) -> None:
    programme = on_offer(rows, Route.DEGREE)
    for years, pounds in ((1, 24_000.0), (3, 28_000.0), (5, 33_500.0)):
        make_outcome(rows, programme=programme, measure=Measure.EARNINGS, value=pounds, years_after=years)
    rows.commit()
    text = text_of(page_of(client, programme))
    assert text.count("What do people earn afterwards?") == 1
    assert text.index("£24,000") < text.index("£28,000") < text.index("£33,500")
