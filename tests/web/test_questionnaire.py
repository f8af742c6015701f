"""The questionnaire: one question a page, each of them skippable, answers carried as codes and kept nowhere."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest

from pathways.guidance.questions import PAGES
from tests.harness.htmx import assert_htmx_equals_fresh_load
from tests.harness.pages import CheckingClient, heading_of, links_of, text_of
from tests.web.filling_in import fields_of, next_address, send

SOME = "stage=year-10-11&home=preston&travel=bus&minutes=45&yes=r1&subject=maths"


def carried_in(address: str) -> set[tuple[str, str]]:
    return set(parse_qsl(urlsplit(address).query))


def page_of(address: str) -> str:
    return urlsplit(address).path.rsplit("/", 1)[-1]


def test_the_way_in_is_the_first_question(client: CheckingClient) -> None:
    response = client.get("/questions")
    assert (response.status_code, response.headers["Location"]) == (303, "/questions/stage")
    assert heading_of(client.get("/questions/stage").get_data(as_text=True)) == "Where are you now?"


def test_student_who_is_not_sure_gets_there_from_the_first_page(client: CheckingClient) -> None:
    links = links_of(client.get("/").get_data(as_text=True))
    assert next(address for address, words in links.items() if "not sure" in words) == "/questions"


def test_student_answers_every_question_and_gets_suggestions(client: CheckingClient) -> None:
    chosen: dict[str, dict[str, str | list[str]]] = {
        "stage": {"stage": "year-10-11"},
        "home": {"near": "Preston"},
        "travel": {"travel": "bus", "minutes": "45"},
        "activities-1": {"activity-r1": "yes", "activity-c1": "no"},
        "activities-2": {"activity-s2": "maybe"},
        "activities-3": {},
        "subjects": {"subject": ["maths", "art"]},
        "ideas": {"ideas": "electrician"},
        "avoid": {"avoid": ["blood"]},
        "learning": {"learning": "work"},
        "grades": {"english": "expect", "gcses": "5"},
        "time": {"pattern": ["full-time"]},
        "matters": {"matters": ["team"]},
    }
    address, seen = "/questions/stage", []
    while page_of(address) != "check":
        seen.append(page_of(address))
        address = next_address(client, address, **chosen[page_of(address)])
        if page_of(address) == "ideas" and seen[-1] == "ideas":
            address = next_address(client, address)  # what was understood is shown first
    assert seen == list(PAGES)
    checked = text_of(client.get(address).get_data(as_text=True))
    for words in (
        "Year 10 or 11",
        "Preston",
        "Bus",
        "Up to 45 minutes",
        "Maths",
        "Electrician",
        "Seeing blood",
    ):
        assert words in checked
    address = next_address(client, address)
    assert page_of(address) == "suggestions"
    assert {("yes", "r1"), ("no", "c1"), ("maybe", "s2"), ("idea", "occupation:electrician")} <= carried_in(
        address
    )
    assert heading_of(client.get(address).get_data(as_text=True)) == "What could fit you near Preston"


def test_everything_can_be_skipped(client: CheckingClient) -> None:
    address, count = "/questions/stage", 0
    while page_of(address) != "check":
        address = next_address(client, address, do="skip")
        count += 1
    assert carried_in(address) == set()
    assert count == len(PAGES) - 1, "without a home nobody is asked how they would travel"
    assert "Skipped" in text_of(client.get(address).get_data(as_text=True))


def test_skipping_takes_an_earlier_answer_away(client: CheckingClient) -> None:
    address = next_address(client, f"/questions/subjects?{SOME}", do="skip")
    assert ("subject", "maths") not in carried_in(address)
    assert ("yes", "r1") in carried_in(address)


@pytest.mark.parametrize("page", PAGES)
def test_back_leads_to_the_page_before_with_every_answer(client: CheckingClient, page: str) -> None:
    links = links_of(client.get(f"/questions/{page}?{SOME}").get_data(as_text=True))
    back = next((address for address, words in links.items() if words == "Back"), None)
    if page == "stage":
        assert back is None
    else:
        assert back is not None
        assert page_of(back) == PAGES[PAGES.index(page) - 1]
        assert carried_in(back) == set(parse_qsl(SOME))


@pytest.mark.parametrize("page", [*PAGES, "check"])
def test_a_page_sent_again_unchanged_keeps_every_answer(client: CheckingClient, page: str) -> None:
    address = f"/questions/{page}?{SOME}&idea=area%3Ahealth&matters=team&points=96&from=2027-09&english=have"
    assert carried_in(next_address(client, address)) == carried_in(address)


def test_every_page_says_why_it_asks_and_how_far_along_it_is(client: CheckingClient) -> None:
    for number, page in enumerate(PAGES, 1):
        text = text_of(client.get(f"/questions/{page}?{SOME}").get_data(as_text=True))
        assert "Why we ask:" in text
        assert f"Question {number} of {len(PAGES)}" in text


def test_somebody_in_year_8_has_one_question_less(client: CheckingClient) -> None:
    text = text_of(client.get("/questions/stage?stage=year-8-9&home=preston").get_data(as_text=True))
    assert f"Question 1 of {len(PAGES) - 1}" in text


def test_somebody_who_helps_is_told_whose_answers_to_give(client: CheckingClient) -> None:
    words = "Answer as the person you help would."
    assert words in text_of(client.get("/questions/learning?stage=helping").get_data(as_text=True))
    assert words not in text_of(client.get("/questions/learning?stage=19-24").get_data(as_text=True))


@pytest.mark.parametrize(("typed", "home"), [("PR1 2HE", "PR1"), ("preston", "preston"), ("PR1", "PR1")])
def test_a_home_is_exchanged_for_a_coarse_one(client: CheckingClient, typed: str, home: str) -> None:
    assert ("home", home) in carried_in(next_address(client, "/questions/home", near=typed))


def test_a_home_can_be_taken_away_by_emptying_the_box(client: CheckingClient) -> None:
    assert ("home", "preston") not in carried_in(next_address(client, f"/questions/home?{SOME}", near=""))


def test_which_richmond_keeps_every_answer(client: CheckingClient) -> None:
    response = send(client, f"/questions/home?{SOME}", near="Richmond")
    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "Which Richmond?" in text_of(page)
    choice = next(
        address for address, words in links_of(page).items() if words == "Richmond, North Yorkshire"
    )
    assert page_of(choice) == "travel"
    assert ("home", "richmond-north-yorkshire") in carried_in(choice)
    assert ("yes", "r1") in carried_in(choice)
    assert fields_of(page)["near"] == ["Richmond"]


def test_a_place_that_is_not_known_is_asked_for_again_and_can_be_skipped(client: CheckingClient) -> None:
    response = send(client, "/questions/home?stage=19-24", near="Xyzzyplugh")
    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "We do not know this place" in text_of(page)
    assert fields_of(page)["near"] == ["Xyzzyplugh"]
    skipped = client.post("/questions/home", data={**fields_of(page), "do": "skip"})
    assert skipped.headers["Location"] == "/questions/activities-1?stage=19-24"


def test_own_words_become_what_was_understood(client: CheckingClient) -> None:
    address = next_address(client, "/questions/ideas?stage=19-24", ideas="vet nurse", do="add")
    assert address == "/questions/ideas?stage=19-24&idea=occupation:veterinary-nurse"
    page = client.get(address).get_data(as_text=True)
    chip = next(address for address, words in links_of(page).items() if "Veterinary nurse" in words)
    assert carried_in(chip) == {("stage", "19-24")}


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("sparky", ("idea", "occupation:electrician")),
        ("elektrician", ("idea", "occupation:electrician")),
        ("my daughter loves animals but hates exams", ("avoid", "exams")),
        ("my daughter loves animals but hates exams", ("idea", "area:animals-land-environment")),
        ("T Level", ("idea", "route:t-level")),
    ],
)
def test_a_student_is_understood_in_her_own_words(
    client: CheckingClient, typed: str, understood: tuple[str, str]
) -> None:
    assert understood in carried_in(next_address(client, "/questions/ideas", ideas=typed))


def test_what_is_refused_is_no_idea(client: CheckingClient) -> None:
    address = next_address(client, "/questions/ideas", ideas="anything but nursing")
    assert not [value for name, value in carried_in(address) if name == "idea"]


def test_words_that_were_not_understood_stay_on_this_screen(client: CheckingClient) -> None:
    response = send(client, "/questions/ideas?stage=19-24", ideas="electrician qzxwvut")
    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "They stay on this screen only" in text_of(page)
    assert "Electrician" in text_of(page)
    on = client.post("/questions/ideas", data=fields_of(page))
    assert on.status_code == 303
    assert "qzxwvut" not in on.headers["Location"]
    assert ("idea", "occupation:electrician") in carried_in(on.headers["Location"])


def test_a_thousand_words_are_read_without_a_fuss(client: CheckingClient) -> None:
    response = send(client, "/questions/ideas", ideas="I would love to be an electrician one day " * 120)
    assert response.status_code in (303, 422)
    assert "lectrician" in response.headers.get("Location", "") + response.get_data(as_text=True)


def test_seven_subjects_are_one_too_many_and_stay_ticked(client: CheckingClient) -> None:
    seven = ["maths", "art", "music", "drama", "law", "physics", "english"]
    response = send(client, "/questions/subjects?stage=19-24", subject=seven)
    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "You picked more than 6" in text_of(page)
    assert sorted(fields_of(page)["subject"]) == sorted(seven)
    assert "#subject" in links_of(page)


def test_points_that_are_no_number_are_asked_for_again(client: CheckingClient) -> None:
    response = send(client, "/questions/grades?stage=year-12-13&gcses=5", points="lots")
    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "whole number from 0 to 400" in text_of(page)
    assert fields_of(page)["points"] == ["lots"]
    assert fields_of(page)["gcses"] == ["5"]


def test_an_answer_changed_while_checking_leads_back_there(client: CheckingClient) -> None:
    links = links_of(client.get(f"/questions/check?{SOME}").get_data(as_text=True))
    change = next(address for address, words in links.items() if words == "Change: Subjects")
    address = next_address(client, change, subject=["music"])
    assert page_of(address) == "check"
    assert ("subject", "music") in carried_in(address)
    assert "then" not in dict(carried_in(address))


def test_what_fits_so_far_can_be_seen_before_the_end(client: CheckingClient) -> None:
    address = next_address(client, f"/questions/learning?{SOME}", learning="work", do="finish")
    assert page_of(address) == "suggestions"
    assert ("learning", "work") in carried_in(address)


def test_an_answer_that_is_not_one_is_said_to_be_left_out(client: CheckingClient) -> None:
    response = client.get("/questions/stage?stage=wizard&home=atlantis")
    text = text_of(response.get_data(as_text=True))
    assert response.status_code == 200
    assert "We left out “wizard”" in text
    assert "We do not know the place “atlantis”" in text


def test_a_question_that_there_is_not_is_not_there(client: CheckingClient) -> None:
    assert client.get("/questions/shoe-size").status_code == 404
    assert client.post("/questions/shoe-size", data={"stage": "19-24"}).status_code == 404


@pytest.mark.parametrize("page", [*PAGES, "check"])
def test_a_page_swapped_in_is_the_page_loaded_afresh(client: CheckingClient, page: str) -> None:
    assert_htmx_equals_fresh_load(client, f"/questions/{page}?{SOME}", "questions", start="/questions/stage")


def test_with_htmx_a_question_has_its_address_and_another_page_is_loaded_whole(
    client: CheckingClient,
) -> None:
    swapped = {"HX-Request": "true", "HX-Target": "questions"}
    part = client.get(f"/questions/travel?{SOME}", headers=swapped)
    assert part.headers["HX-Push-Url"] == f"/questions/travel?{SOME}"
    done = send(client, f"/questions/learning?{SOME}", headers=swapped, do="finish")
    assert done.status_code == 200
    assert done.headers["HX-Redirect"].startswith("/suggestions?")


def test_questions_are_not_for_search_engines(client: CheckingClient) -> None:
    assert "noindex" in client.get(f"/questions/travel?{SOME}").headers["X-Robots-Tag"]


def test_the_page_on_how_suggestions_are_made_is_linked_from_the_start(client: CheckingClient) -> None:
    links = links_of(client.get("/questions/stage").get_data(as_text=True))
    assert links["/how-suggestions-work"] == "How suggestions are made"
    text = text_of(client.get("/how-suggestions-work").get_data(as_text=True))
    assert "Nobody can pay to come first" in text
