"""Suggestions and questions as JSON: the same as the page, with reasons that add up, and faults named in words."""

from __future__ import annotations

from typing import Any

import pytest

from pathways.guidance.best_ladders import WITH_LADDER
from pathways.guidance.ladder import LADDER_MILES
from tests.harness.pages import CheckingClient

STUDENT: dict[str, Any] = {
    "stage": "year-10-11",
    "home": "PR1 2HE",
    "travel": {"mode": "bus", "minutes": 45},
    "activities": {"s1": "yes", "s3": "yes", "r1": "no"},
    "subjects": ["biology"],
    "ideas": "nurse",
    "avoid": ["screens"],
    "learning": "mix",
    "grades": {"english": "expect", "maths": "expect", "gcses": 6},
    "time": {"pattern": ["full-time"], "from": "2027-09"},
    "matters": ["support", "well-paid"],
}


def suggested(client: CheckingClient, answers: object) -> dict[str, Any]:
    response = client.post("/api/v1/suggestions", json=answers)
    assert response.status_code == 200, response.get_data(as_text=True)
    found: dict[str, Any] = response.get_json()
    return found


def test_student_near_preston_gets_health_first_and_reasons_that_add_up(client: CheckingClient) -> None:
    found = suggested(client, STUDENT)
    assert "health" in found["items"][0]["areas"]
    assert 0 < len(found["items"]) <= 30
    for item in found["items"]:
        assert sum(reason["weight"] for reason in item["reasons"]) == pytest.approx(item["score"], abs=1e-6)
        assert all(reason["text"].endswith(".") for reason in item["reasons"])
        assert item["eligibility"]["verdict"] in ("yes", "if", "not-yet")
        assert item["url"].startswith("http")
    assert len({item["programme_id"] for item in found["items"]}) == len(found["items"])


def test_the_best_few_come_with_the_way_up_and_the_others_without(client: CheckingClient) -> None:
    items = suggested(client, STUDENT)["items"]
    assert [item["ladder"] is not None for item in items] == [at < WITH_LADDER for at in range(len(items))]
    ladders = [item["ladder"] for item in items[:WITH_LADDER]]
    assert any(ladder["after"] for ladder in ladders)
    for item, ladder in zip(items, ladders, strict=False):
        for step in (*ladder["before"], *ladder["after"]):
            assert step["programme_id"] != item["programme_id"]
            assert step["distance_miles"] is None or step["distance_miles"] <= LADDER_MILES
            assert f"/programmes/{step['programme_id']}/" in step["url"]
            assert client.get(step["url"]).status_code == 200


def test_groups_show_the_same_ladders_as_the_list(client: CheckingClient) -> None:
    found = suggested(client, STUDENT)
    by_id = {item["id"]: item["ladder"] for item in found["items"]}
    for group in found["groups"]:
        for item in group["items"]:
            assert item["ladder"] == by_id[item["id"]]


def test_the_ladder_of_an_answer_is_that_of_the_page(client: CheckingClient) -> None:
    best = suggested(client, {"home": "preston", "ideas": "plumber"})["items"][0]
    page = client.get("/suggestions?home=preston&idea=occupation:plumber").text
    for step in (*best["ladder"]["before"], *best["ladder"]["after"]):
        assert f"/programmes/{step['programme_id']}/" in page


def test_misspelt_ideas_are_mended_as_on_the_page(client: CheckingClient) -> None:
    right = suggested(client, {"home": "consett", "ideas": "plumber"})
    wrong = suggested(client, {"home": "consett", "ideas": "plummber"})
    assert [item["id"] for item in wrong["items"]] == [item["id"] for item in right["items"]]


def test_own_words_answer_other_questions_as_on_the_page(client: CheckingClient) -> None:
    said = suggested(client, {"home": "consett", "ideas": "animals but hates exams"})
    chosen = suggested(client, {"home": "consett", "ideas": "animals", "avoid": ["exams"]})
    assert said == chosen


def test_groups_hold_the_same_items_by_area(client: CheckingClient) -> None:
    found = suggested(client, STUDENT)
    grouped = [item["id"] for group in found["groups"] for item in group["items"]]
    assert sorted(grouped) == sorted(item["id"] for item in found["items"])
    assert all(group["label"] for group in found["groups"])
    assert len({group["area"] for group in found["groups"]}) == len(found["groups"])


def test_a_full_postcode_is_taken_and_only_its_sector_given_back(client: CheckingClient) -> None:
    response = client.post("/api/v1/suggestions", json=STUDENT)
    assert "2HE" not in response.get_data(as_text=True)
    assert response.get_json()["place"]["id"].startswith("PR1")


