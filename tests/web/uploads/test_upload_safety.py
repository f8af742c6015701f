"""Files from outside: nobody else's are seen, nothing in them runs, and none is too large to be told so."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from pathways.listings.upload.models import UploadState
from pathways.listings.upload.reading import MOST_BYTES
from tests.harness.listings import ProviderWorld
from tests.harness.pages import text_of
from tests.harness.staff import form_token, sign_in, sign_out
from tests.harness.uploads import plumbing, sheet
from tests.web.uploads.conftest import Desk, send_file

BAD = plumbing(fee="lots")
NASTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "{{ 7 * 7 }}",
    "{% for x in y %}",
    "<svg/onload=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202e<b>right to left</b>",
    "';!--\"<XSS>=&{()}",
)
FORMULAS = ("=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", '=HYPERLINK("https://x.example")', "＝1")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("GET", "/rows/2"),
        ("GET", "/problems.csv"),
        ("POST", "/rows/2"),
        ("POST", "/publish"),
        ("POST", "/undo"),
        ("POST", "/check"),
        ("POST", "/venues"),
    ],
)
def test_nobody_sees_or_touches_what_another_provider_sent(
    desk: Desk, other: ProviderWorld, method: str, path: str
) -> None:
    address = desk.send([BAD])
    sign_in(desk.client, user=other.editor.user_id)
    form = {"csrf_token": form_token(desk.client), "cell-0": "theirs"}
    answer = desk.client.open(address + path, method=method, data=form if method == "POST" else None)
    assert answer.status_code == 404
    assert desk.upload(address).state is UploadState.READY


def test_colleagues_of_one_provider_share_their_files(desk: Desk) -> None:
    address = desk.send([BAD])
    sign_in(desk.client, user=desk.world.admin.user_id)
    assert desk.get(address).status_code == 200
    assert desk.post(f"{address}/rows/2", {"cell-12": ""}).status_code == 303


def test_somebody_unknown_is_asked_to_sign_in_before_a_file_is_read(desk: Desk) -> None:
    sign_out(desk.client)
    answer = send_file(desk.client, b"x" * 900_000, "x.csv")
    assert answer.status_code == 303
    assert "/staff/sign-in" in answer.headers["Location"]


def test_a_form_without_its_token_is_refused(desk: Desk) -> None:
    assert send_file(desk.client, sheet([BAD]), "x.csv").status_code == 403


def test_a_file_of_five_megabytes_is_taken_and_a_larger_one_is_told_so(desk: Desk) -> None:
    row = plumbing(summary="You learn the trade. " * 200)
    body = sheet([row | {"reference": f"r-{number}"} for number in range(1_000)])
    assert 3 * 1024 * 1024 < len(body) < MOST_BYTES
    assert desk.try_file(body).status_code == 303
    for size in (MOST_BYTES + 1, MOST_BYTES * 2):
        answer = desk.try_file(b"x" * size)
        assert answer.status_code in (413, 422)
        assert "larger than 5 MB" in text_of(answer.get_data(as_text=True))


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04", b"a,b\r\n1,2\r\n", b"\0" * 100, b"\xff\xfe\x00"])
def test_what_is_no_file_of_ours_is_told_so(desk: Desk, body: bytes) -> None:
    answer = desk.try_file(body)
    assert answer.status_code == 422
    assert "We could not take this file" in text_of(answer.get_data(as_text=True))


def test_no_file_at_all_is_told_so(desk: Desk) -> None:
    assert desk.post("/listings/upload").status_code == 422
    assert desk.post("/listings/upload", {"file": "text"}).status_code == 422


@pytest.mark.parametrize("nasty", NASTY)
def test_nothing_in_a_file_runs(desk: Desk, nasty: str) -> None:
    """In every cell, and in the name of the file."""
    row = dict.fromkeys(plumbing(), nasty) | {"reference": nasty[:90]}
    address = desk.send([row], nasty.replace('"', "") + ".csv")
    for path in (address, f"{address}/rows/2", "/listings/upload"):
        page = desk.get(path).get_data(as_text=True)
        for tag in ("<script>alert", "<img src=x", "<svg/onload", "<b>right", "<XSS>"):
            assert tag not in page
        if nasty.startswith("{{") and path != "/listings/upload":
            assert nasty in page


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_formula_leaves_in_the_list_of_problems(desk: Desk, formula: str) -> None:
    address = desk.send([plumbing(fee=formula, level=formula)])
    answer = desk.get(f"{address}/problems.csv")
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert rows[0] == ["row", "column", "cell", "what is wrong", "what you could do"]
    assert {row[1] for row in rows[1:]} == {"fee", "level"}
    for row in rows[1:]:
        assert row[0] == "2"
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝")) for cell in row)


def test_every_cell_of_a_template_is_harmless(desk: Desk) -> None:
    for name in ("programmes", "venues"):
        text = desk.get(f"/listings/upload/templates/{name}.csv").get_data(as_text=True)
        (header,) = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
        assert all(cell[0].isalpha() for cell in header)
    assert desk.get("/listings/upload/templates/other.csv").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/listings/upload/0",
        "/listings/upload/99999999999999999999999",
        "/listings/upload/1/rows/99999999999999999999999",
        "/listings/upload/abc",
    ],
)
def test_odd_numbers_are_not_found(desk: Desk, path: str) -> None:
    desk.send([BAD])
    assert desk.get(path).status_code == 404


@pytest.mark.parametrize(
    "query",
    ["?page=0", "?page=x", "?page=999999999999", "?column=%00", "?column=nothing", "?column=fee&page=2"],
)
def test_odd_filters_are_passed_over(desk: Desk, query: str) -> None:
    address = desk.send([BAD])
    assert desk.get(address + query).status_code == 200


@pytest.mark.parametrize("typed", ["x" * 200_000, "\0", "\ud800".encode("utf-8", "surrogatepass"), "=1"])
def test_odd_cells_are_kept_or_told_of(desk: Desk, typed: Any) -> None:
    address = desk.send([BAD])
    answer = desk.post(f"{address}/rows/2", {"cell-12": typed, "cell-999": "x", "other": "y"})
    assert answer.status_code in (303, 422)


@pytest.mark.parametrize("act", ["publish", "undo", "check", "venues"])
def test_nothing_is_done_twice(desk: Desk, act: str) -> None:
    desk.trust()
    address = desk.send([plumbing()])
    if act != "undo":
        desk.post(f"{address}/publish")
    answer = desk.post(f"{address}/{act}")
    assert answer.status_code == 409, "it is at work, or there is nothing to undo"
    desk.work()
    assert desk.upload(address).state in (UploadState.APPLIED, UploadState.READY)


def test_a_row_cannot_be_changed_while_its_file_is_worked_on(desk: Desk) -> None:
    address = desk.send([plumbing(), BAD | {"reference": "b"}])
    desk.post(f"{address}/publish")
    answer = desk.post(f"{address}/rows/3", {"cell-12": ""})
    assert answer.status_code == 409
    assert "It cannot be changed now" in text_of(answer.get_data(as_text=True))
