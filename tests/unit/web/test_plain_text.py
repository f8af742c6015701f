"""Whatever bytes come, pages see only characters that a page may hold."""

from __future__ import annotations

from urllib.parse import quote_plus

import pytest
from flask import Flask, request
from hypothesis import given
from hypothesis import strategies as st

from pathways.web.plain_text import UNFIT, bind_plain_text, plain


@pytest.fixture(scope="module")
def app() -> Flask:
    made = Flask(__name__)
    bind_plain_text(made)
    made.add_url_rule("/args", "args", lambda: "|".join(request.args.getlist("q")))
    made.add_url_rule("/form", "form", lambda: "|".join(request.form.getlist("q")), methods=["POST"])
    return made


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("q=law%00s", "laws"),
        ("q=a%1Bb&q=c", "ab|c"),
        ("q=%EF%B7%90x", "x"),
        ("q=%F0%9F%BF%BE", ""),
        ("q=tab%09and%0Aline", "tab\tand\nline"),
        ("q=%F0%9F%94%A7", "🔧"),
        ("q=%D8%B3%D8%A8%D8%A7%D9%83%D8%A9", "سباكة"),
        ("q=caf%C3%A9", "café"),
    ],
)
def test_unfit_characters_are_taken_out_and_others_stay(app: Flask, sent: str, seen: str) -> None:
    client = app.test_client()
    assert client.get(f"/args?{sent}").get_data(as_text=True) == seen
    form = client.post("/form", data=sent, content_type="application/x-www-form-urlencoded")
    assert form.get_data(as_text=True) == seen


@given(st.text())
def test_what_is_left_is_fit_and_nothing_else_is_lost(text: str) -> None:
    left = plain(text)
    assert UNFIT.search(left) is None
    assert plain(left) == left
    assert len(text) - len(left) == len(UNFIT.findall(text))


@given(st.binary(max_size=60))
def test_bytes_that_are_no_text_are_borne(app: Flask, sent: bytes) -> None:
    response = app.test_client().get(f"/args?q={quote_plus(sent)}")
    assert response.status_code == 200
    assert UNFIT.search(response.get_data(as_text=True)) is None
