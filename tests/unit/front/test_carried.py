"""What the questionnaire carries from page to page: everything, in an address, and nothing that is not a code."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.query_values import Notice
from pathways.catalogue.vocabulary import Area
from pathways.front import carried as module
from pathways.front.carried import (
    Carried,
    is_page,
    question_address,
    read_carried,
    suggestions_address,
    way_on,
)
from pathways.front.carried_words import notice_words
from pathways.front.notice_words import MOST_SAID
from pathways.guidance.answers import Answers
from pathways.guidance.questions import CHECK, PAGES
from tests.unit.guidance.drawn_answers import PRESTON, Places, any_answers

pytestmark = pytest.mark.usefixtures("on_a_page")

carried_things = st.builds(
    Carried,
    answers=any_answers(),
    without=st.frozensets(st.sampled_from(list(Area)), max_size=4),
    like=st.sampled_from([None, 1, 77, 2**31 - 1]),
    then=st.sampled_from(["", "check", "suggestions"]),
)


@pytest.fixture(autouse=True)
def two_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """Preston and one of its sectors are all the places there are."""
    monkeypatch.setattr(module, "current_gazetteer", Places)


@given(carried_things)
def test_what_is_carried_comes_back_as_it_went(carried: Carried) -> None:
    back, notices = read_carried(parse_qs(carried.query))
    assert back == carried
    assert notices == ()


@given(carried_things)
def test_hidden_fields_carry_the_same_as_the_address(carried: Carried) -> None:
    fields: dict[str, list[str]] = {}
    for name, value in carried.pairs():
        fields.setdefault(name, []).append(value)
    assert read_carried(fields)[0] == carried


@given(carried_things)
def test_one_state_has_one_address_however_it_was_come_by(carried: Carried) -> None:
    shuffled = "&".join(reversed(carried.query.split("&")))
    assert read_carried(parse_qs(shuffled))[0].query == carried.query


def test_nothing_carried_is_an_address_without_a_question_mark() -> None:
    assert Carried().query == ""
    assert Carried().pairs() == []
    assert question_address("stage", Carried()) == "/questions/stage"
    assert suggestions_address(Carried()) == "/suggestions"


def test_address_reads_in_the_order_of_the_questions() -> None:
    carried = Carried(
        Answers(stage="19-24", home=PRESTON, subjects=("art", "maths")),
        without=frozenset({Area.HEALTH, Area.FINANCE_LAW}),
        like=12,
        then="check",
    )
    assert question_address("travel", carried) == (
        "/questions/travel?stage=19-24&home=preston&subject=art&subject=maths"
        "&without=finance-law&without=health&like=12&then=check"
    )


def test_list_does_not_remember_where_a_change_was_asked_for() -> None:
    carried = Carried(Answers(stage="19-24"), then="suggestions")
    assert suggestions_address(carried) == "/suggestions?stage=19-24"


@pytest.mark.parametrize(
    ("args", "dropped"),
    [
        ({"without": ["magic"]}, ("unknown-value", "without", "magic")),
        ({"like": ["abc"]}, ("not-a-number", "like", "abc")),
        ({"like": ["0"]}, ("unknown-value", "like", "0")),
        ({"like": ["-3"]}, ("not-a-number", "like", "-3")),
        ({"like": ["99999999999999"]}, ("not-a-number", "like", "99999999999999")),
        ({"then": ["home"]}, ("unknown-value", "then", "home")),
        ({"then": ["//evil.example"]}, ("unknown-value", "then", "//evil.example")),
        ({"home": ["atlantis"]}, ("unknown-place", "home", "atlantis")),
        ({"home": ["PR1 2HE"]}, ("unknown-place", "home", "PR1 2")),
        ({"stage": ["wizard"]}, ("unknown-value", "stage", "wizard")),
        ({"minutes": ["7"]}, ("unknown-value", "minutes", "7")),
        ({"from": ["2027-13"]}, ("unknown-value", "from", "2027-13")),
        ({"gcses": ["16"]}, ("unknown-value", "gcses", "16")),
        ({"points": ["401"]}, ("unknown-value", "points", "401")),
        ({"idea": ["occupation:wizard"]}, ("unknown-value", "idea", "occupation:wizard")),
    ],
)
def test_what_is_no_answer_is_dropped_and_noted(
    args: dict[str, list[str]], dropped: tuple[str, str, str]
) -> None:
    carried, notices = read_carried(args)
    assert carried == Carried()
    assert [(notice.code, notice.parameter, notice.value) for notice in notices] == [dropped]


@given(
    st.dictionaries(
        st.sampled_from(["stage", "home", "like", "then", "without", "idea"]), st.lists(st.text())
    )
)
def test_whatever_an_address_holds_can_be_read_and_written_again(args: dict[str, list[str]]) -> None:
    carried, _notices = read_carried(args)
    assert read_carried(parse_qs(carried.query)) == (carried, ())


def test_two_places_to_go_back_to_are_one() -> None:
    carried, notices = read_carried({"then": ["check", "suggestions"]})
    assert carried.then == "check"
    assert [notice.code for notice in notices] == ["only-one"]


def test_pages_of_the_questionnaire_are_known_by_name() -> None:
    assert all(is_page(page) for page in (*PAGES, CHECK))
    assert not any(is_page(name) for name in ("", "shoe-size", "Stage", "stage/", "../stage"))


@pytest.mark.parametrize(
    ("page", "answers", "leads_to"),
    [
        ("stage", Answers(), "/questions/home"),
        ("home", Answers(), "/questions/activities-1"),
        ("home", Answers(home=PRESTON), "/questions/travel"),
        ("learning", Answers(), "/questions/grades"),
        ("learning", Answers(stage="year-8-9"), "/questions/time"),
        ("matters", Answers(), "/questions/check"),
        (CHECK, Answers(), "/suggestions"),
    ],
)
def test_next_question_is_one_that_makes_sense(page: str, answers: Answers, leads_to: str) -> None:
    assert urlsplit(way_on(page, Carried(answers))).path == leads_to


@given(any_answers())
def test_going_on_from_question_to_question_ends_at_the_check(answers: Answers) -> None:
    page, seen = PAGES[0], []
    while page != CHECK:
        assert page not in seen
        seen.append(page)
        page = urlsplit(way_on(page, Carried(answers))).path.removeprefix("/questions/")
    assert seen == sorted(seen, key=PAGES.index)


@pytest.mark.parametrize(
    ("notice", "words"),
    [
        (
            Notice("unknown-place", "home", "atlantis"),
            "We do not know the place “atlantis”, so we left it out.",
        ),
        (
            Notice("too-many", "subject", "law"),
            "You picked more than there is room for. We used the first ones.",
        ),
        (Notice("only-one", "stage", "19-24"), "One question had two answers. We used the first."),
        (Notice("unknown-value", "stage", "wizard"), "We left out “wizard”. It is not one of the answers."),
        (Notice("not-a-number", "points", "lots"), "We left out “lots”. It is not one of the answers."),
    ],
)
def test_dropped_answer_is_named_in_a_sentence(notice: Notice, words: str) -> None:
    assert notice_words([notice]) == (words,)


def test_what_still_counts_is_not_spoken_of() -> None:
    assert notice_words([Notice("unknown-parameter", "utm_source", "x", dropped=False)]) == ()
    assert notice_words([]) == ()


def test_seven_subjects_too_many_are_one_sentence() -> None:
    notices = [Notice("too-many", "subject", code) for code in ("law", "drama", "music")]
    assert len(notice_words(notices)) == 1


@given(st.lists(st.builds(Notice, st.just("unknown-value"), st.just("idea"), st.text(max_size=9))))
def test_only_a_few_sentences_are_said_the_first_first(notices: list[Notice]) -> None:
    said = notice_words(notices)
    assert len(said) == min(MOST_SAID, len({notice.value for notice in notices}))
    assert not notices or f"“{notices[0].value}”" in said[0]
