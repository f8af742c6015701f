"""Two ways to do one course, both saved: everywhere that the plan is shown, something tells them apart."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from tests.harness.pages import CheckingClient, text_of
from tests.unit.sheets.reading import read_back
from tests.web.plan_pages import save


@pytest.fixture
def twins(client: CheckingClient) -> CheckingClient:
    """A client that has saved a full-time and a part-time start of one course at one place."""
    items = client.get("/api/v1/opportunities?q=nursing&near=preston&per_page=50").get_json()["items"]
    alike: dict[tuple[Any, ...], dict[str, int]] = defaultdict(dict)
    for item in items:
        for mode in item["mode"] if len(item["mode"]) == 1 else ():
            alike[item["title"], item["programme_id"], str(item["venue"])][mode] = item["id"]
    both = next(found for found in alike.values() if {"full-time", "part-time"} <= found.keys())
    for mode in ("full-time", "part-time"):
        save(client, both[mode])
    return client


def link_to(client: CheckingClient) -> str:
    return (
        "/s/" + client.post("/plan/show", data={"days": "7"}).get_data(as_text=True).partition("/s/")[2][:43]
    )


@pytest.mark.parametrize("page", ["/plan", "/plan/next-steps", "shared"])
def test_pages_tell_them_apart(twins: CheckingClient, page: str) -> None:
    path = link_to(twins) if page == "shared" else page
    said = text_of(twins.get(path, follow_redirects=True).get_data(as_text=True))
    assert "Full-time" in said
    assert "Part-time" in said


@pytest.mark.parametrize("path", ["/plan/sheet.pdf", "/plan/sheet.pdf?words=no"])
def test_paper_tells_them_apart(twins: CheckingClient, path: str) -> None:
    said = read_back(twins.get(path).data).text
    assert said.count("Full-time") >= 2, "in what is saved, and in the steps"
    assert said.count("Part-time") >= 2


def test_a_calendar_tells_them_apart(twins: CheckingClient) -> None:
    said = twins.get("/plan/next-steps.ics").get_data(as_text=True)
    assert "Full-time" in said
    assert "Part-time" in said


def test_one_of_them_alone_needs_no_more_words(client: CheckingClient) -> None:
    items = client.get("/api/v1/opportunities?q=nursing&near=preston&per_page=50").get_json()["items"]
    save(client, items[0]["id"])
    assert "card__apart" not in client.get("/plan").get_data(as_text=True)
