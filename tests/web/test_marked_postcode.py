"""A marked postcode, typed into every box of the questionnaire and of the plan, is nowhere afterwards."""

from __future__ import annotations

import logging
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.alerts.models import SearchAlert
from pathways.guidance.questions import PAGES
from tests.harness.catalogue import SeededCatalogue
from tests.harness.mail import outbox
from tests.harness.pages import CheckingClient
from tests.web.filling_in import fields_of
from tests.web.plan_pages import change, items_in, save, some_opportunities

MARKED = "PR1 2HE"
SPELLINGS = ("PR1 2HE", "pr12he", "Pr1  2he", "I live at PR1 2HE", "PR1-2HE")


def holds_it(text: str) -> bool:
    squeezed = "".join(letter for letter in text.upper() if letter.isalnum())
    return "PR12HE" in squeezed


@pytest.mark.parametrize("typed", SPELLINGS)
@pytest.mark.parametrize(("page", "box"), [("home", "near"), ("ideas", "ideas"), ("grades", "points")])
def test_what_is_typed_is_cut_before_it_goes_anywhere(
    client: CheckingClient, caplog: pytest.LogCaptureFixture, page: str, box: str, typed: str
) -> None:
    caplog.set_level(logging.DEBUG)
    start = client.get(f"/questions/{page}?stage=year-12-13").get_data(as_text=True)
    for do in ("", "add", "finish"):
        response = client.post(f"/questions/{page}", data={**fields_of(start), box: typed, "do": do})
        assert response.status_code in (303, 422)
        assert not holds_it(response.headers.get("Location", ""))
        assert not holds_it(response.get_data(as_text=True))
        if response.status_code == 303:
            assert not holds_it(client.get(response.headers["Location"]).get_data(as_text=True))
    assert not holds_it(caplog.text)


@pytest.mark.parametrize("page", [*(f"/questions/{page}" for page in PAGES), "/suggestions"])
@pytest.mark.parametrize("name", ["home", "idea", "stage", "from", "then", "like", "colour"])
def test_an_address_that_holds_it_is_cut(client: CheckingClient, page: str, name: str) -> None:
    response = client.get(f"{page}?{name}=PR1+2HE")
    assert response.status_code == 303
    assert not holds_it(response.headers["Location"])
    assert not holds_it(client.get(response.headers["Location"]).get_data(as_text=True))


def test_a_home_in_an_address_becomes_its_sector(client: CheckingClient) -> None:
    assert client.get("/suggestions?home=pr12he").headers["Location"] == "/suggestions?home=PR1-2"


def test_nothing_is_written_anywhere(client: CheckingClient, seeded_catalogue: SeededCatalogue) -> None:
    def written() -> dict[Path, int]:
        files = [path for path in seeded_catalogue.instance_dir.rglob("*") if path.is_file()]
        return {path: path.stat().st_mtime_ns for path in files}

    before = written()
    client.post("/questions/home", data={"near": MARKED, "stage": "19-24"})
    client.get("/suggestions?home=PR1&stage=19-24&yes=r1")
    assert written() == before


@pytest.mark.parametrize("typed", SPELLINGS)
@pytest.mark.parametrize("box", ["email", "search", "t"])
def test_what_is_typed_where_letters_are_asked_for_is_cut(
    client: CheckingClient, rows: Session, caplog: pytest.LogCaptureFixture, box: str, typed: str
) -> None:
    caplog.set_level(logging.DEBUG)
    form = {"search": "q=nursing", "email": "kim@mail.example", "t": "0"} | {box: typed}
    for path in ("/alerts/new", "/alerts/confirm", "/alerts/stop"):
        assert not holds_it(client.post(path, data=form).get_data(as_text=True))
    searched = form | {"search": urlencode({"q": f"nursing {typed}", "near": typed})}
    assert not holds_it(client.post("/alerts/new", data=searched).get_data(as_text=True))
    assert not any(holds_it(alert.query) for alert in rows.execute(select(SearchAlert)).scalars())
    assert not holds_it(caplog.text)


@pytest.mark.parametrize("path", ["/alerts/new", "/alerts/confirm", "/alerts/stop", "/alerts/one-click"])
def test_an_address_of_letters_that_holds_it_is_cut(client: CheckingClient, path: str) -> None:
    response = client.get(f"{path}?t=PR1+2HE&q=pr12he")
    assert response.status_code == 303
    assert not holds_it(response.headers["Location"])


def test_no_letter_holds_it(client: CheckingClient, seeded_catalogue: SeededCatalogue) -> None:
    search = urlencode({"q": f"nursing {MARKED}"})
    client.post("/alerts/new", data={"search": search, "email": "kim@mail.example"})
    letters = outbox(seeded_catalogue.instance_dir)
    assert letters
    assert not any(holds_it(letter.as_string()) for letter in letters)
    for file in (seeded_catalogue.instance_dir / "outbox").glob("*"):
        file.unlink()


@pytest.mark.parametrize("typed", SPELLINGS)
def test_a_note_and_a_code_that_hold_it_leave_it_nowhere(
    client: CheckingClient, rows: Session, caplog: pytest.LogCaptureFixture, typed: str
) -> None:
    caplog.set_level(logging.DEBUG)
    number = some_opportunities(rows, 1)[0]
    seen = [save(client, number), change(client, number, note=f"Near {typed}. Go by bus")]
    stale = {"version": "0", "status": "", "do": "keep"}
    seen += [
        client.get("/plan"),
        client.post(f"/plan/items/{number}", data={**stale, "note": f"Or {typed}"}),
        client.post(f"/plan/items/{number}", data={**stale, "note": f"{typed} {'x' * 600}"}),
        client.post("/plan/items/999", data={**stale, "note": typed}),
        client.post("/plan/open", data={"code": typed}),
        client.post("/plan/open", data={"instead": typed}),
        client.post("/plan/show", data={"days": typed, "notes": "yes"}),
        client.post("/plan/computer", data={"computer": typed}),
        client.post("/plan/save", data={"opportunity": typed}),
        client.get(f"/plan?said={typed}"),
    ]
    client.delete_cookie("plan")
    seen.append(client.post(f"/plan/items/{number}", data={**stale, "note": typed}))
    for response in seen:
        assert not holds_it(response.get_data(as_text=True)), response.request.path
        assert not holds_it(response.headers.get("Location", ""))
        assert not holds_it(response.headers.get("Set-Cookie", ""))
    assert "PR1 2. Go by bus" in seen[2].get_data(as_text=True)
    (item,) = items_in(rows)
    assert not holds_it(str(item.model_dump()))
    assert not holds_it(caplog.text)


@pytest.mark.parametrize("path", ["/plan", "/plan/show", "/plan/delete", "/s/PR12HE", "/shared/PR1 2HE"])
def test_an_address_of_a_plan_that_holds_it_is_cut(client: CheckingClient, path: str) -> None:
    response = client.get(f"{path}?said=PR1+2HE")
    assert response.status_code == 303
    assert not holds_it(response.headers["Location"])
