"""Up to four side by side: every fact in a table, in an address that can be kept, whatever was picked."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from sqlalchemy.orm import Session

from pathways.catalogue.models import Opportunity
from pathways.catalogue.vocabulary import Delivery, Level, ListingState, Money, Route, SubjectRule
from pathways.database import LARGEST_ID
from pathways.front.compare_rows import FACTS
from tests.factories import (
    PRESTON,
    in_days,
    make_opportunity,
    make_outcome,
    make_programme,
    make_provider,
    make_venue,
)
from tests.harness.catalogue import SeededCatalogue, database_of, make_app, make_settings
from tests.harness.pages import CheckingClient, links_of, text_of
from tests.web.filling_in import fields_of

HTML = "{http://www.w3.org/1999/xhtml}"


def offered(rows: Session, title: str = "Plumbing studies", **said: Any) -> int:
    """The id of a new opportunity. What belongs to its programme is told apart from what is its own."""
    of_programme = {
        name: said.pop(name) for name in list(said) if name in ("route", "level", "entry", "leads_to")
    }
    programme = make_programme(rows, title=title, **of_programme)
    made = make_opportunity(rows, programme=programme, **said)
    rows.commit()
    return made.id or 0


def compared(client: CheckingClient, *ids: object, query: str = "") -> str:
    address = "/compare?" + "&".join(f"o={one}" for one in ids) + query
    response = client.get(address)
    assert response.status_code == 200
    return str(response.text)


def table_of(html: str) -> dict[str, list[str]]:
    """The rows of the comparison: what each side says of each fact, by the heading of the row."""
    tables = [
        node for node in html5lib.parse(html).iter(f"{HTML}table") if "compare" in node.get("class", "")
    ]
    if not tables:
        return {}
    (body,) = tables[0].iter(f"{HTML}tbody")
    return {
        words(next(row.iter(f"{HTML}th"))): [words(cell) for cell in row.iter(f"{HTML}td")]
        for row in body.iter(f"{HTML}tr")
    }


def columns_of(html: str) -> list[str]:
    return [words(node) for node in html5lib.parse(html).iter(f"{HTML}th") if node.get("scope") == "col"]


def link(html: str, name: str) -> str:
    """The address of the first link whose words begin so."""
    return next(address for address, said in links_of(html).items() if said.startswith(name))


def words(node: Element) -> str:
    return " ".join(" ".join(node.itertext()).split())


def test_sides_stand_in_the_order_asked_whatever_their_routes(client: CheckingClient, rows: Session) -> None:
    first = offered(rows, "Electrician", route=Route.APPRENTICESHIP, money=Money.PAID, hours_a_week=37)
    second = offered(rows, "Nursing BSc", route=Route.DEGREE, level=Level.SIX, money=Money.LOAN, fee=925000)
    html = compared(client, second, first)
    assert ["Nursing BSc" in columns_of(html)[0], "Electrician" in columns_of(html)[1]] == [True, True]
    table = table_of(html)
    assert len(table) == len(FACTS)
    assert "Level 6, like a full degree" in table["Level"][0]
    assert "£9,250" in table["What does it cost or pay?"][0]
    assert "You are paid." in table["What does it cost or pay?"][1]


def test_facts_are_those_of_the_programme_page(client: CheckingClient, rows: Session) -> None:
    one = offered(
        rows,
        entry={"english": SubjectRule.NEEDED, "gcse_count": 4, "gcse_grade": 4},
        leads_to="a job on site",
        how_to_apply="ring the college",
        open_days="3 March, from 4 pm",
        apply_url="https://apply.example/form",
        week_text="three days in college",
    )
    make_outcome(rows, programme=rows.get_one(Opportunity, one).programme)
    rows.commit()
    table = table_of(compared(client, one, offered(rows)))
    programme_id = rows.get_one(Opportunity, one).programme_id
    page = text_of(client.get(f"/programmes/{programme_id}", follow_redirects=True).text)
    for heading, told in {
        "How long does it take?": "1 year",
        "Hours in class and at work": "Three days in college.",
        "What do you need to get in?": "4 GCSEs at grade 4 or above.",
        "What does it lead to?": "A job on site.",
        "How people got on": "85 in 100 were still there after a year, or had finished.",
        "Help while you are there": "The provider has not told us. You could ask them.",
        "How do you apply?": "Ring the college.",
    }.items():
        assert told in table[heading][0]
        assert told in page
    assert "Open days: 3 March, from 4 pm." in table["How do you apply?"][0]
    assert "Apply on their site" in table["How do you apply?"][0]


def test_no_figures_are_said_to_be_normal(client: CheckingClient, rows: Session) -> None:
    table = table_of(compared(client, offered(rows), offered(rows)))
    assert all("That is normal and says nothing bad." in cell for cell in table["How people got on"])


def test_dates_are_those_still_to_come(client: CheckingClient, rows: Session) -> None:
    coming = offered(
        rows,
        intakes=(
            {"starts_on": in_days(-30)},
            {"starts_on": in_days(90), "closes_on": in_days(30)},
            {"is_flexible": True},
        ),
    )
    over = offered(rows, intakes=({"starts_on": in_days(-30)},))
    undated = offered(rows, intakes=())
    dates = table_of(compared(client, coming, over, undated))["Starts and closing dates"]
    assert dates[0].count("Starts:") == 2
    assert "When you are ready" in dates[0]
    assert "Closed: every start here has gone by." in dates[1]
    assert "No start date given. Ask the provider." in dates[2]


def test_distance_and_journey_follow_the_place(client: CheckingClient, rows: Session) -> None:
    college = make_provider(rows)
    near = make_venue(
        rows, provider=college, name="Fishergate", town="Preston", lat=PRESTON[0], lng=PRESTON[1]
    )
    ids = [offered(rows, venue=near), offered(rows), offered(rows, delivery=Delivery.ONLINE)]
    told = table_of(compared(client, *ids, query="&near=preston"))["Where is it?"]
    assert "Fishergate, Preston" in told[0]
    assert "minutes on foot" in told[0]
    assert "miles from Preston, in a straight line" in told[1]
    assert "You learn from home." in told[2]
    assert "mile" not in "".join(table_of(compared(client, *ids))["Where is it?"][:2])


def test_whether_you_have_it_is_said_of_each(client: CheckingClient, rows: Session) -> None:
    needs = offered(rows, entry={"maths": SubjectRule.NEEDED})
    free = offered(rows, entry={"maths": SubjectRule.NOT_NEEDED})
    heading = "What do you need to get in?"
    told = table_of(compared(client, needs, free, query="&stage=19-24&maths=not-yet"))[heading]
    assert "Not yet, but here is how you could get there" in told[0]
    assert "You can apply" in told[1]
    assert "You can apply" not in "".join(table_of(compared(client, needs, free))[heading])


def test_nobody_is_judged_for_what_is_over(client: CheckingClient, rows: Session) -> None:
    over = offered(rows, intakes=({"starts_on": in_days(-30)},))
    html = compared(client, over, offered(rows), query="&stage=19-24")
    assert "apply" not in table_of(html)["What do you need to get in?"][0]


def test_differences_alone_and_everything_again(client: CheckingClient, rows: Session) -> None:
    ids = offered(rows, level=Level.TWO), offered(rows, level=Level.THREE)
    html = compared(client, *ids)
    alone = client.get(link(html, "Show only what differs")).text
    assert "Level" in table_of(alone)
    assert "How long does it take?" not in table_of(alone)
    hidden = len(FACTS) - len(table_of(alone))
    assert f"{hidden} rows are the same for all, so they are hidden." in text_of(alone)
    assert table_of(client.get(link(alone, "Show everything")).text) == table_of(html)


def test_twins_have_nothing_that_differs(client: CheckingClient, rows: Session) -> None:
    college = make_provider(rows)
    site = make_venue(rows, provider=college)
    programme = make_programme(rows, provider=college)
    twins = [make_opportunity(rows, programme=programme, venue=site) for _ in range(2)]
    rows.commit()
    html = compared(client, *(twin.id for twin in twins), query="&only=differences")
    assert table_of(html) == {"What differs": ["All that we know of them is the same."]}


def test_one_can_be_left_out(client: CheckingClient, rows: Session) -> None:
    ids = [offered(rows, title) for title in ("Bricklaying", "Joinery", "Roofing")]
    html = compared(client, *ids, query="&near=preston&stage=19-24")
    rest = link(html, "Leave out: Joinery")
    assert rest == f"/compare?o={ids[0]}&o={ids[2]}&near=preston&stage=19-24"
    assert len(columns_of(client.get(rest).text)) == 2


def test_programme_page_is_opened_with_the_offer_the_place_and_what_was_said(
    client: CheckingClient, rows: Session
) -> None:
    one = offered(rows, "Bricklaying")
    html = compared(client, one, offered(rows), query="&near=preston&stage=19-24&from=q%3Dbricks")
    address = link(html, "Bricklaying")
    assert f"?at={one}&near=preston&stage=19-24&from=q%3Dbricks" in address
    assert client.get(address).status_code == 200
    assert link(html, "Back to your results") == "/search?q=bricks"


def test_more_than_four_are_named_and_left_out(client: CheckingClient) -> None:
    items = client.get("/api/v1/opportunities?q=plumbing").get_json()["items"][:6]
    html = compared(client, *(item["id"] for item in items))
    assert len(columns_of(html)) == 4
    assert f"Left out: {items[4]['title']}, {items[5]['title']}." in text_of(html)


def test_what_was_taken_down_is_named(client: CheckingClient, rows: Session) -> None:
    gone = offered(rows, "Thatching")
    rows.get_one(Opportunity, gone).state = ListingState.WITHDRAWN
    rows.commit()
    html = compared(client, gone, offered(rows), offered(rows))
    assert "Thatching was taken down, so it is not here." in text_of(html)
    assert len(columns_of(html)) == 2


def test_draft_is_as_unknown_as_any_other_number(client: CheckingClient, rows: Session) -> None:
    draft = offered(rows, "Secret course")
    rows.get_one(Opportunity, draft).programme.state = ListingState.DRAFT
    rows.commit()
    html = compared(client, draft, LARGEST_ID, offered(rows), offered(rows))
    assert "2 that you picked are not in our lists any more." in text_of(html)
    assert "Secret" not in html


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("o=abc", "We could not use “abc” from the address."),
        ("o=999999999", "One that you picked is not in our lists any more."),
        ("o=99999999999999999999999", "We could not use “99999999999999999999999”"),
        ("o=%00%00", "up to four side by side"),
        ("o=-1&o=0", "We could not use “-1”"),
        ("o=<script>", "We could not use “<script>”"),
        ("o=1&o=1", "You picked one so far"),
        ("", "up to four side by side"),
        ("only=nonsense&near=zzz&stage=wizard&from=%3D%3D", "up to four side by side"),
    ],
)
def test_odd_addresses_get_a_page_that_helps(client: CheckingClient, query: str, told: str) -> None:
    response = client.get(f"/compare?{query}")
    assert response.status_code == 200
    assert told in text_of(response.text)
    assert table_of(response.text) == {}


def test_only_one_is_set_beside_others_like_it(client: CheckingClient) -> None:
    (item,) = client.get("/api/v1/opportunities?q=plumbing&per_page=1").get_json()["items"]
    html = compared(client, item["id"], query="&near=consett")
    assert f"You picked one so far: {item['title']}" in text_of(html)
    assert len(columns_of(client.get(link(html, "Compare with this")).text)) == 2


def test_typed_place_goes_into_the_address(client: CheckingClient, rows: Session) -> None:
    ids = offered(rows), offered(rows)
    here = f"/compare?o={ids[0]}&o={ids[1]}&stage=19-24"
    sent = client.post(here, data={"near": "Preston"})
    assert (sent.status_code, sent.location) == (
        303,
        f"/compare?o={ids[0]}&o={ids[1]}&near=preston&stage=19-24",
    )


def test_place_that_is_many_or_none_is_asked_again(client: CheckingClient, rows: Session) -> None:
    here = f"/compare?o={offered(rows)}&o={offered(rows)}"
    which = client.post(here, data={"near": "Richmond"})
    assert which.status_code == 422
    choices = [to for to, name in links_of(which.text).items() if name.startswith("Richmond")]
    assert choices
    assert all("near=richmond" in to and "o=" in to for to in choices)
    unknown = client.post(here, data={"near": "Qzxwvut"})
    assert unknown.status_code == 422
    assert "We do not know this place." in text_of(unknown.text)
    assert len(table_of(unknown.text)) == len(FACTS)


def test_form_of_what_you_have_keeps_the_rest(client: CheckingClient, rows: Session) -> None:
    ids = offered(rows), offered(rows)
    html = compared(client, *ids, query="&near=preston&only=differences&stage=19-24")
    forms = [form for form in html5lib.parse(html).iter(f"{HTML}form") if form.get("method") == "get"]
    hidden = [
        (field.get("name"), field.get("value"))
        for field in forms[0].iter(f"{HTML}input")
        if field.get("type") == "hidden"
    ]
    assert hidden == [("o", str(ids[0])), ("o", str(ids[1])), ("near", "preston"), ("only", "differences")]


def test_page_is_for_no_search_engine_and_no_shared_cache_once_somebody_said_something(
    client: CheckingClient, rows: Session
) -> None:
    here = f"/compare?o={offered(rows)}&o={offered(rows)}"
    assert client.get(here).headers["X-Robots-Tag"] == "noindex"
    assert "public" in client.get(here).headers["Cache-Control"]
    assert "private" in client.get(f"{here}&stage=19-24").headers["Cache-Control"]


@pytest.mark.parametrize("typed", ["PR1 2HE", "pr12he", "I live at PR1 2HE"])
def test_typed_postcode_is_cut_before_it_goes_anywhere(
    client: CheckingClient, rows: Session, caplog: pytest.LogCaptureFixture, typed: str
) -> None:
    caplog.set_level(logging.DEBUG)
    here = f"/compare?o={offered(rows)}&o={offered(rows)}"
    fields = fields_of(client.get(here).text)
    sent = client.post(here, data={**fields, "near": typed})
    told = [sent.text, sent.headers.get("Location", ""), caplog.text]
    if sent.status_code == 303:
        assert "near=PR1" in sent.location
        told.append(client.get(sent.location).text)
    for text in told:
        assert "PR12HE" not in "".join(letter for letter in text.upper() if letter.isalnum())


@pytest.mark.parametrize("name", ["near", "o", "from", "only"])
def test_address_with_a_postcode_is_cut(client: CheckingClient, name: str) -> None:
    response = client.get(f"/compare?{name}=PR1+2HE")
    assert response.status_code == 303
    assert "2HE" not in response.location
    assert "2HE" not in client.get(response.location).text


@pytest.fixture
def without_database(
    seeded_catalogue: SeededCatalogue, engine_name: str, tmp_path: Path
) -> Iterator[CheckingClient]:
    """A client of a service with the seeded snapshot and a database that cannot be reached."""
    folder = tmp_path / "instance"
    shutil.copytree(seeded_catalogue.instance_dir / "snapshot", folder / "snapshot")
    gone = f"sqlite:///{folder / 'gone' / 'pathways.db'}"
    away = "postgresql://nobody@127.0.0.1:1/none" if engine_name == "postgresql" else gone
    app = make_app(make_settings(folder, database_url=away))
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    yield client
    database_of(app).close()


def test_without_the_database_what_is_published_is_compared(without_database: CheckingClient) -> None:
    items = without_database.get("/api/v1/opportunities?q=plumbing&near=consett").get_json()["items"][:2]
    html = compared(without_database, *(item["id"] for item in items), 999999999, query="&near=consett")
    table = table_of(html)
    assert [item["title"] in column for item, column in zip(items, columns_of(html), strict=True)] == [
        True,
        True,
    ]
    assert table["How long does it take?"][0].endswith(items[0]["duration"]["text"])
    assert "mile" in table["Where is it?"][0]
    assert "We cannot look this up just now." in table["What do you need to get in?"][0]
    assert "Part of the site is resting" in text_of(html)
    assert "One that you picked is not in our lists any more." in text_of(html)


def test_without_database_and_copy_the_answer_is_to_come_back(engine_name: str, tmp_path: Path) -> None:
    app = make_app(make_settings(tmp_path, database_url=f"sqlite:///{tmp_path / 'gone' / 'pathways.db'}"))
    response = app.test_client().get("/compare?o=1&o=2")
    assert response.status_code == 503
    assert "Retry-After" in response.headers
    database_of(app).close()
