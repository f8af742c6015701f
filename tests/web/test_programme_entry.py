"""A programme's page says whether you could get in, why, and what the step before is; and draws the way up."""

from __future__ import annotations

from typing import Any

import html5lib
import pytest
from sqlalchemy.orm import Session

from pathways.catalogue.models import Programme
from pathways.catalogue.vocabulary import Level, Route, SubjectRule
from tests.factories import in_days, make_opportunity, make_programme
from tests.harness.pages import CheckingClient, text_of

HTML = "{http://www.w3.org/1999/xhtml}"


def on_offer(rows: Session, *, start: int = 300, **programme: Any) -> Programme:
    made = make_programme(rows, **programme)
    make_opportunity(rows, programme=made, intakes=({"starts_on": in_days(start)},))
    rows.commit()
    return made


def page(client: CheckingClient, programme: Programme, query: str = "") -> str:
    response = client.get(f"/programmes/{programme.id}/{programme.slug}{query}")
    assert response.status_code == 200
    return str(response.text)


def verdict_of(html: str) -> str:
    """The words of the verdict box; empty where there is none."""
    boxes = [node for node in html5lib.parse(html).iter() if "verdict" in (node.get("class") or "").split()]
    return " ".join(" ".join(boxes[0].itertext()).split()) if boxes else ""


def seeded(client: CheckingClient, query: str) -> str:
    """The address of the first programme that a search of the API finds."""
    items = client.get(f"/api/v1/opportunities?{query}").get_json()["items"]
    return str(items[0]["url"]).split("localhost")[-1].split("?")[0]


def test_nobody_is_judged_unasked(client: CheckingClient, rows: Session) -> None:
    html = page(client, on_offer(rows))
    assert verdict_of(html) == ""
    assert "Could you get in? Check here" in text_of(html)


def test_grown_up_with_grades_can_apply(client: CheckingClient, rows: Session) -> None:
    programme = on_offer(rows, entry={"english": SubjectRule.NEEDED, "gcse_count": 4, "gcse_grade": 4})
    assert verdict_of(page(client, programme, "?stage=19-24&english=have&gcses=4")) == "You can apply"


def test_expected_grade_makes_an_if_and_says_so(client: CheckingClient, rows: Session) -> None:
    programme = on_offer(rows, entry={"maths": SubjectRule.NEEDED})
    words = verdict_of(page(client, programme, "?stage=year-12-13&maths=expect"))
    assert words == "You could apply, if this is so You could, if you get grade 4 in maths."


def test_missing_pass_is_not_yet_with_where_to_get_it(client: CheckingClient, rows: Session) -> None:
    programme = on_offer(rows, entry={"maths": SubjectRule.NEEDED})
    html = page(client, programme, "?stage=19-24&maths=not-yet&near=preston")
    assert verdict_of(html).startswith("Not yet")
    assert "Where you could get the pass" in text_of(html)
    assert "GCSE Maths" in text_of(html)


def test_somebody_too_old_is_not_told_not_yet(client: CheckingClient, rows: Session) -> None:
    programme = on_offer(rows, route=Route.FOUNDATION_APPRENTICESHIP)
    words = verdict_of(page(client, programme, "?stage=25-plus"))
    assert words.startswith("This one is for younger people It takes people up to 21")


def test_closed_programme_checks_nobody(client: CheckingClient, rows: Session) -> None:
    html = page(client, on_offer(rows, start=-30), "?stage=19-24")
    assert verdict_of(html) == ""
    assert "Could you get in?" not in text_of(html)


def test_form_keeps_the_place_and_what_was_said(client: CheckingClient, rows: Session) -> None:
    html = page(client, on_offer(rows), "?near=preston&stage=left-under-19&gcses=3&points=48")
    forms = [
        form
        for form in html5lib.parse(html).iter(f"{HTML}form")
        if "check__fields" in (form.get("class") or "")
    ]
    (form,) = forms
    hidden = {field.get("name"): field.get("value") for field in form.iter(f"{HTML}input")}
    assert form.get("method") == "get"
    assert (hidden["near"], hidden["gcses"], hidden["points"]) == ("preston", "3", "48")
    picked = {
        select.get("name"): option.get("value")
        for select in form.iter(f"{HTML}select")
        for option in select.iter(f"{HTML}option")
        if option.get("selected") is not None
    }
    assert picked["stage"] == "left-under-19"


