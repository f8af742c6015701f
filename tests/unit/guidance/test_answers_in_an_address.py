"""Answers travel as codes in an address, and come out of it as they went in."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.query_values import Notice
from pathways.guidance.answer_query import PARAMETERS, read_answers, write_answers
from pathways.guidance.answers import Answers
from pathways.places.postcodes import contains_full_postcode
from tests.unit.guidance.drawn_answers import PRESTON, SECTOR, Places, any_answers


def read(query: str) -> tuple[Answers, tuple[Notice, ...]]:
    return read_answers(parse_qs(query), Places())


def codes_of(notices: tuple[Notice, ...]) -> set[tuple[str, str]]:
    return {(notice.code, notice.parameter) for notice in notices}


@given(any_answers())
def test_answers_come_back_from_their_own_address(answers: Answers) -> None:
    assert read("&".join(write_answers(answers))) == (answers, ())


@given(any_answers())
def test_one_set_of_answers_has_one_address(answers: Answers) -> None:
    parts = write_answers(answers)
    shuffled = "&".join(reversed(parts))
    assert write_answers(read(shuffled)[0]) == parts


def test_a_whole_set_of_answers_reads_as_it_was_written() -> None:
    query = (
        "stage=year-10-11&home=PR1-2&travel=bus&minutes=45&yes=r1&yes=s2&no=c3&subject=maths&subject=art"
        "&idea=occupation:veterinary-nurse&avoid=blood&learning=work&english=expect&maths=have&gcses=5&highest=1"
        "&points=96&pattern=full-time&from=2027-09&matters=team"
    )
    answers, notices = read(query)
    assert notices == ()
    assert answers.home == SECTOR
    assert (answers.travel_mode, answers.travel_minutes, answers.could_move) == ("bus", 45, False)
    assert answers.activities == (("c3", "no"), ("r1", "yes"), ("s2", "yes"))
    assert answers.subjects == ("art", "maths")
    assert (answers.gcses, answers.points, answers.start_from) == (5, 96, "2027-09")


def test_somebody_who_could_move_has_no_limit_of_minutes() -> None:
    answers, notices = read("travel=walk&minutes=move")
    assert (answers.travel_mode, answers.travel_minutes, answers.could_move) == ("walk", None, True)
    assert notices == ()


def test_nothing_answered_is_an_empty_address() -> None:
    assert write_answers(Answers()) == []
    assert read("") == (Answers(), ())


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("stage=wizard", ("unknown-value", "stage")),
        ("home=atlantis", ("unknown-place", "home")),
        ("minutes=7", ("unknown-value", "minutes")),
        ("yes=r9", ("unknown-value", "yes")),
        ("subject=dragons", ("unknown-value", "subject")),
        ("idea=occupation:dragon-tamer", ("unknown-value", "idea")),
        ("idea=my+name+is+Sam", ("unknown-value", "idea")),
        ("idea=words:a+whole+sentence+of+many+words", ("unknown-value", "idea")),
        ("gcses=many", ("not-a-number", "gcses")),
        ("gcses=99", ("unknown-value", "gcses")),
        ("points=-4", ("not-a-number", "points")),
        ("from=next+week", ("unknown-value", "from")),
        ("from=2027-13", ("unknown-value", "from")),
        ("stage=helping&stage=19-24", ("only-one", "stage")),
    ],
)
def test_what_cannot_be_used_is_dropped_and_said(query: str, said: tuple[str, str]) -> None:
    answers, notices = read(query)
    assert said in codes_of(notices)
    assert all(notice.dropped for notice in notices)
    assert answers in (Answers(), Answers(stage="helping"))


def test_of_too_many_choices_the_first_are_kept_and_the_rest_are_said() -> None:
    answers, notices = read(
        "&".join(f"matters={code}" for code in ("team", "support", "well-paid", "earning-soon"))
    )
    assert answers.matters == ("support", "team", "well-paid")
    assert [(notice.code, notice.value) for notice in notices] == [("too-many", "earning-soon")]


def test_an_activity_liked_and_not_liked_counts_once_and_is_said() -> None:
    answers, notices = read("no=r1&yes=r1&maybe=r1")
    assert answers.activities == (("r1", "yes"),)
    assert codes_of(notices) == {("only-one", "activities")}


@pytest.mark.parametrize("home", ["PR1-2", "PR1 2", "pr1-2", "Preston"])
def test_a_home_is_found_however_its_code_is_written(home: str) -> None:
    assert read(f"home={home.replace(' ', '+')}")[0].home in (PRESTON, SECTOR)


@given(
    st.lists(st.tuples(st.sampled_from((*PARAMETERS, "colour")), st.text(max_size=30)), max_size=12),
)
def test_any_address_at_all_is_read(pairs: list[tuple[str, str]]) -> None:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    answers, _notices = read_answers(values, Places())
    assert read("&".join(write_answers(answers))) == (answers, ())


@given(st.sampled_from(PARAMETERS), st.sampled_from(["PR1 2HE", "pr12he", "words:pr1 2he", "area:PR1 2HE"]))
def test_no_full_postcode_ever_gets_into_an_address(name: str, typed: str) -> None:
    answers, notices = read_answers({name: [typed]}, Places())
    assert not any(contains_full_postcode(part) for part in write_answers(answers))
    assert not any(contains_full_postcode(notice.value) for notice in notices)
