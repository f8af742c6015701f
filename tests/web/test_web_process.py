"""A web process is ready for its first search: nobody waits while it reads its tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathways.app import create_worker
from pathways.catalogue.careers_thesaurus import careers_thesaurus
from pathways.settings import get_settings


def test_the_thesaurus_is_read_before_the_first_search(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATHWAYS_INSTANCE_DIR", str(tmp_path))
    monkeypatch.setenv("PATHWAYS_ENV", "development")
    get_settings.cache_clear()
    careers_thesaurus.cache_clear()
    client = create_worker().test_client()
    read = careers_thesaurus.cache_info().misses
    client.get("/search?q=plumbing")
    client.post("/questions/ideas", data={"ideas": "plumber"})
    assert (read, careers_thesaurus.cache_info().misses) == (1, 1)
    get_settings.cache_clear()
