"""The pages of advisers and what pupils see of a list, in every state that somebody can meet them in."""

from __future__ import annotations

from tests.accessibility.state import State

_LIST = "/advisers/lists/{list}"


def _desk(
    name: str,
    path: str,
    status: int = 200,
    form: dict[str, str] | None = None,
    start: str = "/advisers/lists/new",
) -> State:
    return State(name, path, status=status, form=form or {}, start=start, signed_in=True)


DESK = [
    _desk("desk", "/advisers"),
    _desk("lists", "/advisers/lists"),
    _desk("lists, none fits", "/advisers/lists?q=zzz&said=nothing-ticked"),
    _desk("lists, put away", "/advisers/lists?state=archived"),
    _desk("list", _LIST),
    _desk("list, asked to be deleted", "/advisers/lists/{asked_list}?said=full"),
    _desk("list, empty and put away", "/advisers/lists/{archived_list}"),
    _desk("list, new", "/advisers/lists/new"),
    _desk(
        "list, slips",
        "/advisers/lists/new",
        status=422,
        form={"label": "Ada Example", "kind": "pupil", "purpose": "For A123456789012", "near": "Richmond"},
    ),
    _desk(
        "list, changed in two windows",
        f"{_LIST}/details",
        status=409,
        form={"label": "11B-09", "kind": "pupil", "version": "999"},
    ),
    _desk("list, details", f"{_LIST}/details"),
    _desk("labels", "/advisers/lists/paste?from={list}"),
    _desk(
        "labels, a look needed",
        "/advisers/lists/paste",
        status=422,
        form={"labels": "JS\nAda Example\nA123456789012\nJS", "near": "Qzxwvut"},
    ),
    _desk("list, delete", "/advisers/lists/delete?list={list}"),
    _desk("list, notes", f"{_LIST}/items/{{item}}"),
    _desk(
        "list, notes changed in two windows",
        f"{_LIST}/items/{{item}}",
        status=409,
        form={"note_to_pupil": "Other words", "version": "999"},
    ),
    _desk("list, share", f"{_LIST}/share"),
    _desk("template, share", "/advisers/lists/{template_list}/share"),
    _desk("list, print", "/advisers/print?list={list}"),
    _desk("lists, print", "/advisers/print?list={list}&list={asked_list}"),
    _desk("list, copy", "/advisers/lists/{template_list}/copy"),
    _desk("add many", "/advisers/add-many?near=consett"),
    _desk("interview", f"{_LIST}/interview"),
    _desk(
        "interview, which place",
        f"{_LIST}/interview",
        status=422,
        form={"near": "Richmond", "points": "lots"},
        start=f"{_LIST}/interview",
    ),
    _desk(
        "interview, words not understood",
        f"{_LIST}/interview",
        status=422,
        form={"do": "ideas", "ideas": "electrician qzxwvut"},
    ),
    _desk("interview, changed in two windows", f"{_LIST}/interview", status=409, form={"stage": "19-24"}),
    _desk("evidence", "/advisers/evidence?of=all"),
    _desk("local offer", "/advisers/local-offer?near=consett&miles=5"),
    _desk("local offer, which place", "/advisers/local-offer", status=422, form={"near": "Richmond"}),
    _desk("people", "/advisers/people?list={list}&said=passed-on"),
    State("weekly letter, stop", "/advisers/letters/stop?t={letters_token}"),
    State("weekly letter, stopped", "/advisers/letters/stop?t={letters_token}", form={"do": "stop"}),
    State("weekly letter, wrong link", "/advisers/letters/stop?t=wrong", status=404),
    _desk("results, with a list in hand", "/search?q=plumbing&near=consett"),
    State("a pupil's list", "/s/{link}"),
    State("a pupil's list, asked to be deleted", "/s/{asked_link}"),
]
