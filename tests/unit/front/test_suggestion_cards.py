"""One suggestion on the page: where it leads, how far it is, why it is there, and what getting in hangs on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import Area
from pathways.eligibility.reasons import Eligibility, EligibilityReason, Verdict
from pathways.eligibility.reasons import Reason as EntryReason
from pathways.front.carried import Carried
from pathways.front.gallery_samples import sample_cards, sample_ladder
from pathways.front.suggestion_cards import (
    FIRST_REASONS,
    ShownSuggestion,
    programme_address,
    shared_reason,
    shown_suggestion,
)
from pathways.guidance.answers import Answers
from pathways.guidance.ladder import Ladder
from pathways.guidance.reasons import Reason
from pathways.guidance.suggestions import Suggestion
from tests.unit.guidance.drawn_answers import PRESTON, any_answers

pytestmark = pytest.mark.usefixtures("on_a_page")

TODAY = date(2026, 11, 21)
CARD = sample_cards(TODAY)[0]
NEAR, LIKES, LEARNS = (Reason(kind, 0.2, kind) for kind in ("nearness", "interest", "learning"))
BY_BUS = Answers(stage="19-24", home=PRESTON, travel_mode="bus", maths="have", points=96)


def shown(
    answers: Answers = BY_BUS,
    *,
    reasons: tuple[Reason, ...] = (),
    minutes: int | None = 25,
    eligibility: Eligibility | None = None,
    ladder: Ladder | None = None,
) -> ShownSuggestion:
    """The fourth suggestion of a page."""
    item = Suggestion(replace(CARD, eligibility=eligibility), "building-construction", 0.7, reasons, minutes)
    return shown_suggestion(4, item, Carried(answers), ladder or Ladder())


def test_link_leads_to_the_programme_with_this_offer_picked() -> None:
    address = urlsplit(shown().link)
    assert address.path == "/programmes/1/electrician"
    assert parse_qs(address.query)["at"] == ["1"]


def test_programme_hears_where_somebody_lives_and_what_they_have() -> None:
    said = dict(parse_qsl(urlsplit(shown().link).query))
    assert (said["near"], said["stage"], said["maths"], said["points"]) == ("preston", "19-24", "have", "96")
    assert "travel" not in said, "how somebody travels is nothing to a programme"


def test_who_answered_nothing_takes_nothing_along() -> None:
    assert shown(Answers()).link == "/programmes/1/electrician?at=1"


def test_grades_without_a_stage_say_nothing_of_getting_in() -> None:
    said = dict(parse_qsl(urlsplit(shown(Answers(maths="have")).link).query))
    assert "maths" not in said
    assert said["answers"] == "maths=have"


@given(any_answers(), st.frozensets(st.sampled_from(list(Area)), max_size=3), st.sampled_from([None, 9]))
def test_way_back_holds_the_whole_list_and_nothing_leaks_out_of_it(
    answers: Answers, without: frozenset[Area], like: int | None
) -> None:
    carried = Carried(answers, without, like)
    query = parse_qs(urlsplit(programme_address(CARD, carried)).query)
    assert query.get("answers", [""]) == [carried.query]
    assert query["at"] == ["1"], "an answer must not be taken for the offer"


def test_more_like_this_is_the_same_list_with_this_card_liked() -> None:
    assert shown(Answers(stage="19-24")).more_like == "/suggestions?stage=19-24&like=1"
    item = Suggestion(CARD, "health", 0.5, (), None)
    again = shown_suggestion(1, item, Carried(like=77, then="check"), Ladder())
    assert again.more_like == "/suggestions?like=1", "one liking takes the place of another"


def test_journey_is_told_by_the_way_somebody_travels() -> None:
    assert shown().journey == "About 25 minutes by bus"
    assert shown(minutes=None).journey == ""
    assert shown(Answers(home=PRESTON)).journey == ""


def test_two_reasons_are_seen_at_once_the_largest_first() -> None:
    known = shown(Answers(), reasons=(LIKES, LEARNS, NEAR), minutes=None)
    assert known.first_reasons == (LIKES, LEARNS)


def test_nearness_is_not_told_twice() -> None:
    reasons = (NEAR, LIKES, LEARNS)
    assert shown(reasons=reasons).first_reasons == (LIKES, LEARNS)
    assert shown(reasons=reasons, minutes=None).first_reasons == (NEAR, LIKES)


@given(st.lists(st.sampled_from([NEAR, LIKES, LEARNS]), max_size=6), st.sampled_from([None, 5, 25]))
def test_first_reasons_are_a_few_of_all_in_their_order(reasons: list[Reason], minutes: int | None) -> None:
    first = shown(reasons=tuple(reasons), minutes=minutes).first_reasons
    assert len(first) <= FIRST_REASONS
    rest = iter(reasons)
    assert all(reason in rest for reason in first), "in the order of their weight"


def test_what_getting_in_hangs_on_is_told_in_words() -> None:
    hangs = Eligibility(
        Verdict.IF,
        (EligibilityReason(EntryReason.MATHS_EXPECTED), EligibilityReason(EntryReason.ENGLISH_ALONGSIDE)),
    )
    assert shown(eligibility=hangs).verdict_reasons == (
        "You could, if you get grade 4 in maths.",
        "You could, if you study English alongside.",
    )


def test_nothing_in_the_way_is_nothing_to_say() -> None:
    free = Eligibility(Verdict.YES, (EligibilityReason(EntryReason.NOTHING),))
    assert shown(eligibility=free).verdict_reasons == ()
    assert shown(eligibility=None).verdict_reasons == ()


def test_ladder_is_drawn_only_where_there_is_a_step() -> None:
    ladder = sample_ladder(TODAY)
    assert not shown().has_ladder
    assert shown(ladder=ladder).has_ladder
    assert shown(ladder=Ladder(before=ladder.before)).has_ladder
    assert shown(ladder=Ladder(after=ladder.after)).has_ladder


def test_steps_of_a_ladder_lead_back_to_the_same_list() -> None:
    known = shown(ladder=sample_ladder(TODAY))
    step = replace(known.ladder.after[-1].card, id=31, programme_id=8, programme_slug="business")
    address = urlsplit(known.link_of(step))
    assert address.path == "/programmes/8/business"
    assert parse_qs(address.query)["at"] == ["31"]
    assert parse_qs(address.query)["answers"] == parse_qs(urlsplit(known.link).query)["answers"]


MATHS = Eligibility(Verdict.IF, (EligibilityReason(EntryReason.MATHS_EXPECTED),))
SCHOOL = Eligibility(
    Verdict.IF,
    (
        EligibilityReason(EntryReason.PERHAPS_AT_SCHOOL, {"year": 11}),
        EligibilityReason(EntryReason.MATHS_EXPECTED),
    ),
)
OVER_FIRST = "You need to have finished Year 11 by the start. You could, if you are in Year 11 now."


def items_with(*found: Eligibility | None) -> list[Suggestion]:
    return [Suggestion(replace(CARD, eligibility=one), "health", 0.5, (), None) for one in found]


def test_what_most_share_is_told_once_above_them() -> None:
    assert shared_reason(items_with(SCHOOL, SCHOOL, SCHOOL, SCHOOL, MATHS)) == OVER_FIRST


@pytest.mark.parametrize(
    "found",
    [
        (),
        (None,) * 6,
        (SCHOOL,) * 3,
        (SCHOOL, SCHOOL, SCHOOL, SCHOOL, MATHS, MATHS, MATHS, MATHS),
    ],
    ids=["no cards", "nothing known", "too few to say it for", "no more than half"],
)
def test_what_few_share_is_told_on_each_card(found: tuple[Eligibility | None, ...]) -> None:
    assert shared_reason(items_with(*found)) == ""


def test_what_was_told_above_is_not_told_again_and_the_rest_opens() -> None:
    known = shown(eligibility=SCHOOL)
    assert known.first_verdict_reason == OVER_FIRST
    assert known.has_more_verdict_reasons
    told = shown_suggestion(4, known.suggestion, Carried(BY_BUS), Ladder(), OVER_FIRST)
    assert told.first_verdict_reason == ""
    assert told.has_more_verdict_reasons
    assert shown(eligibility=MATHS).first_verdict_reason == "You could, if you get grade 4 in maths."
    assert not shown(eligibility=MATHS).has_more_verdict_reasons
    assert shown(eligibility=None).first_verdict_reason == ""
