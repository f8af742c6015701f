"""A plan on paper: what is saved and what comes next in words, and what opens it only where that is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask

from pathways import clock
from pathways.catalogue.starts import StartDates
from pathways.extensions import babel
from pathways.front.gallery_samples import sample_cards
from pathways.plans import plans
from pathways.plans.lines import PlanLine
from pathways.plans.models import PlanItem, PlanStatus
from pathways.plans.paper import plan_sheet
from pathways.plans.steps_of_plan import events_of, steps_of
from pathways.settings import Settings
from pathways.sheets.sheet import Sheet

TODAY = date(2027, 2, 1)
CODE = "apple-river-stone-cloud-seven"
CARD = sample_cards(TODAY)[0]


@pytest.fixture(autouse=True)
def on_the_site() -> Iterator[None]:
    """A request on a bare site with a public address, on 1 February 2027."""
    app = Flask(__name__)
    babel.init_app(app, default_locale="en_GB")
    app.extensions["settings"] = Settings(env="development", site_address="https://pathways.example/")
    app.register_blueprint(plans)
    clock.set_clock(lambda: datetime(2027, 2, 1, 9, tzinfo=UTC))
    with app.test_request_context():
        yield
    clock.set_clock(None)


def line(
    number: int = 7, *starts: StartDates, status: PlanStatus | None = None, note: str = "", **said: Any
) -> PlanLine:
    """A line of a plan; `said` is of the line itself."""
    item = PlanItem(
        plan_id=1,
        opportunity_id=number,
        programme_id=3,
        position=1,
        status=status,
        note=note,
        as_saved={},
    )
    base: dict[str, Any] = {
        "item": item,
        "card": replace(CARD, id=number, title=f"Choice {number}", employer_name=None),
        "starts": starts or (StartDates(date(2027, 9, 6), date(2027, 3, 12)),),
        "link": f"/programmes/3/choice?at={number}",
        "is_listed": True,
        "is_closed": False,
        "changes": (),
    }
    return PlanLine(**(base | said))


def printed(*lines: PlanLine, code: str = CODE) -> Sheet:
    return plan_sheet(lines, code, "Pathways")


def test_sheet_says_what_was_saved_in_the_order_of_the_student() -> None:
    saved, _ = printed(line(7, status=PlanStatus.KEEN, note="Ask about the bus"), line(8)).parts
    assert [one.title for one in saved.lines] == ["Choice 7", "Choice 8"]
    assert (saved.numbered, saved.lines[0].mark, saved.lines[0].note) == (True, "Keen", "Ask about the bus")
    assert (saved.lines[1].mark, saved.lines[1].note) == ("", "")
    assert CARD.provider_name in saved.lines[0].facts[0]


def test_what_is_closed_is_said_to_be() -> None:
    saved, steps = printed(line(7, StartDates(date(2026, 9, 1), None), is_closed=True)).parts
    assert saved.lines[0].facts[-1] == "You cannot apply for this now."
    assert steps.lines == ()


def test_what_is_made_up_is_said_to_be_on_paper_too() -> None:
    saved, _ = printed(
        line(7, card=replace(CARD, is_demonstration=True)),
        line(8, card=replace(CARD, is_demonstration=False)),
    ).parts
    assert ["Made-up example, not real." in one.facts for one in saved.lines] == [True, False]


def test_a_plan_that_runs_over_says_which_side_is_which() -> None:
    assert printed(line()).side == "Side {side} of {sides}"


def test_next_steps_have_their_day_first_and_what_to_ask_last() -> None:
    _, steps = printed(line(8, StartDates(None, None, is_flexible=True)), line(7)).parts
    assert [one.title for one in steps.lines] == [
        "12 March 2027: Last day to apply",
        "6 September 2027: It starts",
        "Ask when it starts and by when to apply.",
    ]
    assert all("Choice" in one.facts[0] for one in steps.lines)


def test_code_is_in_the_picture_and_in_words_for_who_cannot_scan() -> None:
    code = printed(line()).code
    assert code is not None
    assert code.target == f"https://pathways.example/plan#{CODE}"
    assert "pathways.example/plan and type" in code.words
    assert code.typed == "apple river stone cloud seven"
    assert "keep it to yourself" in printed(line()).footer


def test_words_stay_behind_the_sign_that_no_browser_sends() -> None:
    code = printed(line()).code
    assert code is not None
    before, _, behind = code.target.partition("#")
    assert behind == CODE
    assert not set(CODE.split("-")) & set(before.split("/"))


def test_sheet_for_others_has_nothing_that_opens_the_plan() -> None:
    sheet = printed(line(7, note="Ask about the bus", status=PlanStatus.KEEN), code="")
    assert sheet.code is None
    assert "apple" not in str(sheet)
    assert sheet.footer == "Dates change. Check with the provider before you rely on one."


def test_sheet_for_others_has_no_note_and_no_status() -> None:
    saved, _ = printed(line(7, note="Ask about the bus", status=PlanStatus.KEEN), line(8), code="").parts
    assert [(one.title, one.mark, one.note) for one in saved.lines] == [
        ("Choice 7", "", ""),
        ("Choice 8", "", ""),
    ]


def test_dates_on_a_sheet_for_others_do_not_tell_that_somebody_applied() -> None:
    applied, not_said = (
        printed(line(7, status=status), code="").parts[1].lines for status in (PlanStatus.APPLIED, None)
    )
    assert applied == not_said
    assert [one.title for one in printed(line(7, status=PlanStatus.APPLIED)).parts[1].lines] == [
        "6 September 2027: It starts"
    ]


def test_empty_plan_prints_and_says_so() -> None:
    saved, steps = printed().parts
    assert (saved.nothing, steps.nothing) == ("Nothing yet.", "There are no dates to tell.")
    assert printed().made_by == "Printed on 1 February 2027 from Pathways"


def test_calendar_has_public_addresses_and_no_word_of_the_student() -> None:
    events = events_of([line(7, status=PlanStatus.APPLIED, note="Ask about the bus")])
    assert [event.summary for event in events] == ["Starts: Choice 7", "Last day to apply: Choice 7"][::-1]
    assert {event.address for event in events} == {"https://pathways.example/programmes/3/choice?at=7"}
    told = " ".join(
        f"{event.summary} {event.description} {event.address} {event.step.key}" for event in events
    )
    assert "bus" not in told
    assert "applied" not in told.casefold()


def test_calendar_leaves_out_what_is_not_wanted_and_has_no_address_for_what_has_no_page() -> None:
    assert events_of([line(7, status=PlanStatus.NO)]) == ()
    assert {event.address for event in events_of([line(7, link="")])} == {""}


def test_who_applied_has_the_start_alone_on_the_page() -> None:
    for status in (PlanStatus.APPLIED, PlanStatus.OFFER):
        assert [step.kind for step in steps_of([line(7, status=status)]).dated] == ["starts"]
    for other in (None, PlanStatus.KEEN, PlanStatus.MAYBE):
        assert [step.kind for step in steps_of([line(7, status=other)]).dated] == ["closes", "starts"]
