"""The page of suggestions: real options near home, grouped, each with its reasons, every answer changeable."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

import html5lib
import pytest

from pathways.catalogue.vocabulary import Area
from pathways.guidance.balance import FIRST_SCREEN, HALF
from tests.harness.htmx import assert_htmx_equals_fresh_load
from tests.harness.pages import CheckingClient, heading_of, links_of, text_of
from tests.web.filling_in import HTML, next_address

SOME = "stage=year-10-11&home=preston&travel=bus&minutes=45&yes=r1&no=c1&subject=maths&learning=work"
ADDRESS = f"/suggestions?{SOME}"
EVERY_AREA = "&".join(f"without={area.value}" for area in Area)


def page(client: CheckingClient, query: str = SOME) -> str:
    response = client.get(f"/suggestions?{query}")
    assert response.status_code == 200
    return response.get_data(as_text=True)


def linked(html: str, words: str) -> str:
    """The address of the first link whose words begin so."""
    return next(address for address, said in links_of(html).items() if said.startswith(words))


def texts_of(html: str, kind: str) -> list[str]:
    """The words of every element of a class."""
    return [
        " ".join("".join(node.itertext()).split())
        for node in html5lib.parse(html).iter()
        if isinstance(node.tag, str) and kind in (node.get("class") or "").split()
    ]


def groups_of(html: str) -> dict[str, int]:
    """Each group's name and how many cards it has."""
    found = {}
    for section in html5lib.parse(html).iter(f"{HTML}section"):
        if "group" in (section.get("class") or "").split():
            name = "".join(next(section.iter(f"{HTML}h2")).itertext())
            cards = [n for n in section.iter(f"{HTML}li") if "card" in (n.get("class") or "").split()]
            found[name] = len(cards)
    return found


def test_student_sees_options_near_preston_grouped_by_kind_of_work(client: CheckingClient) -> None:
    html = page(client)
    assert heading_of(html) == "What could fit you near Preston"
    groups = groups_of(html)
    assert len(groups) >= 3
    assert "Building and construction" in groups
    assert sum(groups.values()) == len(texts_of(html, "card"))


def seen_cards(html: str) -> list[tuple[str, str]]:
    """The kind of work and the route of every card that is seen before anything is opened, in the order of the page."""
    found = []

    def walk(node: Any, area: str) -> None:
        classes = (node.get("class") or "").split()
        if node.tag == f"{HTML}details" and "why__more" not in classes:
            return
        if node.tag == f"{HTML}section" and "group" in classes:
            area = "".join(next(node.iter(f"{HTML}h2")).itertext())
        if "card" in classes:
            found.append((area, next(name for name in classes if name.startswith("route--"))))
        for child in node:
            if isinstance(child.tag, str):
                walk(child, area)

    walk(html5lib.parse(html), "")
    return found


@pytest.mark.parametrize(
    "query",
    [SOME, "", "home=DE7&yes=a1&yes=a2", "home=AB10&stage=year-8-9&travel=bus&minutes=30", "home=lerwick"],
)
def test_what_is_seen_at_once_is_the_balanced_first_screen(client: CheckingClient, query: str) -> None:
    html = page(client, query)
    seen = seen_cards(html)
    assert len(seen) == min(FIRST_SCREEN, len(texts_of(html, "card"))), "ten cards, the rest one press away"
    areas, routes = Counter(area for area, _ in seen), Counter(route for _, route in seen)
    assert max(routes.values()) <= HALF
    assert max(areas.values()) <= HALF
    assert len(areas) >= 3
    assert len(routes) >= min(3, len({route for _, route in all_routes(html)}))
    assert texts_of(html, "group__more"), "an area says how many more it has"


def all_routes(html: str) -> list[tuple[str, str]]:
    """What `seen_cards` gives with everything open."""
    return seen_cards(re.sub(r"</?details[^>]*>", "", html))


def test_what_getting_in_hangs_on_for_most_is_said_once(client: CheckingClient) -> None:
    html = page(client)
    told = "You need to have finished Year 11 by the start. You could, if you are in Year 11 now."
    assert texts_of(html, "suggested__told") == [f"For most of these: {told}"]
    assert told not in texts_of(html, "why__verdict")
    assert not texts_of(page(client, "home=preston"), "suggested__told")


