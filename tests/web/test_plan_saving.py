"""Save: beside every card, without a cookie until it is pressed, with and without scripts."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import html5lib
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from pathways import clock
from pathways.plans import beginning
from pathways.plans.cookie import DAYS_KEPT, read_cookie
from pathways.plans.operations import MOST_ITEMS
from tests.harness.catalogue import SeededCatalogue, database_of, make_app, make_settings
from tests.harness.htmx import apply_part, written
from tests.harness.pages import CheckingClient, heading_of, links_of, text_of
from tests.web.plan_pages import HTML, HTMX, items_in, plans_in, save, saved_order, some_opportunities

RESULTS = "/search?q=nursing&near=preston"
WITH_CARDS = (
    RESULTS,
    "/suggestions?home=preston&yes=r1&stage=19-24",
    "/areas/health?near=consett",
    "/routes/apprenticeship?near=hartlepool",
    "/providers/1",
)


@pytest.fixture
def numbers(rows: Session) -> list[int]:
    """Opportunities to save."""
    return some_opportunities(rows, 5)


def save_buttons(html: str) -> dict[int, str]:
    """Every button that saves: what it saves, and its words."""
    return {
        int(node.get("value", "")): " ".join("".join(node.itertext()).split())
        for node in html5lib.parse(html).iter(f"{HTML}button")
        if node.get("form") == "card-action"
    }


def saved_links(html: str) -> list[str]:
    return [address for address, words in links_of(html).items() if words.startswith("Saved: ")]


@pytest.mark.parametrize("path", WITH_CARDS)
def test_every_card_can_be_saved_and_nobody_gets_a_cookie_for_looking(
    client: CheckingClient, path: str
) -> None:
    response = client.get(path, follow_redirects=True)
    html = response.get_data(as_text=True)
    tree = html5lib.parse(html)
    cards = [node for node in tree.iter(f"{HTML}li") if "card" in (node.get("class") or "").split()]
    assert cards
    assert len(save_buttons(html)) == len(
        {node.get("value") for card in cards for node in card.iter(f"{HTML}button")}
    )
    forms = [node for node in tree.iter(f"{HTML}form") if node.get("id") == "card-action"]
    assert [(form.get("action"), form.get("method")) for form in forms] == [("/plan/save", "post")]
    assert not list(forms[0]), "the form holds nothing: no token, no address"
    assert "Set-Cookie" not in response.headers


def test_the_page_is_the_same_for_everybody_without_a_plan(client: CheckingClient) -> None:
    first = client.get(RESULTS)
    client.set_cookie("theirs", "1")
    again = client.get(RESULTS)
    assert again.get_data() == first.get_data()
    assert again.headers["Cache-Control"].startswith("public")


def test_browsers_are_told_that_pages_differ_by_cookie(client: CheckingClient) -> None:
    for path in WITH_CARDS:
        assert "Cookie" in client.get(path, follow_redirects=True).headers["Vary"], path


def test_a_programme_can_be_saved_and_so_can_each_of_its_places(
    client: CheckingClient, numbers: list[int]
) -> None:
    html = client.get(f"/programmes/1?at={numbers[0]}", follow_redirects=True).get_data(as_text=True)
    assert numbers[0] in save_buttons(html)
    assert all(words.startswith("Save: ") for words in save_buttons(html).values())


def test_the_first_save_makes_a_plan_and_sets_the_one_cookie(
    client: CheckingClient, rows: Session, numbers: list[int]
) -> None:
    response = save(client, numbers[0])
    (cookie,) = response.headers.getlist("Set-Cookie")
    assert cookie.startswith("plan=own.")
    for part in ("HttpOnly", "SameSite=Lax", "Path=/", f"Max-Age={DAYS_KEPT * 86400}"):
        assert part in cookie, part
    assert "Secure" not in cookie, "a development service is not behind TLS"
    (plan,) = plans_in(rows)
    (item,) = items_in(rows)
    assert (item.plan_id, item.opportunity_id, item.position) == (plan.id, numbers[0], 1)
    assert item.as_saved["card"]["id"] == numbers[0]


def test_in_production_the_cookie_travels_by_tls_alone(
    seeded_catalogue: SeededCatalogue, numbers: list[int], tmp_path: Path
) -> None:
    production = make_settings(
        seeded_catalogue.instance_dir,
        env="production",
        secret_key="k" * 48,
        database_url=seeded_catalogue.settings.database_url,
    )
    app = make_app(production)
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    response = save(client, numbers[0])
    assert "Secure" in response.headers["Set-Cookie"]
    client.post("/plan/delete", headers={"Cookie": response.headers["Set-Cookie"].partition(";")[0]})
    database_of(app).close()


def test_the_cookie_holds_the_words_under_our_seal(client: CheckingClient, numbers: list[int]) -> None:
    save(client, numbers[0])
    cookie = client.get_cookie("plan")
    key = client.application.config["SECRET_KEY"]
    assert cookie is not None
    remembered = read_cookie(cookie.value, key=key)
    assert remembered is not None
    assert len(remembered.code.split("-")) == 5
    assert read_cookie(cookie.value, key=key + "!") is None


def test_it_leads_back_to_the_button_on_the_page_it_was_pressed_on(
    client: CheckingClient, numbers: list[int]
) -> None:
    response = save(client, numbers[0], Referer=f"http://localhost{RESULTS}")
    assert response.status_code == 303
    assert response.headers["Location"] == f"{RESULTS}#save-{numbers[0]}"


@pytest.mark.parametrize(
    "referrer",
    [
        "",
        "https://elsewhere.example/search?q=a",
        "http://localhost.elsewhere.example/",
        "http://localhost/plan",
        "http://localhost/plan/save",
        "not an address",
        "http://[localhost/",
    ],
)
def test_pressed_nowhere_of_ours_it_leads_to_the_plan(
    client: CheckingClient, numbers: list[int], referrer: str
) -> None:
    response = save(client, numbers[0], Referer=referrer)
    assert response.headers["Location"] == f"/plan#saved-{numbers[0]}"


def test_an_address_never_leads_off_the_site(client: CheckingClient, numbers: list[int]) -> None:
    response = save(client, numbers[0], Referer="http://localhost//elsewhere.example/\\x")
    assert response.headers["Location"].startswith("/elsewhere.example/")


def test_what_is_saved_says_so_everywhere_and_the_header_counts(client: CheckingClient) -> None:
    first, second, *_rest = save_buttons(client.get(RESULTS).get_data(as_text=True))
    save(client, first)
    save(client, second)
    html = client.get(RESULTS).get_data(as_text=True)
    assert sorted(saved_links(html)) == sorted([f"/plan#saved-{first}", f"/plan#saved-{second}"])
    assert first not in save_buttons(html)
    assert links_of(html)["/plan"] == "Your plan (2 saved)"
    assert client.get(RESULTS).headers["Cache-Control"] == "private, no-store"


def test_a_second_save_goes_into_the_same_plan_and_sets_no_cookie(
    client: CheckingClient, rows: Session, numbers: list[int]
) -> None:
    save(client, numbers[0])
    again = save(client, numbers[1])
    assert "Set-Cookie" not in again.headers
    assert len(plans_in(rows)) == 1
    assert [item.opportunity_id for item in items_in(rows)] == numbers[:2]


def test_saving_twice_saves_once(client: CheckingClient, rows: Session, numbers: list[int]) -> None:
    save(client, numbers[0])
    assert save(client, numbers[0]).status_code == 303
    assert len(items_in(rows)) == 1


@pytest.mark.parametrize("path", WITH_CARDS[:3])
@pytest.mark.parametrize("has_plan", [False, True])
def test_with_htmx_the_button_changes_in_place_as_a_fresh_load_shows_it(
    client: CheckingClient, path: str, has_plan: bool
) -> None:
    first, second, *_rest = save_buttons(client.get(path).get_data(as_text=True))
    if has_plan:
        save(client, second)
    page = html5lib.parse(client.get(path).get_data(as_text=True))
    answer = client.post("/plan/save", data={"opportunity": first}, headers=HTMX)
    assert answer.status_code == 200
    part = answer.get_data(as_text=True)
    assert "Saved to your plan: " in part
    apply_part(page, part, "")
    status = next(node for node in page.iter() if node.get("id") == "status")
    status.text = None
    assert written(page) == written(html5lib.parse(client.get(path).get_data(as_text=True)))


def test_with_htmx_every_button_of_a_programme_changes(client: CheckingClient) -> None:
    path = client.get("/programmes/1").headers["Location"]
    buttons = list(save_buttons(client.get(path).get_data(as_text=True)))
    page = html5lib.parse(client.get(path).get_data(as_text=True))
    answer = client.post("/plan/save", data={"opportunity": buttons[0]}, headers=HTMX)
    apply_part(page, answer.get_data(as_text=True), "")
    next(node for node in page.iter() if node.get("id") == "status").text = None
    assert written(page) == written(html5lib.parse(client.get(path).get_data(as_text=True)))


@pytest.mark.parametrize(
    "opportunity", ["", "0", "-1", "x", "999999999", str(2**63), str(10**30), "1.5", "\x001", "١"]
)
def test_what_is_not_in_the_list_is_not_saved(
    client: CheckingClient, rows: Session, opportunity: str
) -> None:
    response = save(client, opportunity)
    assert response.status_code == 404 or (opportunity in ("\x001", "١") and response.status_code == 303)
    if response.status_code == 404:
        assert "Set-Cookie" not in response.headers
        assert plans_in(rows) == []


def test_a_full_plan_says_so_and_keeps_what_is_in_it(client: CheckingClient, rows: Session) -> None:
    numbers = some_opportunities(rows, MOST_ITEMS + 1)
    for number in numbers[:-1]:
        save(client, number)
    response = save(client, numbers[-1])
    assert response.status_code == 422
    assert heading_of(response.get_data(as_text=True)) == "Your plan is full"
    assert len(items_in(rows)) == MOST_ITEMS
    assert saved_order(client.get("/plan").get_data(as_text=True)) == numbers[:-1]


def test_a_cookie_whose_plan_has_gone_begins_another(
    client: CheckingClient, rows: Session, numbers: list[int]
) -> None:
    save(client, numbers[0])
    elsewhere = client.get_cookie("plan")
    client.post("/plan/delete")
    assert elsewhere is not None
    client.set_cookie("plan", elsewhere.value)
    response = save(client, numbers[1])
    assert response.headers["Set-Cookie"].startswith("plan=own.")
    assert [item.opportunity_id for item in items_in(rows)] == [numbers[1]]


def test_a_cookie_that_we_did_not_write_is_as_good_as_none(
    client: CheckingClient, numbers: list[int]
) -> None:
    client.set_cookie("plan", "own.apple-anchor-zigzag-zone-yoga.0000")
    assert "Start one" in text_of(client.get("/plan").get_data(as_text=True))
    assert save(client, numbers[0]).headers["Set-Cookie"].startswith("plan=own.")


def test_new_plans_are_limited_for_each_address_and_old_ones_go_on(
    client: CheckingClient, numbers: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beginning, "NEW_PLANS_AN_HOUR", 2)
    save(client, numbers[0])
    kept = client.get_cookie("plan")
    for expected in (303, 429):
        client.delete_cookie("plan")
        response = save(client, numbers[0])
        assert response.status_code == expected
    assert 0 < int(response.headers["Retry-After"]) <= 3600
    assert "Set-Cookie" not in response.headers
    assert kept is not None
    client.set_cookie("plan", kept.value)
    assert save(client, numbers[1]).status_code == 303


def test_new_plans_are_limited_for_all_addresses_together(
    client: CheckingClient, numbers: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beginning, "ALL_NEW_PLANS_AN_HOUR", 2)
    statuses = []
    for number in (1, 2, 3):
        client.delete_cookie("plan")
        response = client.post(
            "/plan/save",
            data={"opportunity": numbers[0]},
            environ_overrides={"REMOTE_ADDR": f"192.0.2.{number}"},
        )
        statuses.append(response.status_code)
    assert statuses == [303, 303, 429]


def test_a_form_of_another_site_saves_nothing(
    client: CheckingClient, rows: Session, numbers: list[int]
) -> None:
    assert save(client, numbers[0], Origin="https://elsewhere.example").status_code == 403
    assert plans_in(rows) == []


def test_a_visit_a_day_renews_the_cookie_and_more_do_not(client: CheckingClient, numbers: list[int]) -> None:
    save(client, numbers[0])
    assert "Set-Cookie" not in client.get("/plan").headers
    tomorrow = clock.now() + timedelta(days=1)
    clock.set_clock(lambda: tomorrow)
    assert client.get("/plan").headers["Set-Cookie"].startswith("plan=own.")
    assert "Set-Cookie" not in client.get("/plan").headers


def test_while_there_is_no_catalogue_nothing_is_saved_and_nothing_breaks(
    app: Flask, own_catalogue: SeededCatalogue, tmp_path: Path
) -> None:
    empty = make_app(make_settings(tmp_path / "empty", database_url=own_catalogue.settings.database_url))
    client = empty.test_client()
    assert isinstance(client, CheckingClient)
    assert save(client, 1).status_code == 503
    database_of(empty).close()
