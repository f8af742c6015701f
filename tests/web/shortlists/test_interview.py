"""Twenty minutes beside a pupil: every question on one page, saved as it goes, what fits ticked into the list."""

from __future__ import annotations

from typing import Any

import html5lib
import pytest
from sqlalchemy.orm import Session

from pathways.shortlists.operations.items import MOST_ITEMS
from tests.harness.desk import Adviser, held, items_held, opportunities
from tests.harness.pages import heading_of, text_of

SOME = {
    "stage": "year-10-11",
    "near": "Durham",
    "travel": "bus",
    "minutes": "45",
    "activity-r1": "yes",
    "activity-i2": "no",
    "subject": ["maths", "english"],
    "learning": "work",
    "english": "expect",
    "gcses": "5",
    "matters": ["earning-soon"],
}
PART = {"HX-Request": "true", "HX-Target": "fits"}


def before_of(page: str) -> str:
    """The mark that the page carries of the answers it knows."""
    node = next(node for node in html5lib.parse(page).iter() if node.get("name") == "before")
    return str(node.get("value"))


def first_fit(page: str) -> str:
    """The first suggestion that can be added."""
    node = next(node for node in html5lib.parse(page).iter() if (node.get("id") or "").startswith("fit-"))
    return str(node.get("value"))


class Interview:
    """One interview: the adviser, the list and its page."""

    def __init__(self, adviser: Adviser) -> None:
        self.adviser = adviser
        self.number = adviser.makes_list()
        self.address = f"/advisers/lists/{self.number}/interview"

    def page(self) -> str:
        return self.adviser.get(self.address).text

    def says(self, form: dict[str, Any], **more: Any) -> Any:
        form = {"before": before_of(self.page())} | form
        return self.adviser.post(self.address, form, **more)

    def answers(self) -> str:
        found = held(self.adviser, self.number)
        assert found is not None
        return found.answers


@pytest.fixture
def interview(adviser: Adviser) -> Interview:
    return Interview(adviser)


def test_every_question_stands_on_one_page(interview: Interview) -> None:
    page = interview.page()
    assert heading_of(page) == "Interview: 11B-01"
    names = {node.get("name") for node in html5lib.parse(page).iter() if node.get("name")}
    assert {"stage", "near", "travel", "minutes", "subject", "ideas", "avoid", "learning", "english"} <= names
    assert {
        "activity-r1",
        "activity-c3",
        "maths",
        "gcses",
        "highest",
        "points",
        "pattern",
        "from",
        "matters",
    } <= names


def test_answers_are_saved_as_codes_with_the_list(interview: Interview) -> None:
    response = interview.says(SOME)
    assert response.status_code == 303
    kept = interview.answers()
    for part in ("stage=year-10-11", "home=durham", "travel=bus", "minutes=45", "yes=r1", "no=i2", "gcses=5"):
        assert part in kept
    found = held(interview.adviser, interview.number)
    assert found is not None
    assert (found.home_place, found.stage, found.english, found.gcses) == (
        "durham",
        "year-10-11",
        "expect",
        5,
    )
    page = interview.page()
    assert 'value="year-10-11" checked' in page and 'value="Durham' in page


def test_the_interview_begins_with_what_the_list_knows(adviser: Adviser) -> None:
    number = adviser.makes_list(near="Consett", stage="year-12-13", maths="have", points="96")
    page = adviser.get(f"/advisers/lists/{number}/interview").text
    assert 'value="year-12-13" checked' in page and 'value="96"' in page and 'value="Consett' in page


def test_each_change_swaps_what_fits_and_says_that_it_is_saved(interview: Interview) -> None:
    response = interview.says(SOME, headers=PART)
    assert response.status_code == 200
    assert "Saved." in response.text and "What fits" in response.text
    assert "<html" not in response.text
    assert before_of(response.text) == before_of(interview.page())


def test_a_suggestion_is_added_with_its_reasons(interview: Interview) -> None:
    interview.says(SOME)
    one = first_fit(interview.page())
    response = interview.adviser.post(interview.address, {"do": "add", "opportunity": one}, headers=PART)
    assert "On the list" in response.text and "1 thing on the list" in response.text
    (item,) = items_held(interview.adviser, interview.number)
    assert str(item.opportunity_id) == one
    assert item.why
    assert interview.answers(), "adding does not touch the answers"