def test_the_summary_says_what_was_looked_at_and_what_came_of_it(client: CheckingClient) -> None:
    html = page(client)
    summary = texts_of(html, "suggested__summary")[0]
    assert "reach in about 45 minutes by bus" in summary
    assert (
        f"Here are {len(texts_of(html, 'card'))} of them, from {len(groups_of(html))} kinds of work"
        in summary
    )
    assert "/how-suggestions-work" in links_of(html)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "as we do not know where you live"),
        ("home=preston&minutes=move&travel=walk", "as you could move"),
        ("home=preston", "within 20 miles of you"),
    ],
)
def test_the_summary_is_honest_about_how_far_we_looked(
    client: CheckingClient, query: str, words: str
) -> None:
    assert words in texts_of(page(client, query), "suggested__summary")[0]


def test_every_card_says_why_in_the_words_of_the_answers(client: CheckingClient) -> None:
    html = page(client)
    reasons = texts_of(html, "why__reasons")
    assert len(reasons) >= len(texts_of(html, "card"))
    assert all(reasons)
    assert any("mending a bike" in words for words in reasons)


def test_a_journey_is_told_as_a_rough_time(client: CheckingClient) -> None:
    journeys = texts_of(page(client), "why__journey")
    assert journeys
    assert all(re.fullmatch(r"About \d+ minutes (by bus|on foot)", words) for words in journeys)


def test_it_says_what_getting_in_hangs_on(client: CheckingClient) -> None:
    html = page(client, f"{SOME}&english=not-yet&maths=not-yet")
    assert any("Not yet" in tags or "You could, if" in tags for tags in texts_of(html, "tags"))
    assert texts_of(html, "why__verdict")
    assert not texts_of(page(client, "home=preston"), "why__verdict"), "nothing is known of the person"


def test_the_best_few_show_steps_on_the_way(client: CheckingClient) -> None:
    ladders = texts_of(page(client), "ladder")
    assert ladders
    assert all("This one" in words for words in ladders)


def test_not_this_area_takes_it_away_and_can_be_undone(client: CheckingClient) -> None:
    html = page(client)
    without = linked(html, "Not this area: Building and construction")
    less = client.get(without).get_data(as_text=True)
    assert "Building and construction" not in groups_of(less)
    assert ("without", "building-construction") in parse_qsl(urlsplit(without).query)
    undo = linked(less, "Not Building and construction")
    assert groups_of(client.get(undo).get_data(as_text=True)) == groups_of(html)


def test_more_like_this_changes_the_list_and_can_be_undone(client: CheckingClient) -> None:
    html = page(client)
    more = next(address for address, words in links_of(html).items() if words.startswith("More like this"))
    like = client.get(more).get_data(as_text=True)
    assert texts_of(like, "card")
    undo = linked(like, "More like")
    assert "like=" not in undo
    assert groups_of(client.get(undo).get_data(as_text=True)) == groups_of(html)


def test_the_journey_is_changed_in_place_and_every_other_answer_stays(client: CheckingClient) -> None:
    form = next(html5lib.parse(page(client)).iter(f"{HTML}form"))
    kept = {(n.get("name"), n.get("value")) for n in form.iter(f"{HTML}input")}
    assert kept == set(parse_qsl(SOME)) - {("travel", "bus"), ("minutes", "45")}
    assert (form.get("action"), form.get("method")) == ("/suggestions", "get")
    further = page(client, SOME.replace("minutes=45", "minutes=90").replace("travel=bus", "travel=car"))
    assert "reach in about 90 minutes by car" in text_of(further)


def test_every_answer_is_listed_and_changing_one_leads_back_to_the_list(client: CheckingClient) -> None:
    html = page(client, f"{SOME}&without=health")
    listed = texts_of(html, "answers")[0]
    for words in ("Year 10 or 11", "Preston", "Bus", "Maths", "Mostly at work, and paid", "Skipped"):
        assert words in listed
    change = linked(html, "Change: Subjects")
    assert urlsplit(change).path == "/questions/subjects"
    back = next_address(client, change, subject=["music"])
    assert urlsplit(back).path == "/suggestions"
    carried = set(parse_qsl(urlsplit(back).query))
    assert {("subject", "music"), ("without", "health"), ("yes", "r1")} <= carried
    assert ("subject", "maths") not in carried
    assert linked(html, "Clear all") == "/questions"


