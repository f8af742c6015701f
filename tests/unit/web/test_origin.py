"""Forms are taken from our own pages alone."""

from __future__ import annotations

import pytest

from pathways.web.origin import is_from_our_pages


@pytest.mark.parametrize(
    ("site", "origin", "taken"),
    [
        ("same-origin", None, True),
        ("none", None, True),
        ("cross-site", None, False),
        ("same-site", "https://pathways.example", False),
        ("cross-site", "https://pathways.example", False),
        (None, "https://pathways.example", True),
        (None, "https://elsewhere.example", False),
        (None, "https://pathways.example.evil.example", False),
        (None, "null", False),
        (None, None, True),
    ],
)
def test_a_form_is_taken_only_from_our_pages(site: str | None, origin: str | None, taken: bool) -> None:
    assert is_from_our_pages(site, origin, "pathways.example") is taken
