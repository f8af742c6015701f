"""A page of the questionnaire before it is drawn: where it stands, what it asks, and that it loses nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.front.carried import Carried, question_address
from pathways.front.near import AskedPlace
from pathways.front.questionnaire_page import FINISH_FROM, QuestionPage, values_of
from pathways.guidance.answers import ACTIVITIES, Answers
from pathways.guidance.choices import NAMES, codes_of
from pathways.guidance.questions import ACTIVITY_PAGES, CHECK, PAGES, forget, pages_for
from pathways.places.place import Place
from tests.unit.guidance.drawn_answers import PRESTON, SECTOR, any_answers

pytestmark = pytest.mark.usefixtures("on_a_page")

TODAY = date(2026, 11, 21)
any_page = st.sampled_from([*PAGES, CHECK])
any_change = st.sampled_from(["", "check", "suggestions"])


def page(name: str, carried: Carried | None = None, **more: object) -> QuestionPage:
    """A page opened afresh on what is carried."""
    known = carried or Carried()
    return QuestionPage(name, known, values_of(known), TODAY, **more)  # type: ignore[arg-type]


@given(any_answers())
def test_questions_are_counted_from_one_without_a_gap(answers: Answers) -> None:
    carried = Carried(answers)
    asked = [page(name, carried) for name in pages_for(answers)]
    assert [one.number for one in asked] == list(range(1, len(asked) + 1))
    assert {one.total for one in asked} == {len(asked)}
    assert page(CHECK, carried).number == len(asked) + 1


def test_page_that_need_not_be_asked_still_has_its_place_in_the_count() -> None:
    travel = page("travel", Carried(Answers()))
    assert travel.number == travel.total == len(PAGES)


@given(any_answers(), any_page)
def test_title_begins_with_the_question(answers: Answers, name: str) -> None:
    shown = page(name, Carried(answers))
    assert shown.title.startswith(shown.heading)
    wrong = replace(shown, errors=(("#subject", "Untick some."),))
    assert wrong.title.startswith(wrong.heading)
    assert wrong.title != shown.title


@pytest.mark.parametrize(
    ("name", "carried", "title"),
    [
        ("stage", Carried(), "Where are you now? Question 1 of 12"),
        ("stage", Carried(Answers(home=PRESTON)), "Where are you now? Question 1 of 13"),
        ("stage", Carried(Answers(stage="year-8-9")), "Where are you now? Question 1 of 11"),
        ("matters", Carried(), "What matters most to you? Question 12 of 12"),
        ("stage", Carried(then="check"), "Where are you now?"),
        (CHECK, Carried(), "Check your answers"),
    ],
)
def test_title_says_how_far_along_somebody_is(name: str, carried: Carried, title: str) -> None:
    assert page(name, carried).title == title


@given(any_answers(), any_page, any_change)
def test_way_back_keeps_every_answer(answers: Answers, name: str, then: str) -> None:
    carried = Carried(answers, like=5, then=then)  # type: ignore[arg-type]
    back = page(name, carried).back
    if back is None:
        assert (name, then) == (PAGES[0], "")
        return
    kept = parse_qsl(urlsplit(back).query)
    assert kept == replace(carried, then="").pairs()


@pytest.mark.parametrize(
    ("name", "then", "leads_to"),
    [
        ("stage", "check", "/questions/check"),
        ("matters", "check", "/questions/check"),
        ("stage", "suggestions", "/suggestions"),
        ("matters", "suggestions", "/suggestions"),
        ("activities-1", "", "/questions/home"),
        (CHECK, "", "/questions/matters"),
    ],
)
def test_back_leads_to_where_a_change_was_asked_for(name: str, then: str, leads_to: str) -> None:
    back = page(name, Carried(Answers(stage="19-24"), then=then)).back  # type: ignore[arg-type]
    assert back is not None
    assert urlsplit(back).path == leads_to


@given(any_answers(), st.sampled_from(PAGES))
def test_hidden_fields_and_the_page_itself_hold_every_answer_between_them(
    answers: Answers, name: str
) -> None:
    carried = Carried(answers)
    hidden = page(name, carried).hidden
    assert set(hidden) <= set(carried.pairs())
    if name == "ideas":
        assert hidden == carried.pairs(), "what was understood stays; the box only adds to it"
    else:
        assert hidden == replace(carried, answers=forget(name, answers)).pairs()


@given(any_answers())
def test_page_of_all_answers_carries_them_all(answers: Answers) -> None:
    assert page(CHECK, Carried(answers)).hidden == Carried(answers).pairs()


@given(any_answers(), any_page)
def test_fields_hold_what_the_address_says(answers: Answers, name: str) -> None:
    shown = page(name, Carried(answers))
    assert shown.values == parse_qs(Carried(answers).query)
    assert shown.chosen("subject") == list(answers.subjects)
    assert shown.chosen("shoe-size") == []


@pytest.mark.parametrize(
    ("name", "then", "is_offered"),
    [
        *[(name, "", at >= FINISH_FROM) for at, name in enumerate(pages_for(Answers()), 1)],
        (CHECK, "", False),
        ("matters", "check", False),
        ("matters", "suggestions", False),
    ],
)
def test_what_fits_so_far_is_offered_once_something_is_known(name: str, then: str, is_offered: bool) -> None:
    assert page(name, Carried(then=then)).offers_to_finish is is_offered  # type: ignore[arg-type]


def test_each_page_of_activities_has_one_of_each_interest() -> None:
    shown = [[choice.code for choice in page(name).activities] for name in ACTIVITY_PAGES]
    assert [[code[0] for code in codes] for codes in shown] == [["r", "i", "a", "s", "e", "c"]] * 3
    assert sorted(code for codes in shown for code in codes) == sorted(ACTIVITIES)


@pytest.mark.parametrize(
    ("answers", "is_asked"),
    [
        (Answers(), True),
        (Answers(stage="year-8-9"), False),
        (Answers(stage="year-10-11"), False),
        (Answers(stage="year-12-13"), True),
        (Answers(stage="25-plus"), True),
        (Answers(stage="year-10-11", points=48), True),
        (Answers(stage="year-10-11", points=0), True),
    ],
)
def test_points_are_asked_for_where_they_can_mean_anything(answers: Answers, is_asked: bool) -> None:
    assert page("grades", Carried(answers)).asks_points is is_asked


def test_months_to_start_in_begin_with_this_one() -> None:
    months = page("time").months
    assert [month.label for month in months[:3]] == ["November 2026", "January 2027", "April 2027"]
    assert [month.code for month in months[:3]] == ["2026-11", "2027-01", "2027-04"]


def test_month_chosen_long_ago_is_still_offered_and_stands_first() -> None:
    months = page("time", Carried(Answers(start_from="2025-09"))).months
    assert (months[0].code, months[0].label) == ("2025-09", "September 2025")
    assert len(months) == len(page("time").months) + 1


def test_month_on_offer_is_offered_once_when_it_is_chosen() -> None:
    codes = [month.code for month in page("time", Carried(Answers(start_from="2027-01"))).months]
    assert codes.count("2027-01") == 1
    assert codes == sorted(codes)


def test_each_idea_can_be_taken_away_by_itself() -> None:
    carried = Carried(Answers(stage="19-24", ideas=("area:health", "occupation:electrician", "words:anime")))
    shown = page("ideas", carried).ideas
    assert [idea.name for idea in shown] == ["Health", "Electrician", "Anime"]
    assert shown[1].without == "/questions/ideas?stage=19-24&idea=area:health&idea=words:anime"
    assert page("ideas").ideas == ()


def test_which_of_two_places_is_answered_by_a_link_to_the_next_question() -> None:
    other = replace(PRESTON, id="preston-kent", name="Preston, Kent")
    asked = AskedPlace(typed="Preston", choices=(PRESTON, other))
    choices = page("home", Carried(Answers(stage="19-24")), asked=asked).place_choices
    assert choices == [
        ("/questions/travel?stage=19-24&home=preston", "Preston"),
        ("/questions/travel?stage=19-24&home=preston-kent", "Preston, Kent"),
    ]


def test_picking_a_place_while_changing_one_answer_leads_back_there() -> None:
    carried = Carried(Answers(home=SECTOR), then="suggestions")
    asked = AskedPlace(choices=(PRESTON,))
    assert page("home", carried, asked=asked).place_choices == [("/suggestions?home=preston", "Preston")]


@pytest.mark.parametrize("field", [*NAMES, "activity", "subject", "avoid"])
def test_each_choice_of_a_field_has_a_code_and_words_of_its_own(field: str) -> None:
    offered = page("stage").choices(field)
    assert tuple(choice.code for choice in offered) == codes_of(field)
    labels = [choice.label for choice in offered]
    assert all(labels)
    assert len(set(labels)) == len(labels)


def test_what_is_wrong_is_said_at_its_own_field() -> None:
    shown = page("subjects", errors=(("#subject", "Untick some."),))
    assert shown.error_of("subject") == "Untick some."
    assert shown.error_of("avoid") == ""


@given(any_answers(), any_page, any_change)
def test_address_of_a_page_is_the_one_that_leads_to_it(answers: Answers, name: str, then: str) -> None:
    carried = Carried(answers, then=then)  # type: ignore[arg-type]
    assert page(name, carried).address == question_address(name, carried)
    assert urlsplit(page(name, carried).address).path == f"/questions/{name}"


@given(any_answers())
def test_lines_of_the_check_lead_to_the_pages_that_were_asked(answers: Answers) -> None:
    lines = page(CHECK, Carried(answers)).lines
    assert [line.page for line in lines] == list(pages_for(answers))
    assert all(parse_qs(urlsplit(line.change).query)["then"] == ["check"] for line in lines)


def test_home_is_shown_by_name_and_never_finer_than_a_sector() -> None:
    home = Place("PR1-2", "Preston (PR1 2)", "sector", 53.76, -2.7, "PR1", "E07000123", "england")
    (line,) = [one for one in page(CHECK, Carried(Answers(home=home))).lines if one.page == "home"]
    assert line.said == ("Preston (PR1 2)",)
    assert line.name == "Home"
