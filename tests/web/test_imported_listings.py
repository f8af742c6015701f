"""What a student sees of vacancies and T Levels that were brought in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pathways.catalogue.publish import publish
from tests.harness.catalogue import SeededCatalogue
from tests.harness.pages import CheckingClient
from tests.harness.pages import text_of as words_of
from tests.unit.feeds.made_t_levels import HEALTH, HEALTHCARE_SCIENCE, bring_in_providers, place, provider
from tests.unit.feeds.made_vacancies import advert, bring_in_rows, bring_vacancies_in, found
from tests.unit.feeds.running import quiet

QUESTIONS = 9


def text_of(client: CheckingClient, address: str) -> str:
    """The words of a page, with single spaces."""
    return words_of(page_of(client, address))


def page_of(client: CheckingClient, address: str) -> str:
    """A page that is there."""
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code == 200
    return answer.text


def programme_address(client: CheckingClient, search: str, title: str) -> str:
    """The address of the card of that title among the results of a search."""
    page = client.get(search).text
    found_links = re.findall(rf'href="(/programmes/\d+/{title}[^"]*)"', page)
    assert found_links, search
    return found_links[0].replace("&amp;", "&")


def test_a_pupil_in_coventry_sees_the_jobs_of_the_published_sample_on_the_day_they_were_open(
    own_client: CheckingClient,
    own_catalogue: SeededCatalogue,
    shared_data: Path,
    clock_at: Callable[[datetime], None],
) -> None:
    clock_at(datetime(2023, 11, 20, 12, tzinfo=UTC))
    database = own_catalogue.open_database()
    bring_vacancies_in(database, shared_data / "vacancies")
    publish(database, own_catalogue.instance_dir, quiet)
    database.close()
    results = text_of(own_client, "/search?near=CV1&q=dental+nurse")
    assert "Dental Nurse Apprentice" in results
    assert "Mr A S Bhandal Dental Surgeon" in results
    assert "Closing 29 Nov 2023" in results
    facilities = text_of(own_client, "/search?near=CV1&q=facilities")
    assert "£277.89 for 37 hours a week" in facilities
    address = programme_address(
        own_client, "/search?near=CV1&q=facilities", "facilities-management-apprentice"
    )
    page = text_of(own_client, address)
    assert (
        page.count("The provider has not told us. You could ask them.") == 2
    )  # the day, and what it leads to
    for told in (
        "You would work for Coventry City Council.",
        "The advert says £7.51 an hour, which is £277.89 a week.",
        "18 months",
        "Council House, Earl Street",
        "You are 16 or over when you start.",
        "23 November 2023",
        "The vacancy number is VAC1000211047.",
        "Ask Mercury Training Services Ltd about the training, and the employer about the job.",
        "Source: Find an apprenticeship.",
    ):
        assert told in page
    assert "Bhana" not in page


def test_after_its_closing_day_a_vacancy_leaves_the_results_and_its_page_says_so(
    own_client: CheckingClient,
    own_catalogue: SeededCatalogue,
    tmp_path: Path,
    clock_at: Callable[[datetime], None],
) -> None:
    clock_at(datetime(2026, 12, 15, 20, tzinfo=UTC))
    database = own_catalogue.open_database()
    national = found(title="Apprentice stottie taster", isNationalVacancy=True)
    bring_in_rows(database, tmp_path, advert(title="Spigot apprentice"), national)
    publish(database, own_catalogue.instance_dir, quiet)
    database.close()
    address = programme_address(own_client, "/search?near=DH8&q=spigot", "spigot-apprentice")
    assert "You cannot apply for this now" not in text_of(own_client, address)
    assert "Anywhere" in text_of(own_client, "/search?near=TR1&q=stottie+taster")
    clock_at(datetime(2026, 12, 16, 8, tzinfo=UTC))
    assert "Spigot apprentice" not in text_of(own_client, "/search?near=DH8&q=spigot")
    assert "You cannot apply for this now" in text_of(own_client, address)


@pytest.mark.parametrize(("code", "is_open"), [(HEALTH, True), (HEALTHCARE_SCIENCE, False)])
def test_a_t_level_answers_the_nine_questions_and_a_closed_one_is_not_among_the_results(
    own_client: CheckingClient,
    own_catalogue: SeededCatalogue,
    tmp_path: Path,
    clock_at: Callable[[datetime], None],
    code: int,
    is_open: bool,
) -> None:
    clock_at(datetime(2026, 11, 29, 12, tzinfo=UTC))
    database = own_catalogue.open_database()
    report = bring_in_providers(database, tmp_path, provider(place(code), name="Spigot Sixth Form"))
    publish(database, own_catalogue.instance_dir, quiet)
    with database.engine.connect() as connection:
        key = connection.exec_driver_sql("SELECT max(id) FROM programme").scalar_one()
    database.close()
    assert report.past == (0 if is_open else 1)
    assert ("Spigot Sixth Form" in text_of(own_client, "/search?near=DH8&route=t-level")) == is_open
    page = text_of(own_client, f"/programmes/{key}")
    assert ("You cannot apply for this now" in page) == (not is_open)
    assert ("The last start is 30 September 2025." in page) == (not is_open)
    assert "It has run here since 2022." in page
    assert "315 hours on placement in all" in page
    assert "Free if you are under 19 when you start." in page
    assert page_of(own_client, f"/programmes/{key}").count('class="answer__question"') == QUESTIONS
