"""Own words in the questionnaire: what they were understood as is shown, can be taken away, and loses no answer."""

from __future__ import annotations

import pytest

from tests.harness.htmx import assert_htmx_equals_fresh_load
from tests.harness.pages import CheckingClient, heading_of, links_of, text_of
from tests.web.filling_in import fields_of, next_address, send
from tests.web.test_questionnaire import carried_in, page_of

ANIMALS = "something with animals near Durham"
SWAPPED = {"HX-Request": "true", "HX-Target": "questions"}


def chips_of(html: str) -> dict[str, str]:
    """What each chip is called, and where taking it away leads."""
    return {
        words.removeprefix("Remove "): address
        for address, words in links_of(html).items()
        if words.startswith("Remove ")
    }


def shown(client: CheckingClient, address: str) -> str:
    return client.get(address).get_data(as_text=True)


def test_place_in_own_words_becomes_home_where_none_was_given(client: CheckingClient) -> None:
    address = next_address(client, "/questions/ideas?stage=year-10-11", ideas=ANIMALS)
    assert page_of(address) == "ideas", "what was understood is shown before going on"
    html = shown(client, address)
    assert set(chips_of(html)) == {"Animals, land and environment", "Near Durham"}
    assert "We will look near Durham. If you live somewhere else, take it away." in text_of(html)
    on = next_address(client, address)
    assert page_of(on) == "avoid"
    assert carried_in(on) == {
        ("stage", "year-10-11"),
        ("home", "durham"),
        ("idea", "area:animals-land-environment"),
    }


def test_chip_of_the_place_takes_home_away_and_nothing_else(client: CheckingClient) -> None:
    html = shown(client, next_address(client, "/questions/ideas?stage=19-24", ideas=ANIMALS))
    address = chips_of(html)["Near Durham"]
    assert carried_in(address) == {("stage", "19-24"), ("idea", "area:animals-land-environment")}
    assert page_of(next_address(client, address)) == "avoid"


def test_whoever_gave_a_home_is_told_which_place_counts_and_can_switch(client: CheckingClient) -> None:
    start = "/questions/ideas?stage=19-24&home=preston&travel=bus&minutes=45"
    address = next_address(client, start, ideas=ANIMALS)
    html = shown(client, address)
    assert "You told us you live in Preston. Where shall we look?" in text_of(html)
    assert fields_of(html)["home"] == ["preston"], "home counts until somebody chooses otherwise"
    assert ("home", "preston") in carried_in(next_address(client, address))
    on = next_address(client, address, home="durham")
    assert page_of(on) == "avoid"
    assert {("home", "durham"), ("travel", "bus"), ("idea", "area:animals-land-environment")} <= carried_in(
        on
    )
    assert "heard" not in dict(carried_in(on))


@pytest.mark.parametrize("home", ["durham", "DH1"])
def test_place_that_is_home_already_asks_nothing(client: CheckingClient, home: str) -> None:
    address = next_address(client, f"/questions/ideas?home={home}", ideas="animals near Durham")
    html = shown(client, address)
    assert "Where shall we look?" not in text_of(html)
    assert set(chips_of(html)) == {"Animals, land and environment"}
    assert ("home", home) in carried_in(next_address(client, address))


def test_full_postcode_in_own_words_is_kept_as_a_coarse_place_alone(client: CheckingClient) -> None:
    address = next_address(client, "/questions/ideas", ideas="plumbing near PR1 2HE")
    assert ("home", "PR1") in carried_in(address)
    assert "2HE" not in shown(client, address).upper()


def test_which_richmond_is_asked_and_every_answer_kept(client: CheckingClient) -> None:
    response = send(client, "/questions/ideas?stage=19-24&subject=maths", ideas="cars near Richmond qzxwvut")
    html = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "Which Richmond?" in text_of(html)
    assert "qzxwvut" in text_of(html)
    choice = next(
        address for address, words in links_of(html).items() if words == "Richmond, North Yorkshire"
    )
    assert {("home", "richmond-north-yorkshire"), ("subject", "maths")} <= carried_in(choice)
    assert "Near Richmond, North Yorkshire" in chips_of(shown(client, choice))
    let_go = client.post("/questions/ideas", data=fields_of(html))
    assert let_go.status_code == 303
    assert {("subject", "maths"), ("idea", "area:transport-motor-logistics")} <= carried_in(
        let_go.headers["Location"]
    )


def test_which_richmond_keeps_the_home_there_is(client: CheckingClient) -> None:
    html = send(client, "/questions/ideas?home=preston", ideas="cars near Richmond").get_data(as_text=True)
    choice = next(address for address, words in links_of(html).items() if words == "Richmond, London")
    page = shown(client, choice)
    assert fields_of(page)["home"] == ["preston"]
    assert "Richmond, London" in text_of(page)


@pytest.mark.parametrize(
    ("typed", "chip", "code"),
    [
        ("online coding course", "Online", ("want", "online")),
        ("free art course", "Free", ("want", "free")),
        ("part time accounting", "Part-time", ("pattern", "part-time")),
        ("T Level in health", "T Level", ("idea", "route:t-level")),
        ("level 3 art", "Level 3", ("idea", "level:3")),
        ("chef but hates exams", "Rather not: Sitting exams", ("avoid", "exams")),
        ("chef with good money", "Well paid later", ("matters", "well-paid")),
        ("autism friendly plumbing", "Lots of support", ("matters", "support")),
        ("hands on plumbing", "Mostly at work, and paid", ("learning", "work")),
    ],
)
def test_everything_understood_is_a_chip_that_can_be_taken_away(
    client: CheckingClient, typed: str, chip: str, code: tuple[str, str]
) -> None:
    address = next_address(client, "/questions/ideas?stage=19-24", ideas=typed)
    assert code in carried_in(address)
    chips = chips_of(shown(client, address))
    assert chip in chips
    without = carried_in(chips[chip])
    assert code not in without
    assert carried_in(address) - without <= {code, ("heard", ":".join(code))}
    assert code in carried_in(next_address(client, address)), "going on keeps it"


