"""Going about a plan as a person does: saving, opening, and reading what its page says."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import html5lib
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from pathways.catalogue.models import Opportunity, Programme, Provider
from pathways.catalogue.vocabulary import ListingState
from pathways.plans.models import Plan, PlanItem
from tests.harness.pages import CheckingClient

HTML = "{http://www.w3.org/1999/xhtml}"
HTMX = {"HX-Request": "true"}


def some_opportunities(session: Session, count: int) -> list[int]:
    """Opportunities that are published, of different programmes."""
    found = session.execute(
        select(Opportunity.programme_id, Opportunity.id)
        .join(Programme, Programme.id == Opportunity.programme_id)
        .join(Provider, Provider.id == Programme.provider_id)
        .where(
            Opportunity.state == ListingState.PUBLISHED,
            Programme.state == ListingState.PUBLISHED,
            Provider.state == ListingState.PUBLISHED,
        )
        .order_by(Opportunity.id)
    ).all()
    first: dict[int, int] = {}
    for programme, opportunity in found:
        first.setdefault(programme, opportunity)
    return list(first.values())[:count]


def save(client: CheckingClient, opportunity: int | str, **headers: str) -> TestResponse:
    """Press Save."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post("/plan/save", data={"opportunity": str(opportunity)}, headers=sent)


def change(client: CheckingClient, opportunity: int, *, htmx: bool = False, **fields: str) -> TestResponse:
    """Send the form of an item as the page has it, with these fields changed."""
    page = client.get("/plan").get_data(as_text=True)
    sent = {"do": "keep", **fields_of_item(page, opportunity), **fields}
    return client.post(f"/plan/items/{opportunity}", data=sent, headers=HTMX if htmx else {})


def fields_of_item(html: str, opportunity: int) -> dict[str, str]:
    """What the form of an item would send."""
    form = next(
        node
        for node in html5lib.parse(html).iter(f"{HTML}form")
        if (node.get("action") or "").endswith(f"/items/{opportunity}")
    )
    return form_fields(form)


def form_fields(form: Element) -> dict[str, str]:
    """The fields of a form as they are filled in."""
    fields: dict[str, str] = {}
    for node in form.iter():
        name = node.get("name") if isinstance(node.tag, str) else None
        if name is None or node.tag == f"{HTML}button":
            continue
        if node.tag == f"{HTML}select":
            chosen = [one for one in node.iter(f"{HTML}option") if one.get("selected") is not None]
            fields[name] = chosen[0].get("value", "") if chosen else ""
        elif node.tag == f"{HTML}textarea":
            fields[name] = (node.text or "").removeprefix("\n")
        elif node.get("type") not in ("checkbox", "radio") or node.get("checked") is not None:
            fields[name] = node.get("value") or ""
    return fields


def words_of(client: CheckingClient) -> str:
    """The five words that the page of the plan shows."""
    html = client.get("/plan").get_data(as_text=True)
    shown = next(
        node for node in html5lib.parse(html).iter(f"{HTML}ol") if node.get("class") == "plan-words__list"
    )
    return " ".join("".join(node.itertext()).strip() for node in shown)


def saved_order(html: str) -> list[int]:
    """What the page of a plan lists, in its order."""
    return [int(number) for number in re.findall(r'id="saved-(\d+)"', html)]


def plans_in(session: Session) -> list[Plan]:
    """Every plan there is."""
    session.rollback()
    return list(session.scalars(select(Plan).order_by(Plan.id)))


def items_in(session: Session) -> list[PlanItem]:
    """Every item of every plan."""
    session.rollback()
    return list(session.scalars(select(PlanItem).order_by(PlanItem.plan_id, PlanItem.position)))