@pytest.mark.parametrize("headers", [PART, {}])
def test_a_full_list_says_that_there_is_no_room(
    interview: Interview, rows: Session, headers: dict[str, str]
) -> None:
    interview.says(SOME)
    interview.adviser.adds(*opportunities(rows, MOST_ITEMS))
    there = {item.opportunity_id for item in items_held(interview.adviser, interview.number)}
    one = next(number for number in opportunities(rows, MOST_ITEMS + 5) if number not in there)
    form = {"do": "add", "opportunity": str(one)}
    response = interview.adviser.post(interview.address, form, headers=headers)
    assert response.status_code == 422
    assert "The list is full: take something off first." in text_of(response.text)
    again = interview.adviser.post(interview.address, form | {"opportunity": str(min(there))}, headers=PART)
    assert "The list is full" not in again.text, "what is there already needs no room"


def test_own_words_become_ideas_that_can_be_taken_away(interview: Interview) -> None:
    interview.says(SOME)
    response = interview.adviser.post(interview.address, {"do": "ideas", "ideas": "electrician"})
    assert response.status_code == 303
    assert "idea=" in interview.answers()
    page = interview.page()
    chip = next(node for node in html5lib.parse(page).iter() if node.get("name") == "idea")
    assert "lectric" in "".join(chip.itertext())
    interview.says(SOME | {"learning": "class"})
    assert "idea=" in interview.answers(), "other answers leave own words alone"
    interview.adviser.post(interview.address, {"do": "drop", "idea": chip.get("value")})
    assert "idea=" not in interview.answers()


def test_words_not_understood_are_said_and_kept_nowhere(interview: Interview) -> None:
    response = interview.adviser.post(interview.address, {"do": "ideas", "ideas": "electrician qzxwvut"})
    assert response.status_code == 422
    assert "We did not understand: qzxwvut" in text_of(response.text)
    assert "qzxwvut" not in interview.answers() and "idea=" in interview.answers()


def test_a_place_of_several_is_asked_for_and_picked(interview: Interview) -> None:
    response = interview.says(SOME | {"near": "Richmond"}, headers=PART)
    assert response.status_code == 422
    assert "Which Richmond?" in response.text
    assert interview.answers() == ""
    interview.says(SOME | {"near": "Richmond", "pick": "richmond-north-yorkshire"})
    assert "home=richmond-north-yorkshire" in interview.answers()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"near": "Qzxwvut"}, "We do not know this place"),
        ({"points": "lots"}, "Points are a whole number"),
        ({"matters": ["close-to-home", "earning-soon", "team", "support"]}, "You picked more than 3"),
    ],
)
def test_a_slip_is_said_and_nothing_is_saved(
    interview: Interview, change: dict[str, Any], words: str
) -> None:
    response = interview.says(SOME | change)
    assert response.status_code == 422
    assert words in text_of(response.text)
    assert interview.answers() == ""


def test_two_windows_never_overwrite_each_other(interview: Interview) -> None:
    stale = before_of(interview.page())
    interview.says({"stage": "19-24"})
    response = interview.adviser.post(interview.address, SOME | {"before": stale})
    assert response.status_code == 409
    assert "changed in another window" in text_of(response.text)
    assert interview.answers() == "stage=19-24"
    swapped = interview.adviser.post(interview.address, SOME | {"before": stale}, headers=PART)
    assert swapped.status_code == 422 and "Keep these" in swapped.text
    interview.adviser.post(interview.address, SOME | {"before": stale, "do": "force"})
    assert "stage=year-10-11" in interview.answers()


def details_of(interview: Interview, version: int = 1, **change: str) -> Any:
    """Save the form of details as another window has it."""
    form = {"label": "11B-01", "kind": "pupil", "version": str(version)} | change
    return interview.adviser.post(f"/advisers/lists/{interview.number}/details", form)


def columns(interview: Interview) -> tuple[Any, ...]:
    found = held(interview.adviser, interview.number)
    assert found is not None
    return found.home_place, found.stage, found.english, found.gcses


