"""The first page: one sentence, one search, one way on for people who do not know yet."""

from __future__ import annotations

import html5lib

from pathways.catalogue.vocabulary import Area, Route
from tests.harness.pages import CheckingClient, heading_of, links_of, text_of

HTML = "{http://www.w3.org/1999/xhtml}"


def home(client: CheckingClient) -> str:
    return client.get("/").get_data(as_text=True)


def test_student_is_asked_what_and_where_and_nothing_else(client: CheckingClient) -> None:
    page = html5lib.parse(home(client))
    form = next(node for node in page.iter(f"{HTML}form"))
    asked = [node.get("name") for node in form.iter(f"{HTML}input") if node.get("type") != "hidden"]
    assert asked == ["q", "near"]
    assert (form.get("method"), form.get("action")) == ("post", "/search")


def test_student_who_does_not_know_has_a_way_on(client: CheckingClient) -> None:
    way = next(address for address, words in links_of(home(client)).items() if "not sure" in words)
    first_question = client.get(way, follow_redirects=True)
    assert first_question.status_code == 200
    assert "Where are you now?" in first_question.text


def test_all_thirteen_routes_stand_side_by_side_each_with_a_line(client: CheckingClient) -> None:
    links = links_of(home(client))
    for route in Route:
        assert links[f"/routes/{route.value}"]
    text = text_of(home(client))
    assert "A paid job with training built in" in text
    assert "At a university or at a college near you" in text


def test_no_route_is_called_better_than_another(client: CheckingClient) -> None:
    text = text_of(home(client)).casefold()
    assert not any(word in text for word in ("best", "top ", "better", "recommended", "popular"))


def test_all_twenty_career_areas_are_linked(client: CheckingClient) -> None:
    links = links_of(home(client))
    for area in Area:
        assert f"/areas/{area.value}" in links
        assert client.get(f"/areas/{area.value}").status_code == 200


def test_the_page_says_it_is_no_government_site(client: CheckingClient) -> None:
    assert "not a government site" in home(client)


def test_help_stands_in_the_same_place_on_every_page(client: CheckingClient) -> None:
    def header(address: str) -> list[str]:
        page = html5lib.parse(client.get(address).get_data(as_text=True))
        top = next(node for node in page.iter(f"{HTML}header"))
        return [node.get("href", "") for node in top.iter(f"{HTML}a")]

    first = header("/")
    assert first[-1] == "/help"
    for address in ("/search", "/areas", "/routes", "/help", "/no-such-page"):
        assert header(address) == first


def test_the_heading_is_one_sentence(client: CheckingClient) -> None:
    assert heading_of(home(client)) == "Every route after school, close to home"


def test_nothing_on_the_page_comes_from_elsewhere(client: CheckingClient) -> None:
    page = html5lib.parse(home(client))
    for node in page.iter():
        for name in ("src", "href", "action"):
            address = node.get(name, "") if isinstance(node.tag, str) else ""
            own = node.get("rel") == "canonical" or not address.startswith(("http:", "https:", "//"))
            assert own, address
