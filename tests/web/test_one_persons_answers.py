"""What somebody said of themselves stands in an address, and no cache that others share may keep its answer."""

from __future__ import annotations

import pytest

from pathways.web.kept_answers import KeptAnswers
from tests.harness.pages import CheckingClient

OF_ONE_PERSON = (
    "/questions/check?stage=19-24&yes=r1",
    "/questions/home?home=PR1",
    "/suggestions?stage=19-24",
    "/suggestions",
    "/search?q=nursing&for=eligible&stage=19-24&english=not-yet",
    "/programmes/1?stage=19-24&english=not-yet",
    "/programmes/1?answers=stage%3D19-24%26yes%3Dr1",
    "/programmes/1?from=q%3Dnursing%26for%3Deligible%26stage%3D19-24",
    "/providers/1?answers=stage%3D19-24",
    "/api/v1/opportunities?for=eligible&stage=19-24",
)
OF_NOBODY = ("/questions/stage", "/search?q=nursing&near=PR1", "/programmes/1?from=q%3Dnursing", "/")


@pytest.mark.parametrize("address", OF_ONE_PERSON)
def test_no_shared_cache_may_keep_what_somebody_said(client: CheckingClient, address: str) -> None:
    response = client.get(address)
    while response.status_code == 301:
        assert response.headers["Cache-Control"] == "private, max-age=60"
        response = client.get(response.headers["Location"])
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, max-age=60"


@pytest.mark.parametrize("address", OF_NOBODY)
def test_what_is_the_same_for_everybody_may_be_kept(client: CheckingClient, address: str) -> None:
    response = client.get(address, follow_redirects=True)
    assert response.headers["Cache-Control"].startswith("public")


def test_the_service_keeps_no_page_that_says_whether_somebody_gets_in(client: CheckingClient) -> None:
    # Room of its own: where there is none left, keeping one page lets go of another.
    kept = client.application.extensions["kept_answers"] = KeptAnswers()
    before = kept.size
    client.get("/search?q=plumbing&for=eligible&stage=25-plus")
    assert kept.size == before
    client.get("/search?q=plumbing&near=WF1")
    assert kept.size > before


def test_an_address_within_an_address_without_end_is_answered(client: CheckingClient) -> None:
    assert client.get("/questions/stage?" + "from=" * 1_600).status_code == 200
    assert client.get("/api/v1/opportunities?" + "from=" * 5_000).status_code in (200, 422)
