"""The list in all its states: parts and pages alike, every slip in words, and days that go by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import html5lib
import pytest
from sqlalchemy import create_engine

from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.current import current_catalogue
from pathways.catalogue.search import search
from pathways.catalogue.vocabulary import Area, Delivery, Level, Mode, Money, Route, Sort, StartWindow
from pathways.front.forms import kept_fields
from pathways.front.way_back import address_of
from tests.harness.catalogue import SeededCatalogue, database_of, make_app, make_settings
from tests.harness.htmx import assert_htmx_equals_fresh_load
from tests.harness.pages import CheckingClient, heading_of, links_of, text_of
from tests.unit.front.searches import PRESTON

PART = {"HX-Request": "true", "HX-Target": "results"}
COUNT = {"HX-Request": "true", "HX-Target": "show-count"}
STATES = {
    "words alone": "q=law",
    "place alone": "near=PR1-2",
    "a landmark": "near=lands-end&miles=60",
    "every distance": "near=wakefield&miles=any",
    "a phrase and a word left out": "q=%22health+and+social%22+-nursing",
    "spelling kept": "q=enjinering&spelling=kept",
    "one provider": "provider=1",
    "a provider that is not there": "provider=2147483647",
    "nothing, with ways on": "q=plumbing&near=consett&miles=1&route=degree&level=6&start=now",
    "nothing at all like it": "q=zxqjv",
    "past the end": "q=health&page=900",
    "the last page": "route=supported-internship&page=2",
    "only online": "delivery=online&delivery=national",
    "closing soonest": "near=bradford&sort=closing&money=paid",
    "soonest start": "start=3m&sort=start&mode=part-time&mode=evening-weekend",
    "eligible with a stage": "for=eligible&stage=19-24&english=have",
    "eligible without a stage": "for=eligible",
    "every slip at once": "near=ZZ99&miles=abc&level=9&page=-1&start=soon&sort=best&area=space",
    "markup as words": "q=%3Cb%3E%26amp%3B%22%27",
    "right-to-left and emoji": "q=%D7%A9%D7%9C%D7%95%D7%9D+%F0%9F%91%A9%E2%80%8D%F0%9F%94%A7",
}
FACETS = {
    "route": Route,
    "level": Level,
    "area": Area,
    "mode": Mode,
    "delivery": Delivery,
    "money": Money,
    "start": StartWindow,
}


def page_of(client: CheckingClient, query: str) -> str:
    response = client.get(f"/search?{query}")
    assert response.status_code == 200
    return response.text


def count_of(client: CheckingClient, query: str) -> int:
    said = client.get(f"/search?{query}", headers=COUNT).text
    found = re.search(r"[\d,]+", said)
    return int(found[0].replace(",", "")) if found else 0


def with_class(html: str, name: str) -> list[str]:
    nodes = html5lib.parse(html).iter()
    return [
        " ".join("".join(node.itertext()).split())
        for node in nodes
        if name in (node.get("class") or "").split()
    ]


@pytest.mark.parametrize("query", STATES.values(), ids=STATES)
def test_the_part_for_any_state_equals_its_page(client: CheckingClient, query: str) -> None:
    assert_htmx_equals_fresh_load(
        client, f"/search?{query}", "results", start="/search?delivery=area&level=2"
    )


@pytest.mark.parametrize("query", STATES.values(), ids=STATES)
def test_every_state_leads_on_and_names_its_one_address(client: CheckingClient, query: str) -> None:
    response = client.get(f"/search?{query}")
    assert response.status_code == 200
    links = links_of(response.text)
    assert any(link.startswith(("/programmes/", "/search?", "/areas")) for link in links)
    canonical = re.match(r'<[^>]*(/search[^>]*)>; rel="canonical"', response.headers["Link"])
    assert canonical is not None
    again = client.get(canonical[1])
    assert again.headers["Link"] == response.headers["Link"]
    assert heading_of(again.text) == heading_of(response.text)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("level=9", "We left out “9”. It does not fit “Level”."),
        ("route=wizardry", "We left out “wizardry”. It does not fit “Route”."),
        ("area=space", "We left out “space”. It does not fit “Career area”."),
        ("mode=sometimes", "We left out “sometimes”. It does not fit “Full-time or part-time”."),
        ("delivery=pigeon", "We left out “pigeon”. It does not fit “Where it happens”."),
        ("money=gold", "We left out “gold”. It does not fit “Money”."),
        ("start=soon", "We left out “soon”. It does not fit “Start”."),
        ("provider=moorside", "We left out “moorside”. It does not fit “Who teaches it”."),
        ("provider=0", "We left out “0”. It does not fit “Who teaches it”."),
        ("sort=best", "We left out “best”."),
        ("page=-1", "We left out “-1”."),
        ("page=0", "We left out “0”."),
        ("page=1000000001", "We left out “1000000001”."),
        ("near=preston&miles=abc", "We left out “abc”."),
        ("near=preston&miles=7", "We left out “7”."),
        ("near=ZZ99", "We do not know the place “ZZ99”, so we left it out."),
        ("start=now&start=3m", "Only one choice works for “Start”. We used the first."),
        ("for=eligible", "We left that out."),
        ("q=" + "law+" * 60, "Your search was very long. We used the first part of it."),
        ("spelling=maybe", "We left out “maybe”."),
        ("for=eligible&stage=19-24&gcses=99", "We left out “99”."),
    ],
)
def test_each_slip_is_said_in_words_and_harms_nothing_else(
    client: CheckingClient, query: str, words: str
) -> None:
    html = page_of(client, f"{query}&area=protective-services")
    assert any(words in said for said in with_class(html, "notice"))
    assert 'class="bar__count"' in html


def test_a_good_value_beside_a_bad_one_still_counts(client: CheckingClient) -> None:
    assert count_of(client, "level=3&level=9") == count_of(client, "level=3")
    assert count_of(client, "near=preston&miles=abc") == count_of(client, "near=preston")


@pytest.mark.parametrize("query", ["q=law&q=law", "near=preston&miles=20", "page=1", "utm_source=x", "q="])
def test_what_is_no_slip_is_not_spoken_of(client: CheckingClient, query: str) -> None:
    assert with_class(page_of(client, query), "notice") == []


@pytest.mark.parametrize(
    ("name", "value"),
    [(name, value.value) for name, kind in FACETS.items() for value in list(kind)[:3]],
)
def test_choosing_a_filter_leaves_as_many_as_it_said(client: CheckingClient, name: str, value: str) -> None:
    with client.application.test_request_context("/"):
        facets = search(current_catalogue().snapshot(), SearchCriteria()).facets
    promised = next(found.count for found in facets[name] if found.value == value)  # type: ignore[index]
    assert count_of(client, f"{name}={value}") == promised


def test_filters_of_one_kind_add_up_and_of_two_kinds_narrow(client: CheckingClient) -> None:
    t_levels, degrees = count_of(client, "route=t-level"), count_of(client, "route=degree")
    assert count_of(client, "route=t-level&route=degree") == t_levels + degrees
    assert count_of(client, "route=t-level&area=health") <= min(t_levels, count_of(client, "area=health"))


def test_a_wider_circle_never_holds_less(client: CheckingClient) -> None:
    counts = [count_of(client, f"near=hartlepool&miles={miles}") for miles in (1, 5, 10, 20, 40, 60, "any")]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1]


@pytest.mark.parametrize("sort", list(Sort))
def test_an_order_moves_things_and_loses_none(client: CheckingClient, sort: Sort) -> None:
    query = "q=plumbing&near=consett&miles=40"
    assert count_of(client, f"{query}&sort={sort}") == count_of(client, query)
    shown = links_of(page_of(client, f"{query}&sort={sort}"))
    assert sum(link.startswith("/programmes/") for link in shown) == min(20, count_of(client, query))


def test_a_title_with_what_was_typed_is_text(client: CheckingClient) -> None:
    html = page_of(client, "q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


@pytest.mark.parametrize("query", ["near=preston&route=degree", "page=2", "provider=1"])
def test_search_engines_are_told_to_leave_narrowed_lists(client: CheckingClient, query: str) -> None:
    assert "noindex" in client.get(f"/search?{query}").headers["X-Robots-Tag"]
    assert "X-Robots-Tag" not in client.get("/search?near=preston").headers


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def test_what_closes_today_is_still_there_and_tomorrow_it_is_not(
    client: CheckingClient, clock_at: Callable[[datetime], None]
) -> None:
    closing = SearchCriteria(sort=Sort.CLOSING, page_size=50)
    with client.application.test_request_context("/"):
        cards = search(current_catalogue().snapshot(), closing).cards
    last = cards[0]
    assert last.closes_on is not None
    clock_at(at_noon(last.closes_on))
    shown = page_of(client, "sort=closing")
    assert f"at={last.id}&" in shown or f"at={last.id}&amp;" in shown
    clock_at(at_noon(last.closes_on + timedelta(days=1)))
    card = next((one for one in _cards(client, closing) if one.id == last.id), None)
    assert card is None or card.closes_on != last.closes_on


def _cards(client: CheckingClient, criteria: SearchCriteria) -> tuple:  # type: ignore[type-arg]
    with client.application.test_request_context("/"):
        return search(current_catalogue().snapshot(), criteria).cards


def test_a_closing_day_within_the_month_is_named_on_the_card(
    client: CheckingClient, clock_at: Callable[[datetime], None]
) -> None:
    first = _cards(client, SearchCriteria(sort=Sort.CLOSING))[0]
    clock_at(at_noon(first.closes_on - timedelta(days=3)))
    assert any("Closing" in said for said in with_class(page_of(client, "sort=closing"), "tags"))
    clock_at(at_noon(first.closes_on - timedelta(days=200)))
    assert not any("Closing" in said for said in with_class(page_of(client, "sort=closing"), "tags"))


def test_next_year_the_same_address_shows_what_is_open_then(
    client: CheckingClient, clock_at: Callable[[datetime], None]
) -> None:
    today = count_of(client, "near=preston")
    clock_at(datetime(2029, 1, 15, 12, tzinfo=UTC))
    assert 0 < count_of(client, "near=preston") < today
    starts = [card.next_start for card in _cards(client, SearchCriteria(page_size=5000))]
    assert all(start is None or start >= date(2029, 1, 15) for start in starts)


def test_a_window_of_starts_moves_with_the_day(
    client: CheckingClient, clock_at: Callable[[datetime], None]
) -> None:
    soon = SearchCriteria(start=StartWindow.THREE_MONTHS, page_size=5000)
    before = {card.id for card in _cards(client, soon) if card.next_start is not None}
    clock_at(datetime.now(UTC) + timedelta(days=400))
    after = {card.id for card in _cards(client, soon) if card.next_start is not None}
    assert before
    assert not before & after


@pytest.fixture(scope="module")
def unbuilt(
    seeded_catalogue: SeededCatalogue, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[CheckingClient]:
    """A client of a service that has its records and no snapshot."""
    folder = tmp_path_factory.mktemp("no-list-yet") / "instance"
    made = make_app(make_settings(folder, database_url=seeded_catalogue.settings.database_url))
    client = made.test_client()
    assert isinstance(client, CheckingClient)
    yield client
    database_of(made).close()


@pytest.mark.parametrize("headers", [{}, PART, COUNT], ids=["page", "part", "count"])
def test_while_there_is_no_list_the_page_says_so_and_keeps_what_was_typed(
    unbuilt: CheckingClient, headers: dict[str, str]
) -> None:
    response = unbuilt.get("/search?q=law&near=preston&level=9", headers=headers)
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert "We are getting the list ready" in response.text
    assert "/search?q=law&amp;near=preston&amp;level=9" in response.text


def test_a_typed_search_is_exchanged_even_while_there_is_no_list(unbuilt: CheckingClient) -> None:
    response = unbuilt.post("/search", data={"q": "law", "near": "Preston"})
    assert (response.status_code, response.location) == (303, "/search?q=law&near=preston")
    asked = unbuilt.post("/search", data={"q": "law", "near": "Richmond"})
    assert asked.status_code == 422


def test_home_stands_whatever_is_missing(unbuilt: CheckingClient) -> None:
    assert unbuilt.get("/").status_code == 200


@pytest.fixture
def without_database(client: CheckingClient) -> Iterator[CheckingClient]:
    """The client while the database cannot be reached."""
    database = database_of(client.application)
    working = database.engine
    database.engine = create_engine("sqlite:////nowhere/at/all.db")
    yield client
    database.engine = working


@pytest.mark.parametrize(
    "path",
    ["/", "/search", "/search?q=plumbing&near=consett", "/search?near=preston&miles=5&page=2", "/parents"],
)
def test_searching_goes_on_while_the_database_is_away(without_database: CheckingClient, path: str) -> None:
    assert without_database.get(path).status_code == 200


@pytest.mark.parametrize(
    "path", ["/areas", "/areas/health", "/routes", "/routes/t-level", "/providers/1", "/sources"]
)
def test_what_the_snapshot_and_files_hold_is_shown_without_the_database(
    without_database: CheckingClient, path: str
) -> None:
    assert without_database.get(path, follow_redirects=True).status_code == 200


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-1.xml"])
def test_what_only_the_database_knows_is_excused_in_words(
    without_database: CheckingClient, path: str
) -> None:
    response = without_database.get(path)
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert response.headers["Cache-Control"] == "no-store"
    assert "load this page again" in text_of(response.text)


def test_a_report_that_cannot_be_kept_is_not_lost(without_database: CheckingClient) -> None:
    typed = {"kind": "wrong-fact", "text": "The start date is wrong.", "page": "/areas/health"}
    response = without_database.post("/report", data=typed)
    assert response.status_code == 503
    assert "The start date is wrong." in response.text


def test_the_form_of_any_search_brings_back_that_search(client: CheckingClient) -> None:
    left = SearchCriteria(
        text="care", place=PRESTON, miles=40, routes=frozenset({Route.T_LEVEL}), sort=Sort.START
    )
    sent = {**dict(kept_fields(left)), "q": "care", "near": "Preston"}
    response = client.post("/search", data=sent)
    with client.application.test_request_context("/"):
        assert response.location == address_of(left)