def test_answers_stay_when_the_place_is_changed(client: CheckingClient, rows: Session) -> None:
    programme = on_offer(rows)
    sent = client.post(
        f"/programmes/{programme.id}/{programme.slug}?stage=19-24&maths=have", data={"near": "Preston"}
    )
    assert sent.status_code == 303
    assert "near=preston" in sent.location
    assert "stage=19-24&maths=have" in sent.location


def test_answers_come_along_from_the_list(client: CheckingClient, rows: Session) -> None:
    left = "?from=for%3Deligible%26stage%3D19-24%26english%3Dhave"
    assert verdict_of(page(client, on_offer(rows), left)) == "You can apply"


@pytest.mark.parametrize(
    "query", ["?stage=wizard", "?gcses=9", "?stage=19-24&gcses=lots&points=-3&english=maybe", "?stage="]
)
def test_nonsense_in_the_address_is_left_out(client: CheckingClient, rows: Session, query: str) -> None:
    words = verdict_of(page(client, on_offer(rows), query))
    assert words == ("You can apply" if "19-24" in query else "")


def test_degree_is_not_yet_in_year_10_with_the_step_before(client: CheckingClient) -> None:
    degrees = client.get("/api/v1/opportunities?route=degree&per_page=50").get_json()["items"]
    addresses = sorted({str(item["url"]).split("localhost")[-1].split("?")[0] for item in degrees})
    with_step = 0
    for address in addresses[:12]:
        html = client.get(f"{address}?stage=year-10-11").text
        assert verdict_of(html).startswith("Not yet")
        with_step += "You could start with this" in text_of(html)
    assert with_step == len(addresses[:12])


def test_way_up_is_a_list_with_this_one_in_its_place(client: CheckingClient) -> None:
    html = client.get(
        seeded(client, "q=plumbing&route=vocational&level=2&near=consett") + "?near=consett"
    ).text
    assert "The way up, near Consett" in text_of(html)
    (ladder,) = [node for node in html5lib.parse(html).iter() if node.get("class") == "ladder"]
    steps = ["ladder__step--here" in (step.get("class") or "") for step in ladder.findall(f"{HTML}li")]
    assert steps.count(True) == 1
    assert len(steps) > 1
    assert [step.get("aria-current") for step in ladder.findall(f"{HTML}li") if step.get("aria-current")] == [
        "true"
    ]


def test_ladder_of_the_page_is_that_of_the_answer(client: CheckingClient) -> None:
    item = client.get("/api/v1/opportunities?q=plumbing&level=2&near=consett").get_json()["items"][0]
    ladder = client.get(f"/api/v1/programmes/{item['programme_id']}").get_json()["ladder"]
    assert ladder["after"]
    for step in (*ladder["before"], *ladder["after"]):
        assert step["shares"] in ("occupation", "subject")
        assert client.get(step["url"].split("localhost")[-1]).status_code == 200
    html = client.get(item["url"].split("localhost")[-1].split("?")[0]).text
    assert all(step["title"] in text_of(html) for step in ladder["after"])


def test_credits_are_shown_as_they_are(client: CheckingClient) -> None:
    levels = client.get("/api/v1/opportunities?route=vocational&level=3&per_page=50").get_json()["items"]
    for item in levels:
        steps = client.get(f"/api/v1/programmes/{item['programme_id']}").get_json()["ladder"]["after"]
        with_credits = [step for step in steps if step["credits"]]
        if with_credits:
            html = client.get(item["url"].split("localhost")[-1].split("?")[0]).text
            assert f"{with_credits[0]['credits']} credits" in text_of(html)
            assert Level.THREE.value == item["level"]
            return
    raise AssertionError("No step of any ladder has credits.")
