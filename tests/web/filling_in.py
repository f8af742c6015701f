"""Filling in the forms of a page as a person would: what is hidden goes along, what is chosen is added."""

from __future__ import annotations

import html5lib
from werkzeug.test import TestResponse

from tests.harness.pages import CheckingClient

HTML = "{http://www.w3.org/1999/xhtml}"


def fields_of(html: str) -> dict[str, list[str]]:
    """What the page's own form would send if its first button were pressed at once."""
    form = next(node for node in html5lib.parse(html).iter(f"{HTML}form"))
    fields: dict[str, list[str]] = {}
    for node in form.iter():
        name = node.get("name") if isinstance(node.tag, str) else None
        if name is None:
            continue
        if node.tag == f"{HTML}select":
            chosen = [option for option in node.iter(f"{HTML}option") if option.get("selected") is not None]
            fields.setdefault(name, []).extend(option.get("value", "") for option in chosen)
        ticked = node.get("type") not in ("checkbox", "radio") or node.get("checked") is not None
        if node.tag == f"{HTML}input" and ticked:
            fields.setdefault(name, []).append(node.get("value") or "")
    return fields


def send(
    client: CheckingClient, address: str, *, headers: dict[str, str] | None = None, **chosen: str | list[str]
) -> TestResponse:
    """Open a page of the questionnaire, choose something and press a button (`do`; none: Next)."""
    page = client.get(address).get_data(as_text=True)
    return client.post(address.partition("?")[0], data={**fields_of(page), **chosen}, headers=headers)


def next_address(client: CheckingClient, address: str, **chosen: str | list[str]) -> str:
    """Where a page leads when something is chosen on it."""
    response = send(client, address, **chosen)
    assert response.status_code == 303, response.get_data(as_text=True)
    return response.headers["Location"]
