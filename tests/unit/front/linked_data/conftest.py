"""Every description is made in a request, for its words are those of a language."""

import pytest


@pytest.fixture(autouse=True)
def _words(in_english: None) -> None:
    """Let words be asked for."""
