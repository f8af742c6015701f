"""What each kind of person gets of the addresses of advisers' lists. `{list}` is the first adviser's."""

from __future__ import annotations

from typing import Any

from tests.web.access_row import Row, Seen

_LIST = "/advisers/lists/<int:list_id>"
_ONE = "/advisers/lists/{list}"


def _seen(adviser: int, other_adviser: int, lead: int, colleague: int | None = None) -> Seen:
    """Advisers and leads alone; providers and the host are told that it is not for them.

    A ``colleague`` gets of a list what the lead gets, unless told otherwise.
    """
    return Seen(
        adviser=adviser,
        colleague=lead if colleague is None else colleague,
        other_adviser=other_adviser,
        editor=403,
        other_editor=403,
        lead=lead,
        provider_admin=403,
        host=403,
    )


def _desk(method: str, path: str, status: int, query: str = "", **form: str) -> Row:
    """An address that every adviser has, with their own things behind it."""
    rule = f"/advisers{path}"
    return Row(rule, method, rule + query, 303, form=form, seen=_seen(status, status, status))


def _own(method: str, path: str, status: int, example: str = "", **form: Any) -> Row:
    """An address of one list: the owner's alone, and for everybody else as if it were not there."""
    return Row(_LIST + path, method, _ONE + (example or path), 303, form=form, seen=_seen(status, 404, 404))


LISTS = [
    _desk("GET", "", 200),
    _desk("POST", "/digest", 303, wanted="yes"),
    # The link of a letter works without signing in, and for nobody without its secret.
    Row("/advisers/letters/stop", "GET", "/advisers/letters/stop?t=guessed", 404),
    Row("/advisers/letters/stop", "POST", "/advisers/letters/stop?t=guessed", 404),
    _desk("GET", "/lists", 200),
    _desk("POST", "/lists", 303, do="restore", list="{list}"),
    _desk("GET", "/lists/new", 200),
    _desk("POST", "/lists/new", 303, label="Z1", kind="pupil"),
    _desk("GET", "/lists/paste", 200),
    _desk("POST", "/lists/paste", 303, labels="Z2"),
    _desk("GET", "/in-hand", 303),
    _desk("POST", "/add", 303, opportunity="{opportunity}"),
    _desk("GET", "/add-many", 200, "?near=consett"),
    _desk("GET", "/evidence", 200),
    _desk("GET", "/evidence.csv", 200),
    _desk("GET", "/evidence.pdf", 200),
    _desk("GET", "/local-offer", 200),
    _desk("POST", "/local-offer", 303, near="Preston"),
    _desk("GET", "/people", 200),
    _own("GET", "", 200),
    _own("GET", "/details", 200),
    _own("POST", "/details", 303, label="11B-02", kind="pupil", version="1"),
    _own("POST", "/hand", 303, do="take"),
    _own("POST", "/state", 303, do="keep"),
    _own("GET", "/items/<int:item_id>", 200, "/items/{item}"),
    _own("POST", "/items/<int:item_id>", 303, "/items/{item}", why="It is near", version="1"),
    _own("POST", "/items/<int:item_id>/move", 303, "/items/{item}/move", do="up"),
    _own("GET", "/share", 200),
    _own("POST", "/share", 303, days="30"),
    _own("GET", "/qr.svg", 200),
    _own("GET", "/copy", 200),
    _own("POST", "/copy", 303, year="11"),
    _own("GET", "/interview", 200),
    _own("POST", "/interview", 303, do="force", stage="19-24"),
    _own("GET", "/everything.json", 200),
    Row("/advisers/print", "GET", "/advisers/print?list={list}", 303, seen=_seen(200, 404, 404)),
    Row("/advisers/print", "POST", "/advisers/print?list={list}", 303, seen=_seen(303, 404, 404)),
    Row("/advisers/print.pdf", "GET", "/advisers/print.pdf?list={list}", 303, seen=_seen(200, 404, 404)),
    Row(
        "/advisers/people",
        "POST",
        "/advisers/people",
        303,
        form={"list": "{list}", "to": "{adviser}"},
        seen=_seen(303, 400, 404),
    ),
    Row(
        "/advisers/lists/delete", "GET", "/advisers/lists/delete?list={list}", 303, seen=_seen(200, 404, 404)
    ),
    Row(
        "/advisers/lists/delete",
        "POST",
        "/advisers/lists/delete",
        303,
        form={"list": "{list}"},
        seen=_seen(303, 404, 404),
    ),
    # What a pupil answers by a link opens with the link alone, whoever is signed in.
    Row("/shared/<reference>/answer", "POST", "/shared/l1/answer", 404, form={"item": "1", "say": "talk"}),
    Row("/shared/<reference>/to-plan", "POST", "/shared/l1/to-plan", 404),
    Row("/shared/<reference>/removal", "POST", "/shared/l1/removal", 404),
]
