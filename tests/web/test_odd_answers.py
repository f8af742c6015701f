"""Whatever is sent to the questionnaire, there is an answer in words and nothing that was answered is lost."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathways.guidance.answer_query import PARAMETERS
from pathways.guidance.questions import CHECK, PAGES
from tests.harness.pages import CheckingClient
from tests.web.test_bad_input import ODD_TEXTS

A_FEW = settings(max_examples=15)
NAMES = (
    *PARAMETERS,
    "without",
    "like",
    "then",
    "heard",
    "do",
    "near",
    "near_id",
    "near_name",
    "ideas",
    "not_understood",
)


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_odd_text_in_every_field_is_survived(client: CheckingClient, text: str) -> None:
    values = dict.fromkeys((*NAMES, "activity-r1"), text)
    address = urlencode(values, errors="surrogatepass")
    for page in ("home", "activities-1", "ideas", "grades", CHECK):
        assert client.get(f"/questions/{page}?{address}").status_code in (200, 303, 414)
        assert client.post(f"/questions/{page}", data=values).status_code in (303, 413, 422)
    assert client.get(f"/suggestions?{address}").status_code in (200, 303, 414)


@A_FEW
@given(
    page=st.sampled_from((*PAGES, CHECK)),
    pairs=st.lists(st.tuples(st.sampled_from(NAMES), st.text(max_size=40)), max_size=6),
)
def test_anything_sent_is_answered(client: CheckingClient, page: str, pairs: list[tuple[str, str]]) -> None:
    fields: dict[str, list[str]] = {"stage": ["19-24"]}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    response = client.post(f"/questions/{page}", data=fields)
    assert response.status_code in (303, 422)
    if response.status_code == 303:
        assert urlsplit(response.headers["Location"]).netloc == ""
        assert client.get(response.headers["Location"]).status_code in (200, 303)


@pytest.mark.parametrize("page", PAGES)
def test_a_mistake_on_one_page_loses_no_other_answer(client: CheckingClient, page: str) -> None:
    kept = {"stage": "year-12-13", "learning": "work", "matters": "team", "english": "have"}
    wrong = {"near": "Xyzzyplugh", "ideas": "qzxwvut", "points": "lots"}
    response = client.post(f"/questions/{page}", data={**kept, **wrong})
    text = response.headers.get("Location", "") + response.get_data(as_text=True)
    for name, value in kept.items():
        assert (
            f"{name}={value}" in text
            or f'name="{name}" value="{value}"' in text
            or f'value="{value}" checked' in text
        )


def test_a_form_sent_by_another_site_is_refused(client: CheckingClient) -> None:
    headers = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
    assert client.post("/questions/stage", data={"stage": "19-24"}, headers=headers).status_code == 403


def test_a_way_on_never_leads_to_another_site(client: CheckingClient) -> None:
    response = client.post("/questions/matters", data={"then": "//evil.example", "matters": "team"})
    assert dict(parse_qsl(urlsplit(response.headers["Location"]).query)) == {"matters": "team"}
    assert urlsplit(response.headers["Location"]).path == "/questions/check"
