"""The small rules of the host's desk: differences in words, samples, ready replies, due days, settings and terms."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.front.models import PageReport, ReportKind
from pathways.host.rules.due import ABOUT_DATA, OTHERS, URGENT, due_on, urgent_first
from pathways.host.rules.replies import CLAIM_REPLIES, LISTING_REPLIES, LONGEST_REPLY, reply_text
from pathways.host.rules.sampling import EACH, Published, sampled
from pathways.host.rules.site import LONGEST, read_settings
from pathways.host.rules.word_diff import MOST_WORDS, Run, word_diff
from pathways.host.rules.words import is_term, meaning_in, tidy_term
from pathways.words.thesaurus import Kind

NOON = datetime(2027, 1, 11, 12, tzinfo=UTC)
texts = st.text(st.sampled_from("ab é\n.,"), max_size=60)


@given(texts, texts)
def test_a_difference_holds_both_texts_whole(before: str, after: str) -> None:
    runs = word_diff(before, after)
    assert "".join(run.text for run in runs if run.kind != "new") == before
    assert "".join(run.text for run in runs if run.kind != "gone") == after


@given(texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert {run.kind for run in word_diff(text, text)} <= {"same"}


@given(texts, texts)
def test_no_run_of_a_difference_is_empty(before: str, after: str) -> None:
    assert all(run.text for run in word_diff(before, after))


def test_one_changed_word_is_marked_and_the_rest_stays() -> None:
    assert word_diff("You start in May.", "You start in June.") == [
        Run("same", "You start in "),
        Run("gone", "May."),
        Run("new", "June."),
    ]


def test_endless_texts_are_shown_whole_and_not_compared() -> None:
    long = "word " * MOST_WORDS
    assert word_diff(long, long + "more") == [Run("gone", long), Run("new", long + "more")]


def published(listing: int, organisation: int = 1, *, looked: bool = False, day: int = 0) -> Published:
    at = NOON + timedelta(days=day)
    return Published(listing, 1, organisation, f"College {organisation}", "Plumbing", at, looked)


def test_a_few_of_each_provider_are_looked_at() -> None:
    found = sampled([published(n, organisation=n % 2) for n in range(1, 41)])
    assert len(found) == 2 * EACH
    assert {one.organisation_id for one in found} == {0, 1}


def test_a_provider_with_one_listing_is_looked_at_too() -> None:
    assert [one.listing_id for one in sampled([published(7)])] == [7]


def test_looking_at_a_sample_does_not_bring_another_in_its_place() -> None:
    everything = [published(n) for n in range(1, 41)]
    first = sampled(everything)[0]
    after = [published(n, looked=n == first.listing_id) for n in range(1, 41)]
    assert len(sampled(after)) == EACH - 1
    assert first.listing_id not in {one.listing_id for one in sampled(after)}


@given(st.permutations(list(range(1, 30))))
def test_the_choice_does_not_depend_on_the_order(order: list[int]) -> None:
    chosen = {one.listing_id for one in sampled(published(n) for n in order)}
    assert chosen == {one.listing_id for one in sampled(published(n) for n in range(1, 30))}


def test_samples_come_oldest_first() -> None:
    found = sampled([published(1, day=3), published(2, day=1), published(3, day=2)])
    assert [one.listing_id for one in found] == [2, 3, 1]


def test_no_sample_without_anything_published() -> None:
    assert sampled([]) == []


def test_a_reply_is_made_of_what_was_ticked_in_its_order_and_own_words() -> None:
    text = reply_text(LISTING_REPLIES, ["cost", "dates", "nonsense"], "  See our guide.  ")
    assert text.splitlines() == [LISTING_REPLIES["dates"], LISTING_REPLIES["cost"], "See our guide."]


def test_nothing_ticked_and_nothing_written_is_no_reply() -> None:
    assert reply_text(CLAIM_REPLIES, [], "   \n ") == ""


def test_a_reply_never_is_longer_than_its_column() -> None:
    assert len(reply_text(LISTING_REPLIES, list(LISTING_REPLIES), "x" * 5_000)) == LONGEST_REPLY


@pytest.mark.parametrize("replies", [LISTING_REPLIES, CLAIM_REPLIES])
def test_ready_replies_never_say_what_somebody_should_do(replies: dict[str, str]) -> None:
    assert all("should" not in text and text.endswith(".") for text in replies.values())


def report(kind: ReportKind = ReportKind.OTHER, *, urgent: bool = False, number: int = 1) -> PageReport:
    return PageReport(id=number, kind=kind, is_urgent=urgent, reported_at=NOON)


@pytest.mark.parametrize(
    ("one", "after"),
    [
        (report(), OTHERS),
        (report(ReportKind.WRONG_FACT), OTHERS),
        (report(ReportKind.CLOSED), OTHERS),
        (report(ReportKind.HARD_TO_USE), OTHERS),
        (report(ReportKind.MY_DATA), ABOUT_DATA),
        (report(ReportKind.UNSAFE), URGENT),
        (report(ReportKind.MY_DATA, urgent=True), URGENT),
        (report(urgent=True), URGENT),
    ],
)
def test_each_kind_of_report_has_its_day(one: PageReport, after: timedelta) -> None:
    assert due_on(one) == date(2027, 1, 11) + after


def test_a_month_for_ones_own_data_is_never_longer_than_the_law_allows() -> None:
    assert timedelta(days=28) >= ABOUT_DATA


def test_a_report_late_at_night_in_summer_counts_for_the_uk_day() -> None:
    late = PageReport(kind=ReportKind.UNSAFE, reported_at=datetime(2027, 6, 30, 23, 30, tzinfo=UTC))
    assert due_on(late) == date(2027, 7, 2)


def test_urgent_reports_come_first_then_those_due_first() -> None:
    rows = [
        report(number=1),
        report(ReportKind.MY_DATA, number=2),
        report(ReportKind.UNSAFE, number=3),
        report(urgent=True, number=4),
    ]
    assert [one.id for one in sorted(rows, key=urgent_first)] == [3, 4, 1, 2]


def test_settings_are_tidied() -> None:
    read, wrong = read_settings(
        {"site_name": "  Weardale\n Pathways\0 ", "host_contact": "help@council.example"}
    )
    assert wrong == {}
    assert read == {
        "site_name": "Weardale Pathways",
        "site_area": "",
        "host_contact": "help@council.example",
        "site_notice": "",
    }


@pytest.mark.parametrize("name", [*LONGEST])
def test_no_setting_is_longer_than_it_may_be(name: str) -> None:
    _read, wrong = read_settings({name: "a" * (LONGEST[name] + 1)})
    assert name in wrong


@pytest.mark.parametrize(
    "address", ["help", "a@b", "two words@council.example", "<a@council.example>", "@x.example"]
)
def test_a_contact_is_an_address(address: str) -> None:
    assert read_settings({"host_contact": address})[1] == {"host_contact": "address"}


def test_settings_that_nobody_knows_are_let_go() -> None:
    assert "secret_key" not in read_settings({"secret_key": "x"})[0]


@given(st.text(max_size=80))
def test_a_tidied_term_stays_as_it_is(typed: str) -> None:
    assert tidy_term(tidy_term(typed)) == tidy_term(typed)


@pytest.mark.parametrize("typed", ["sparky", "Tree  Surgeon", "working with bees"])
def test_words_are_terms(typed: str) -> None:
    assert is_term(tidy_term(typed))


@pytest.mark.parametrize(
    "typed", ["", "   ", "\0", "x" * 61, "one two three four five six seven eight nine ten eleven"]
)
def test_nothing_and_whole_sentences_are_no_terms(typed: str) -> None:
    assert not is_term(tidy_term(typed))


def test_a_meaning_is_a_code_of_its_kind() -> None:
    assert meaning_in("area:health") == (Kind.AREA, "health")
    assert meaning_in("route:t-level") == (Kind.ROUTE, "t-level")


@pytest.mark.parametrize(
    "typed", ["", "area", "area:", "area:t-level", "not:health", "filler:x", "area:health:x", "\0"]
)
def test_other_codes_mean_nothing(typed: str) -> None:
    assert meaning_in(typed) is None