def test_answer_that_was_given_counts_before_what_words_say(client: CheckingClient) -> None:
    address = next_address(client, "/questions/ideas?learning=class", ideas="hands on plumbing")
    assert ("learning", "class") in carried_in(address)
    assert set(chips_of(shown(client, address))) == {"Plumber"}


def test_skipping_takes_back_what_the_words_said_and_no_more(client: CheckingClient) -> None:
    start = "/questions/ideas?subject=maths&avoid=noise"
    address = next_address(client, start, ideas=f"{ANIMALS}, hates exams")
    skipped = next_address(client, address, do="skip")
    assert carried_in(skipped) == {("subject", "maths"), ("avoid", "noise")}


def test_one_more_idea_is_added_to_those_there_are(client: CheckingClient) -> None:
    first = next_address(client, "/questions/ideas", ideas=ANIMALS, do="add")
    second = next_address(client, first, ideas="plumber", do="add")
    assert set(chips_of(shown(client, second))) == {"Animals, land and environment", "Near Durham", "Plumber"}


def test_what_fits_so_far_is_near_the_place_that_was_named(client: CheckingClient) -> None:
    address = next_address(client, "/questions/ideas?stage=19-24", ideas=ANIMALS, do="finish")
    assert page_of(address) == "suggestions"
    assert "heard" not in dict(carried_in(address))
    assert heading_of(shown(client, address)) == "What could fit you near Durham"


def test_changing_the_idea_from_the_list_asks_only_about_another_place(client: CheckingClient) -> None:
    start = "/questions/ideas?home=preston&then=suggestions"
    assert page_of(next_address(client, start, ideas="plumber")) == "suggestions"
    assert page_of(next_address(client, start, ideas="plumber near Durham")) == "ideas"


def test_with_scripts_the_same_page_is_swapped_in(client: CheckingClient) -> None:
    start = "/questions/ideas?stage=19-24&home=preston"
    address = next_address(client, start, ideas=f"{ANIMALS}, no exams")
    assert_htmx_equals_fresh_load(client, address, "questions", start="/questions/stage")
    part = client.get(address, headers=SWAPPED)
    assert part.headers["HX-Push-Url"] == address
    assert "What we understood: Animals, land and environment" in text_of(part.get_data(as_text=True))
    response = send(client, "/questions/ideas", headers=SWAPPED, ideas="cars near Richmond")
    assert response.status_code == 422
    assert "Which Richmond?" in text_of(response.get_data(as_text=True))


@pytest.mark.parametrize(
    "heard", ["home:atlantis", "avoid:exams", "want:online", "x", "home:", "stage:19-24", ":", "home:durham"]
)
def test_tampered_address_shows_nothing_that_was_not_said(client: CheckingClient, heard: str) -> None:
    html = shown(client, f"/questions/ideas?stage=19-24&heard={heard}")
    assert chips_of(html) == {}
    assert "atlantis" not in html


EIGHT = "&".join(f"idea=level:{level}" for level in ("entry", *"1234567"))


@pytest.mark.parametrize(
    ("before", "typed", "told"),
    [
        (EIGHT, "plumbing", "There is room for 8 ideas, so we left some out. Take one away to add another."),
        (
            "matters=support&matters=team&matters=close-to-home",
            "chef with good money",
            "There is room for 3 things that matter most, so we left some out.",
        ),
        (
            "avoid=blood&avoid=heights&avoid=writing&avoid=sitting-still&avoid=noise",
            "chef but hates exams",
            "There is room for 5 things you’d rather not do, so we left some out.",
        ),
        (
            "stage=19-24",
            "likes animals, not nursing",
            "You said no to this: Nurse. It is not one of your ideas.",
        ),
    ],
)
@pytest.mark.parametrize("then", ["", "&then=suggestions"])
def test_nothing_that_was_said_is_dropped_without_a_word(
    client: CheckingClient, before: str, typed: str, told: str, then: str
) -> None:
    address = next_address(client, f"/questions/ideas?{before}{then}", ideas=typed)
    assert page_of(address) == "ideas", "it is said before going on"
    assert told in text_of(shown(client, address))
    assert told in text_of(
        client.get(address, headers=SWAPPED).get_data(as_text=True).split('id="status"')[1]
    )
    on = next_address(client, address)
    assert page_of(on) != "ideas", "it is said once"
    assert "heard" not in dict(carried_in(on))


def test_what_is_said_of_one_sentence_is_not_said_of_the_next(client: CheckingClient) -> None:
    address = next_address(client, "/questions/ideas", ideas="animals, not nursing")
    assert "You said no to this" in text_of(shown(client, address))
    after = next_address(client, address, ideas="plumber")
    assert "You said no to this" not in text_of(shown(client, after))


def test_words_about_a_place_never_reach_the_address(client: CheckingClient) -> None:
    address = next_address(client, "/questions/ideas", ideas="my son in Durham likes animals")
    assert carried_in(address) == {
        ("home", "durham"),
        ("heard", "home:durham"),
        ("idea", "area:animals-land-environment"),
    }