def test_details_changed_meanwhile_are_not_lost_to_an_open_interview(interview: Interview) -> None:
    interview.says(SOME)
    stale = before_of(interview.page())
    assert details_of(interview, 2, stage="19-24", english="have", near="Consett").status_code == 303
    answer = interview.adviser.post(interview.address, SOME | {"learning": "class", "before": stale})
    assert answer.status_code == 409
    assert columns(interview) == ("consett", "19-24", "have", None)
    page = interview.page()
    assert 'value="19-24" checked' in page and 'value="Consett' in page
    assert 'value="r1"' in page or "yes=r1" in interview.answers(), "the rest of the interview is there"


def test_an_interview_saved_meanwhile_is_not_lost_to_open_details(interview: Interview) -> None:
    interview.says(SOME)
    answer = details_of(interview, 1, stage="19-24", purpose="After the fair")
    assert answer.status_code == 409
    text = text_of(answer.text)
    assert "This list was changed in another window" in text
    theirs = answer.text.split("</dl>")[0]
    assert "<dd>Year 10 or 11</dd>" in theirs and "<dd>5</dd>" in theirs and "<dd>Durham" in theirs
    assert 'value="After the fair"' in answer.text
    assert columns(interview) == ("durham", "year-10-11", "expect", 5)


def test_own_words_and_adding_leave_changed_details_alone(interview: Interview) -> None:
    interview.says(SOME)
    stale = before_of(interview.page())
    details_of(interview, 2, stage="19-24")
    interview.adviser.post(interview.address, {"do": "ideas", "ideas": "electrician"})
    assert columns(interview) == (None, "19-24", None, None)
    one = first_fit(interview.page())
    added = interview.adviser.post(
        interview.address, {"do": "add", "opportunity": one, "before": stale}, headers=PART
    )
    assert added.status_code == 200
    assert before_of(added.text) == stale, "the answers on the page are still the old ones"
    again = interview.adviser.post(interview.address, SOME | {"before": stale}, headers=PART)
    assert again.status_code == 422 and "Keep these" in again.text
    assert before_of(again.text) == stale, "until one of both is chosen"
    assert columns(interview) == (None, "19-24", None, None)


def test_grades_said_without_a_stage_outlive_the_form_of_details(interview: Interview) -> None:
    interview.says({"english": "have", "gcses": "5"})
    page = interview.adviser.get(f"/advisers/lists/{interview.number}/details").text
    assert '<option value="have" selected' in page and 'value="5"' in page
    details_of(interview, 2, english="have", gcses="5", stage="19-24")
    assert columns(interview) == (None, "19-24", "have", 5)


def test_more_answers_than_a_list_keeps_are_not_said_to_be_saved(
    interview: Interview, monkeypatch: pytest.MonkeyPatch
) -> None:
    interview.says({"stage": "19-24"})
    monkeypatch.setattr("pathways.shortlists.interview_answers.LONGEST_ANSWERS", 30)
    for headers in (PART, {}):
        answer = interview.says(SOME, headers=headers)
        assert answer.status_code == 422
        assert "These are more answers than a list keeps. Leave some out." in text_of(answer.text)
        assert "Saved." not in answer.text
    words = interview.adviser.post(interview.address, {"do": "ideas", "ideas": "electrician plumber nurse"})
    assert words.status_code == 422
    assert interview.answers() == "stage=19-24"


def test_a_full_postcode_is_cut_before_it_is_kept(interview: Interview) -> None:
    interview.says({"near": "DH8 5XX"})
    assert "5XX" not in interview.answers() and "home=DH8" in interview.answers()


def test_odd_codes_are_passed_over(interview: Interview) -> None:
    response = interview.says({"stage": "wizard", "activity-z9": "yes", "gcses": "many", "from": "\x00"})
    assert response.status_code == 303
    assert interview.answers() == ""


def test_each_drawing_beside_an_answer_is_on_the_page(interview: Interview) -> None:
    page = html5lib.parse(interview.page())
    used = {
        value.removeprefix("#")
        for node in page.iter()
        for name, value in node.attrib.items()
        if str(name).endswith("href") and str(value).startswith("#icon-")
    }
    assert used and used <= {node.get("id") for node in page.iter()}
