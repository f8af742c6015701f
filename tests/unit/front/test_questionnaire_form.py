"""What a page of the questionnaire sends: its own answer read, every other kept, and what is wrong said once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask, request
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from pathways.catalogue.query_values import Notice
from pathways.front.questionnaire_form import CARRIED, SentPage, read_page
from pathways.front.questionnaire_mistakes import mistakes_on
from pathways.guidance.answers import ACTIVITIES, Answers
from pathways.guidance.questions import ACTIVITY_PAGES, CHECK, PAGES
from pathways.places.postcodes import contains_full_postcode

Fields = dict[str, str | list[str]]


def sent(app: Flask, page: str, **fields: str | list[str]) -> SentPage:
    """A page as it comes to the site when its form is sent."""
    pairs = [
        (name, one)
        for name, value in fields.items()
        for one in ([value] if isinstance(value, str) else value)
    ]
    with app.test_request_context(f"/questions/{page}", method="POST", data=MultiDict(pairs)):
        return read_page(page, request.form)


@pytest.fixture(autouse=True)
def in_the_language_of_the_site(app: Flask) -> Iterator[None]:
    """A request in which mistakes can be put into words."""
    with app.test_request_context("/"):
        yield


@pytest.mark.parametrize(
    ("page", "fields", "answers"),
    [
        ("stage", {"stage": "year-12-13"}, Answers(stage="year-12-13")),
        ("travel", {"travel": "bike", "minutes": "30"}, Answers(travel_mode="bike", travel_minutes=30)),
        ("travel", {"minutes": "move"}, Answers(could_move=True)),
        (
            "activities-1",
            {"activity-r1": "yes", "activity-a1": "no", "activity-s1": "maybe"},
            Answers(activities=(("a1", "no"), ("r1", "yes"), ("s1", "maybe"))),
        ),
        ("activities-1", {"activity-r2": "yes"}, Answers()),
        ("activities-2", {"activity-r2": "adore"}, Answers()),
        ("subjects", {"subject": ["maths", "art"]}, Answers(subjects=("art", "maths"))),
        ("avoid", {"avoid": ["noise", "noise"]}, Answers(avoid=("noise",))),
        ("learning", {"learning": "mix"}, Answers(learning="mix")),
        (
            "grades",
            {"english": "have", "maths": "", "gcses": "0", "highest": "entry", "points": " 96 "},
            Answers(english="have", gcses=0, highest="entry", points=96),
        ),
        (
            "time",
            {"pattern": ["part-time", "evening-weekend"], "from": "2027-09"},
            Answers(patterns=("evening-weekend", "part-time"), start_from="2027-09"),
        ),
        (
            "matters",
            {"matters": ["team", "support", "well-paid"]},
            Answers(matters=("support", "team", "well-paid")),
        ),
        (CHECK, {"stage": "helping"}, Answers(stage="helping")),
    ],
)
def test_each_page_fills_in_its_own_answer(app: Flask, page: str, fields: Fields, answers: Answers) -> None:
    read = sent(app, page, **fields)
    assert read.carried.answers == answers
    assert not read.needs_answer


@pytest.mark.parametrize("page", [*PAGES, CHECK])
def test_page_sent_empty_is_a_page_skipped(app: Flask, page: str) -> None:
    read = sent(app, page)
    assert read.carried.answers == Answers()
    assert not read.needs_answer


@pytest.mark.parametrize("page", [*PAGES, CHECK])
def test_what_other_pages_asked_stays(app: Flask, page: str) -> None:
    kept: Fields = {"without": ["health", "finance-law"], "like": "7", "then": "check", "yes": ["e3"]}
    carried = sent(app, page, **kept).carried
    assert sorted(carried.without) == ["finance-law", "health"]
    assert (carried.like, carried.then) == (7, "check")
    assert carried.answers.likings == {"e3": "yes"}


@given(st.dictionaries(st.sampled_from(ACTIVITIES), st.sampled_from(["yes", "maybe", "no"])))
def test_activities_of_three_pages_come_together_one_page_at_a_time(
    app: Flask, liked: dict[str, str]
) -> None:
    so_far: dict[str, str] = {}
    for page, codes in ACTIVITY_PAGES.items():
        hidden: dict[str, list[str]] = {}
        for code, liking in so_far.items():
            hidden.setdefault(liking, []).append(code)
        here = {f"activity-{code}": liked[code] for code in codes if code in liked}
        so_far = dict(sent(app, page, **hidden, **here).carried.answers.likings)
    assert so_far == liked


@pytest.mark.parametrize(
    ("typed", "home"),
    [
        ("Preston", "preston"),
        ("  preston ", "preston"),
        ("PR1 2HE", "PR1"),
        ("pr1", "PR1"),
        ("Consett", "consett"),
    ],
)
def test_place_that_was_typed_becomes_a_home(app: Flask, typed: str, home: str) -> None:
    read = sent(app, "home", near=typed)
    assert read.carried.answers.home is not None
    assert read.carried.answers.home.id == home


def test_place_picked_while_typing_is_taken_by_its_id(app: Flask) -> None:
    name = "Richmond, North Yorkshire"
    read = sent(app, "home", near=name, near_name=name, near_id="richmond-north-yorkshire")
    assert read.carried.answers.home is not None
    assert read.carried.answers.home.id == "richmond-north-yorkshire"


def test_place_picked_and_then_typed_over_is_what_was_typed(app: Flask) -> None:
    read = sent(app, "home", near="Preston", near_name="Consett", near_id="consett")
    assert read.carried.answers.home is not None
    assert read.carried.answers.home.id == "preston"


@pytest.mark.parametrize("typed", ["Xyzzyplugh", "ZZ99 9ZZ", "Belfast", "!!!"])
def test_place_that_is_not_known_is_asked_for_again_and_the_rest_is_kept(app: Flask, typed: str) -> None:
    read = sent(app, "home", near=typed, stage="19-24")
    assert read.needs_answer
    assert read.asked.problem is not None
    assert read.carried.answers == Answers(stage="19-24")


def test_two_places_of_one_name_are_a_choice(app: Flask) -> None:
    read = sent(app, "home", near="Richmond")
    assert read.needs_answer
    assert len(read.asked.choices) >= 2
    assert read.carried.answers.home is None


def test_own_words_are_added_to_the_ideas_there_are(app: Flask) -> None:
    read = sent(app, "ideas", idea="area:health", ideas="electrician")
    assert set(read.carried.answers.ideas) == {"area:health", "occupation:electrician"}
    assert read.typed == ""


def test_dislike_among_own_words_answers_its_own_question(app: Flask) -> None:
    read = sent(app, "ideas", ideas="I love animals but hate exams", avoid="noise")
    assert set(read.carried.answers.avoid) == {"noise", "exams"}
    assert "area:animals-land-environment" in read.carried.answers.ideas


def test_words_that_mean_nothing_to_us_are_asked_about_once(app: Flask) -> None:
    first = sent(app, "ideas", ideas="electrician qzxwvut")
    assert first.needs_answer
    assert first.unknown_words == ("qzxwvut",)
    assert first.typed == "qzxwvut"
    again = sent(app, "ideas", ideas=first.typed, not_understood="qzxwvut")
    assert not again.needs_answer
    assert again.typed == ""


def test_other_unknown_words_are_asked_about_anew(app: Flask) -> None:
    assert sent(app, "ideas", ideas="vwxyzzq", not_understood="qzxwvut").needs_answer


@pytest.mark.parametrize(
    ("page", "fields", "address", "words"),
    [
        (
            "subjects",
            {"subject": ["art", "law", "maths", "music", "drama", "physics", "english"]},
            "#subject",
            "You picked more than 6. Untick some, so that 6 are left.",
        ),
        (
            "avoid",
            {"avoid": ["blood", "heights", "noise", "mess", "sums", "exams"]},
            "#avoid",
            "You picked more than 5. Untick some, so that 5 are left.",
        ),
        (
            "matters",
            {"matters": ["team", "support", "well-paid", "close-to-home"]},
            "#matters",
            "You picked more than 3. Untick some, so that 3 are left.",
        ),
        (
            "grades",
            {"points": "401"},
            "#points",
            "Points are a whole number from 0 to 400. You can leave the box empty.",
        ),
        (
            "grades",
            {"points": "12.5"},
            "#points",
            "Points are a whole number from 0 to 400. You can leave the box empty.",
        ),
    ],
)
def test_mistake_is_said_with_the_way_to_mend_it(
    app: Flask, page: str, fields: Fields, address: str, words: str
) -> None:
    read = sent(app, page, **fields)
    assert read.errors == ((address, words),)
    assert read.needs_answer
    field = address.removeprefix("#")
    assert read.values[field] == ([fields[field]] if isinstance(fields[field], str) else fields[field])


def test_mistake_of_another_page_is_nothing_to_put_right_here(app: Flask) -> None:
    assert not sent(app, "stage", stage="19-24", points="lots").needs_answer
    notices = (Notice("not-a-number", "points", "lots"), Notice("unknown-value", "subject", "magic"))
    assert mistakes_on("stage", notices) == ()
    assert mistakes_on("subjects", notices) == (), "nobody can tick a subject that there is not"
    assert [address for address, _words in mistakes_on("grades", notices)] == ["#points"]


def test_eight_too_many_are_one_mistake() -> None:
    notices = tuple(Notice("too-many", "subject", str(number)) for number in range(8))
    assert len(mistakes_on("subjects", notices)) == 1


@pytest.mark.parametrize("page", [*PAGES, CHECK])
def test_full_postcode_in_any_box_is_never_kept_whole(app: Flask, page: str) -> None:
    postcode = "PR1 2HE"
    boxes = (*CARRIED, "near", "ideas", "not_understood")
    read = sent(app, page, **dict.fromkeys(boxes, postcode))
    kept = [value for values in read.values.values() for value in values]
    shown = [*kept, read.typed, read.asked.typed, *read.unknown_words, read.carried.query]
    assert not any(contains_full_postcode(text) for text in shown)


@given(
    st.sampled_from([*PAGES, CHECK]),
    st.dictionaries(st.sampled_from([*CARRIED, "activity-r1"]), st.lists(st.text(max_size=12), max_size=3)),
)
def test_whatever_is_sent_is_read(app: Flask, page: str, fields: dict[str, list[str]]) -> None:
    read = sent(app, page, **fields)
    assert read.errors == () or page in ("subjects", "avoid", "matters", "grades")
