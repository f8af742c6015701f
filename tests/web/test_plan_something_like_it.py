"""Something like what closed: looked for on the page of the plan, for a few, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import html5lib
import pytest
from sqlalchemy import update

from pathways.catalogue.models import Opportunity
from pathways.catalogue.publish import publish
from pathways.catalogue.vocabulary import ListingState
from pathways.plans import lines
from pathways.plans.lines import MOST_SEARCHES
from tests.harness.catalogue import SeededCatalogue, database_of, make_app
from tests.harness.pages import CheckingClient, links_of, text_of
from tests.web.plan_pages import HTML, save, saved_order, some_opportunities

MORE = 2


@pytest.fixture
def closed(own_catalogue: SeededCatalogue) -> Iterator[CheckingClient]:
    """A client with more that is closed than is looked for, and one thing that is open at the end."""
    app = make_app(own_catalogue.settings)
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    database = own_catalogue.open_database()
    with database.open_session() as session:
        numbers = some_opportunities(session, MOST_SEARCHES + MORE + 1)
    for number in numbers:
        save(client, number)
    with database.unit_of_work() as session:
        session.execute(
            update(Opportunity)
            .where(Opportunity.id.in_(numbers[:-1]))  # type: ignore[union-attr]
            .values(state=ListingState.WITHDRAWN)
        )
    publish(database, own_catalogue.instance_dir)
    database.close()
    app.extensions["catalogue"]._looked_at = float("-inf")
    yield client
    database_of(app).close()


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles for which something like them was looked for."""
    looked_for: list[str] = []
    really = lines.similar_to

    def noted(*args: Any, **named: Any) -> Any:
        looked_for.append(named["title"])
        return really(*args, **named)

    monkeypatch.setattr(lines, "similar_to", noted)
    return looked_for


def test_the_page_looks_for_the_first_few_and_says_so_of_the_others(
    closed: CheckingClient, searches: list[str]
) -> None:
    html = closed.get("/plan").get_data(as_text=True)
    assert len(searches) == MOST_SEARCHES
    tree = html5lib.parse(html)
    offered = [node for node in tree.iter(f"{HTML}details") if node.get("class") == "saved__similar"]
    told = [node for node in tree.iter(f"{HTML}p") if node.get("class") == "saved__search"]
    assert (len(offered), len(told)) == (MOST_SEARCHES, MORE)
    assert all("only for the first 6 that are closed" in " ".join(node.itertext()) for node in told)
    assert len(saved_order(html)) == MOST_SEARCHES + MORE + 1


def test_the_way_to_look_oneself_leads_to_results(closed: CheckingClient) -> None:
    links = links_of(closed.get("/plan").get_data(as_text=True))
    ways = [address for address, words in links.items() if words.startswith("Search for something like it")]
    assert len(ways) == MORE
    for way in ways:
        assert "near=" in way
        response = closed.get(way)
        assert response.status_code == 200
        assert "option" in text_of(response.get_data(as_text=True))


@pytest.mark.parametrize(
    "path", ["/plan/next-steps", "/plan/next-steps.ics", "/plan/sheet.pdf", "/plan/sheet.pdf?words=no"]
)
def test_dates_and_paper_look_for_nothing(closed: CheckingClient, searches: list[str], path: str) -> None:
    assert closed.get(path).status_code == 200
    assert searches == []


def test_a_calendar_and_a_plan_shown_look_for_nothing(closed: CheckingClient, searches: list[str]) -> None:
    calendar = closed.post("/plan/calendar").get_data(as_text=True).partition("/calendar/")[2][:47]
    link = closed.post("/plan/show", data={"days": "7"}).get_data(as_text=True).partition("/s/")[2]
    for path in (f"/calendar/{calendar}", f"/s/{link[:43]}"):
        assert closed.get(path, follow_redirects=True).status_code == 200
    assert searches == []
