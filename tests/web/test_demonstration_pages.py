"""The pages of the whole demonstration catalogue, sampled: each valid, each with a title of its own."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pathways.catalogue.models import Opportunity, Programme, Provider
from tests.harness.catalogue import SeededCatalogue, database_of, make_app, make_settings
from tests.harness.pages import CheckingClient, links_of, text_of

SAMPLES = 36


@pytest.mark.parametrize("sample", range(SAMPLES))
def test_sampled_programmes_open_and_say_that_they_are_made_up(
    client: CheckingClient, rows: Session, sample: int
) -> None:
    last = rows.scalar(select(func.max(Programme.id))) or 1
    programme = rows.scalars(
        select(Programme)
        .where(Programme.id >= max(1, sample * last // SAMPLES))
        .order_by(Programme.id)
        .limit(1)
    ).one()
    offer = rows.scalars(select(Opportunity).where(Opportunity.programme_id == programme.id).limit(1)).first()
    at = offer.id if offer is not None else 0
    response = client.get(
        f"/programmes/{programme.id}/{programme.slug}?at={at}&near=wakefield&from=near%3Dwakefield"
    )
    assert response.status_code == 200
    text = text_of(response.text)
    assert "Made up to show how this site works." in text
    assert programme.summary in " ".join(text.split()) or programme.summary.split(".")[0] in text


@pytest.mark.parametrize("sample", range(12))
def test_sampled_providers_open_with_their_four_sections(
    client: CheckingClient, rows: Session, sample: int
) -> None:
    last = rows.scalar(select(func.max(Provider.id))) or 1
    provider = rows.scalars(
        select(Provider).where(Provider.id >= max(1, sample * last // 12)).order_by(Provider.id).limit(1)
    ).one()
    response = client.get(f"/providers/{provider.id}/{provider.slug}?near=wakefield")
    assert response.status_code == 200
    assert "They have not told us yet." not in text_of(response.text)


@pytest.fixture
def unbuilt(seeded_catalogue: SeededCatalogue, tmp_path_factory: pytest.TempPathFactory) -> CheckingClient:
    """A client of a service whose database is full and whose snapshot is not there yet."""
    folder = tmp_path_factory.mktemp("unbuilt") / "instance"
    made = make_app(make_settings(folder, database_url=seeded_catalogue.settings.database_url))
    client = made.test_client()
    assert isinstance(client, CheckingClient)
    return client


def test_guides_and_programmes_are_read_while_the_list_is_being_built(unbuilt: CheckingClient) -> None:
    for path in ("/areas", "/routes", "/parents", "/help"):
        assert unbuilt.get(path).status_code == 200
    for path in ("/areas/health?near=preston", "/routes/t-level", "/providers/1"):
        response = unbuilt.get(path, follow_redirects=True)
        assert response.status_code == 200
        assert "The list is being built." in text_of(response.text)
    programme = unbuilt.get("/programmes/1?near=preston", follow_redirects=True)
    assert programme.status_code == 200
    assert "What do you do all day?" in text_of(programme.text)
    assert "The way up" not in text_of(programme.text)
    database_of(unbuilt.application).close()


def test_the_whole_way_from_a_guide_to_a_programme_and_back(client: CheckingClient) -> None:
    route = client.get("/routes/apprenticeship?near=preston").text
    listed = next(link for link in links_of(route) if link.startswith("/search?") and "area=" in link)
    results = client.get(listed)
    assert results.status_code == 200
    opened = next(
        link for link in links_of(results.text) if link.startswith("/programmes/") and "from=" in link
    )
    programme = client.get(opened).text
    back = next(link for link, words in links_of(programme).items() if words == "Back to your results")
    assert back == listed