def test_every_question_may_be_skipped(client: CheckingClient) -> None:
    found = suggested(client, {})
    assert found["place"] is None
    assert found["widened"] is None
    assert found["items"]
    assert [reason["kind"] for reason in found["items"][0]["reasons"]] == ["open"]
    assert found["routes"] == []
    assert found["talk_to"] == []


def test_contradictions_are_answered_and_not_refused(client: CheckingClient) -> None:
    odd = {
        "stage": "year-8-9",
        "ideas": "a degree please " * 200,
        "travel": {"mode": "walk", "minutes": "move"},
        "home": "preston",
    }
    assert suggested(client, odd)["items"]


def test_a_remote_place_is_told_that_the_reach_was_widened(client: CheckingClient) -> None:
    found = suggested(client, {"home": "ZE1", "travel": {"mode": "walk", "minutes": 15}})
    assert found["widened"]["miles"] == 60
    assert found["widened"]["why"].endswith(".")
    assert found["items"]


def test_the_same_answers_give_the_same_suggestions(client: CheckingClient) -> None:
    assert suggested(client, STUDENT) == suggested(client, dict(reversed(STUDENT.items())))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"stage": "year-99"}, "stage"),
        ({"subjects": ["alchemy"]}, "subjects"),
        ({"subjects": ["art"] * 7}, "subjects"),
        ({"activities": {"x9": "yes"}}, "activities"),
        ({"activities": {"r1": "perhaps"}}, "activities.r1"),
        ({"travel": {"minutes": 20}}, "travel.minutes"),
        ({"travel": {"mode": "camel"}}, "travel.mode"),
        ({"grades": {"gcses": 99}}, "grades.gcses"),
        ({"grades": {"points": "lots"}}, "grades.points"),
        ({"time": {"from": "2027-13"}}, "time.from"),
        ({"avoid": ["mornings"]}, "avoid"),
        ({"matters": ["team", "support", "well-paid", "close-to-home"]}, "matters"),
        ({"ethnicity": "none of your business"}, "ethnicity"),
        ({"home": "Xyzzyville"}, "home"),
        ({"home": "Richmond"}, "home"),
        ({"ideas": 7}, "ideas"),
    ],
)
def test_what_cannot_be_used_is_named(client: CheckingClient, change: dict[str, Any], field: str) -> None:
    response = client.post("/api/v1/suggestions", json=STUDENT | change)
    assert response.status_code == 422
    named = [error["field"] for error in response.get_json()["errors"]]
    assert any(name == field or name.startswith(f"{field}.") for name in named), named


def test_two_places_of_one_name_are_offered_by_their_identifiers(client: CheckingClient) -> None:
    response = client.post("/api/v1/suggestions", json={"home": "Richmond"})
    assert "richmond-" in response.get_json()["errors"][0]["detail"]


@pytest.mark.parametrize("body", ["", "[1, 2]", "nothing", "{", '"words"', "null"])
def test_a_body_that_is_no_object_is_refused_in_words(client: CheckingClient, body: str) -> None:
    response = client.post("/api/v1/suggestions", data=body, content_type="application/json")
    assert response.status_code == 422
    assert response.get_json()["detail"]


def test_every_question_is_listed_with_every_code(client: CheckingClient) -> None:
    questions = client.get("/api/v1/questions").get_json()["questions"]
    fields = {field["name"]: field for question in questions for field in question["fields"]}
    assert sum(name.startswith("activities.") for name in fields) == 18
    assert {"stage", "home", "travel.mode", "travel.minutes", "ideas", "learning", "time.from"} <= set(fields)
    assert fields["subjects"]["most"] == 6
    assert "biology" in [choice["code"] for choice in fields["subjects"]["choices"]]
    assert all(question["heading"] and question["why"] for question in questions)
    assert all(choice["label"] for field in fields.values() for choice in field["choices"])


def test_codes_that_are_listed_are_codes_that_are_taken(client: CheckingClient) -> None:
    questions = client.get("/api/v1/questions").get_json()["questions"]
    for question in questions:
        for field in question["fields"]:
            name, _, inner = field["name"].partition(".")
            for choice in field["choices"]:
                code: Any = choice["code"]
                if field["name"] == "travel.minutes" and code != "move":
                    code = int(code)
                value = [code] if field["most"] > 1 else code
                answers = {name: {inner: value}} if inner else {name: value}
                response = client.post("/api/v1/suggestions", json=answers)
                assert response.status_code == 200, answers


@pytest.mark.parametrize("path", ["/api/v1/suggestions", "/api/v1/opportunities/search"])
@pytest.mark.parametrize("name", ["I live at PR1 2HE", "x" * 5_000])
def test_a_name_of_the_senders_making_is_not_said_back_whole(
    client: CheckingClient, path: str, name: str
) -> None:
    response = client.post(path, json={name: 1})
    assert response.status_code == 422
    assert name not in response.text
    assert "2HE" not in response.text
    assert len(response.text) < 1_000