def test_a_card_leads_to_its_programme_and_the_programme_back_to_the_list(client: CheckingClient) -> None:
    title = next(node for node in html5lib.parse(page(client)).iter() if node.get("class") == "card__title")
    link = next(title.iter(f"{HTML}a")).get("href", "")
    asked = dict(parse_qsl(urlsplit(link).query))
    assert (asked["near"], asked["stage"]) == ("preston", "year-10-11")
    programme = client.get(link).get_data(as_text=True)
    assert linked(programme, "Back to your results") == ADDRESS


def test_a_way_back_is_never_to_anywhere_else(client: CheckingClient) -> None:
    for answers in ("https://evil.example", "//evil.example?stage=19-24", "stage=wizard", "%FF", "a" * 5000):
        programme = client.get(f"/programmes/1?answers={quote(answers)}", follow_redirects=True)
        assert programme.status_code == 200
        assert "evil" not in programme.get_data(as_text=True)


def test_a_group_leads_to_everything_in_its_area(client: CheckingClient) -> None:
    everything = linked(page(client), "See all in this area: Building and construction")
    assert urlsplit(everything).path == "/search"
    assert ("area", "building-construction") in parse_qsl(urlsplit(everything).query)
    assert client.get(everything).status_code == 200


def test_the_map_stands_beside_a_list_with_the_same_numbers(client: CheckingClient) -> None:
    html = page(client)
    cards = [n.get("id", "") for n in html5lib.parse(html).iter(f"{HTML}li") if n.get("id")]
    assert cards == [f"option-{number}" for number in range(1, len(cards) + 1)]
    shown = re.findall(r'data-options="([\d ]+)"', html)
    assert shown
    assert {int(number) for numbers in shown for number in numbers.split()} <= set(range(1, len(cards) + 1))


def test_nothing_answered_still_gives_suggestions(client: CheckingClient) -> None:
    html = page(client, "")
    assert heading_of(html) == "What could fit you"
    assert len(groups_of(html)) >= 3


def test_an_island_with_nothing_near_is_told_so_and_still_has_a_list(client: CheckingClient) -> None:
    html = page(client, "home=lerwick&travel=bus&minutes=30")
    assert texts_of(html, "card")
    assert not texts_of(html, "near-map"), "nothing has a point"
    assert "online" in text_of(html)


def test_with_everything_left_out_there_is_still_a_way_on(client: CheckingClient) -> None:
    html = page(client, f"{SOME}&{EVERY_AREA}")
    links = links_of(html)
    assert "Not Health: undo" in links.values()
    assert texts_of(html, "card") or "/routes/apprenticeship" in links


def test_what_an_address_says_wrongly_is_left_out_and_said_to_be(client: CheckingClient) -> None:
    text = text_of(page(client, "home=preston&stage=wizard&yes=z9&minutes=soon&like=abc&without=magic"))
    assert "We left out “wizard”. It is not one of the answers." in text


def test_contradictions_are_no_obstacle(client: CheckingClient) -> None:
    for query in (
        "stage=year-8-9&idea=route:degree&points=300&highest=6",
        "home=preston&travel=walk&minutes=15&minutes=move",
        "yes=r1&no=r1&maybe=r1",
        "like=999999999",
    ):
        assert texts_of(page(client, query), "card")


@pytest.mark.parametrize("query", [SOME, f"{SOME}&without=health", "home=preston", ""])
def test_a_list_swapped_in_is_the_page_loaded_afresh(client: CheckingClient, query: str) -> None:
    address = f"/suggestions?{query}" if query else "/suggestions"
    assert_htmx_equals_fresh_load(client, address, "results", start=f"{ADDRESS}&matters=team")


def test_with_htmx_the_address_is_the_one_address_of_the_list(client: CheckingClient) -> None:
    part = client.get(
        "/suggestions?minutes=45&travel=bus&home=preston&stage=", headers={"HX-Request": "true"}
    )
    assert part.headers["HX-Push-Url"] == "/suggestions?home=preston&travel=bus&minutes=45"


def test_suggestions_are_for_one_person_and_not_for_search_engines(client: CheckingClient) -> None:
    response = client.get(ADDRESS)
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert response.headers["Cache-Control"].startswith("private")
    assert "Set-Cookie" not in response.headers


def test_the_same_answers_give_the_same_page(client: CheckingClient) -> None:
    assert page(client) == page(client)
    shuffled = "&".join(reversed(SOME.split("&")))
    assert text_of(page(client, shuffled)) == text_of(page(client))
