"""The access log holds no token of a link: whoever reads it could open what it opens."""

from __future__ import annotations

import pytest
from flask import Flask

from pathways.places.postcodes import contains_full_postcode
from pathways.tokens import new_token
from pathways.web.access_log import bind_access_log


@pytest.fixture
def app() -> Flask:
    made = Flask("logged")
    made.add_url_rule("/<path:path>", view_func=lambda path: "here")
    bind_access_log(made, lambda path: path)
    return made


@pytest.mark.parametrize("path", ["/staff/reset/{}", "/s/{}", "/s/{}/copy", "/staff/invitation/{}"])
def test_a_token_in_a_path_is_left_out(app: Flask, caplog: pytest.LogCaptureFixture, path: str) -> None:
    token = new_token()
    with caplog.at_level("INFO", logger="pathways.access"):
        app.test_client().get(path.format(token))
    assert token not in caplog.text
    assert path.format("-") in caplog.text


@pytest.mark.parametrize(
    "path", ["/programmes/12/plumbing", "/providers/7/a-college-of-forty-three-letters-or-so-in"]
)
def test_other_paths_stand_as_they_are(app: Flask, caplog: pytest.LogCaptureFixture, path: str) -> None:
    with caplog.at_level("INFO", logger="pathways.access"):
        app.test_client().get(path)
    assert f"GET {path} 200" in caplog.text


def test_no_token_looks_as_if_it_held_a_postcode() -> None:
    """One that did would be cut by the guard of addresses, and its link would be dead."""
    assert not [
        token for token in (new_token() for _ in range(5000)) if contains_full_postcode(f"/s/{token}")
    ]
