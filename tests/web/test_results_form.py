"""What a person types becomes the address of a search, or a question back."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.harness.pages import CheckingClient, heading_of, links_of, text_of

HTML = "{http://www.w3.org/1999/xhtml}"


def send(client: CheckingClient, **fields: str | list[str]) -> tuple[int, str]:
    """The status and the address or page that a search form gets."""
    response = client.post("/search", data=fields)
    return response.status_code, response.headers.get("Location") or response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({"q": "plumbing", "near": "Preston"}, "/search?q=plumbing&near=preston"),
        ({"q": "plumbing", "near": ""}, "/search?q=plumbing"),
        ({"q": "", "near": ""}, "/search"),
        ({"q": "", "near": "PR1 2HE"}, "/search?near=PR1"),
        ({"q": "", "near": "pr12he"}, "/search?near=PR1"),
        ({"q": "law", "near": "PR1", "miles": "10"}, "/search?q=law&near=PR1&miles=10"),
        ({"q": "law", "near": "SW1 London", "miles": "any"}, "/search?q=law&near=SW1&miles=any"),
        ({"q": "  law \t and  order ", "near": " preston "}, "/search?q=law+and+order&near=preston"),
        ({"q": "nursing PR1 2HE", "near": ""}, "/search?q=nursing&near=PR1"),
    ],
)
def test_a_certain_place_is_exchanged_for_the_address_of_the_search(
    client: CheckingClient, fields: dict[str, str], address: str
) -> None:
    assert send(client, **fields) == (303, address)


def test_ticked_boxes_come_along(client: CheckingClient) -> None:
    status, address = send(
        client,
        q="law",
        near="preston",
        miles="40",
        route=["t-level", "degree"],
        level="3",
        sort="distance",
        page="7",
    )
    assert (status, address) == (
        303,
        "/search?q=law&near=preston&miles=40&route=degree&route=t-level&level=3&sort=distance",
    )


def test_which_richmond(client: CheckingClient) -> None:
    status, page = send(client, q="engineering", near="Richmond", miles="10", route="apprenticeship")
    assert status == 422
    assert heading_of(page) == "Which Richmond?"
    choices = {words: address for address, words in links_of(page).items() if "Richmond" in words}
    assert len(choices) >= 2
    chosen = choices["Richmond, North Yorkshire"]
    assert chosen == "/search?q=engineering&near=richmond-north-yorkshire&miles=10&route=apprenticeship"
    assert client.get(chosen).status_code == 200


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("richmond", "Which Richmond?"),
        ("ASHFORD", "Which Ashford?"),
        ("richmnd", "Which Richmond?"),
        ("lancashire", "Which place do you mean?"),
    ],
)
def test_the_question_is_put_in_our_words_and_not_as_it_was_typed(
    client: CheckingClient, typed: str, question: str
) -> None:
    status, page = send(client, q="law", near=typed)
    assert (status, heading_of(page)) == (422, question)
    assert len([words for words in links_of(page).values() if words]) > 3


def test_a_name_that_several_places_share_is_no_mistake(client: CheckingClient) -> None:
    _, page = send(client, q="law", near="Richmond")
    assert "Mistake" not in text_of(page)
    assert "error" not in page.partition("<main")[2]
    field = next(node for node in html5lib.parse(page).iter(f"{HTML}input") if node.get("name") == "near")
    assert field.get("aria-invalid") is None


def test_the_form_comes_back_as_it_was_typed(client: CheckingClient) -> None:
    _, page = send(client, q="engineering", near="Richmond", miles="10", route=["degree", "t-level"])
    fields = [
        (node.get("name"), node.get("value"))
        for node in html5lib.parse(page).iter(f"{HTML}input")
        if node.get("value")
    ]
    assert ("q", "engineering") in fields
    assert ("near", "Richmond") in fields
    assert {("miles", "10"), ("route", "degree"), ("route", "t-level")} <= set(fields)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Xyzzyplugh", "We do not know this place"),
        ("BT1 5GS", "outside England, Scotland and Wales"),
        ("!!!", "We do not know this place"),
    ],
)
def test_a_place_that_is_not_known_is_asked_for_again(client: CheckingClient, typed: str, words: str) -> None:
    status, page = send(client, q="law", near=typed)
    assert status == 422
    assert words in text_of(page)
    assert links_of(page)["/search?q=law"] == "Search without a place"
    field = next(node for node in html5lib.parse(page).iter(f"{HTML}input") if node.get("name") == "near")
    assert field.get("aria-invalid") == "true"
    described = field.get("aria-describedby")
    assert next(node for node in html5lib.parse(page).iter() if node.get("id") == described) is not None
    assert "#near" in links_of(page)


def test_a_full_postcode_is_not_shown_again_even_when_it_is_unknown(client: CheckingClient) -> None:
    for typed in ("BT1 5GS", "ZZ9 9ZZ"):
        _, page = send(client, q=f"near {typed}", near=typed)
        assert typed not in page


def test_a_place_chosen_from_the_list_is_not_asked_again(client: CheckingClient) -> None:
    name = "Richmond, North Yorkshire"
    chosen = {"near": name, "near_id": "richmond-north-yorkshire", "near_name": name}
    assert send(client, q="", **chosen) == (303, "/search?near=richmond-north-yorkshire")


def test_a_place_changed_after_choosing_is_read_anew(client: CheckingClient) -> None:
    stale = {
        "near": "Preston",
        "near_id": "richmond-north-yorkshire",
        "near_name": "Richmond, North Yorkshire",
    }
    assert send(client, q="", **stale) == (303, "/search?near=preston")


def test_a_search_sent_again_from_its_own_page_stays_itself(client: CheckingClient) -> None:
    address = "/search?q=health&near=preston&miles=40&route=degree&sort=distance"
    form = next(html5lib.parse(client.get(address).get_data(as_text=True)).iter(f"{HTML}form"))
    fields: dict[str, list[str]] = {}
    for node in form.iter():
        chosen = node.get("checked") is not None or node.get("type") not in ("checkbox", "radio")
        if node.tag == f"{HTML}input" and chosen and node.get("name"):
            fields.setdefault(node.get("name"), []).append(node.get("value") or "")
        if node.tag == f"{HTML}option" and node.get("selected") is not None:
            fields.setdefault("miles", []).append(node.get("value"))
    assert send(client, **fields) == (303, address)


def test_spelling_is_kept_until_the_words_change(client: CheckingClient) -> None:
    assert send(client, q="enjinering", kept_spelling="enjinering") == (
        303,
        "/search?q=enjinering&spelling=kept",
    )
    assert send(client, q="enginering", kept_spelling="enjinering") == (303, "/search?q=enginering")


def test_with_htmx_the_question_comes_back_as_a_part(client: CheckingClient) -> None:
    response = client.post(
        "/search", data={"near": "Richmond"}, headers={"HX-Request": "true", "HX-Target": "results"}
    )
    assert response.status_code == 422
    body = response.get_data(as_text=True)
    assert body.startswith("<title>Which Richmond?")
    assert "<html" not in body
    assert 'id="status"' in body


def test_a_form_from_another_site_is_refused(client: CheckingClient) -> None:
    response = client.post("/search", data={"q": "x"}, headers={"Origin": "https://elsewhere.example"})
    assert response.status_code == 403
    assert heading_of(response.get_data(as_text=True)) == "That form came from somewhere else"


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_typed_is_answered(client: CheckingClient, q: str, near: str) -> None:
    status, answer = send(client, q=q, near=near)
    assert status in (303, 422)
    if status == 303:
        assert urlsplit(answer).path == "/search"
        assert set(parse_qs(urlsplit(answer).query)) <= {"q", "near"}
