"""Guessing the words of a plan: how far anybody gets, tried and reckoned. The figures stand in decision 10."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.attempts.models import AttemptCount
from pathways.plans.code_words import WORDS_IN_CODE, new_code, plan_words
from pathways.plans.views import plan as opening
from tests.harness.pages import CheckingClient, text_of
from tests.web.plan_pages import save, some_opportunities, words_of

NOON = datetime(2027, 1, 5, 12, 0, tzinfo=UTC)
HOURS_A_YEAR = 365 * 24
DECISION = Path(__file__).resolve().parents[2] / "docs/decisions/0010-a-plan-is-opened-by-five-words.md"


def guess(client: CheckingClient, address: str = "192.0.2.1", code: str | None = None) -> int:
    """Try a code from an internet address."""
    return client.post(
        "/plan/open", data={"code": code or new_code()}, environ_overrides={"REMOTE_ADDR": address}
    ).status_code


@pytest.fixture(autouse=True)
def _at_noon() -> None:
    clock.set_clock(lambda: NOON)


@pytest.fixture
def words(client: CheckingClient, rows: Session) -> str:
    """The words of a plan that this browser has forgotten."""
    save(client, some_opportunities(rows, 1)[0])
    words = words_of(client)
    client.delete_cookie("plan")
    return words


def test_one_address_gets_so_many_tries_and_then_waits(client: CheckingClient) -> None:
    answers = [guess(client) for _ in range(opening.CODES_TRIED + 3)]
    assert answers == [422] * opening.CODES_TRIED + [429] * 3


def test_the_wait_is_said_in_words_and_in_the_header_and_what_was_typed_stays(client: CheckingClient) -> None:
    for _ in range(opening.CODES_TRIED):
        guess(client)
    response = client.post(
        "/plan/open",
        data={"code": "apple anchor zigzag zone yoga"},
        environ_overrides={"REMOTE_ADDR": "192.0.2.1"},
    )
    assert response.status_code == 429
    assert response.headers["Retry-After"] == str(int(opening.CODES_TRIED_PER.total_seconds()))
    assert "a lot of tries" in text_of(response.get_data(as_text=True))
    assert 'value="apple anchor zigzag zone yoga"' in response.get_data(as_text=True)


def test_past_the_limit_even_the_right_words_open_nothing(client: CheckingClient, words: str) -> None:
    for _ in range(opening.CODES_TRIED):
        guess(client)
    assert guess(client, code=words) == 429
    assert client.get_cookie("plan") is None
    assert guess(client, "192.0.2.2", words) == 303, "another address goes on"


def test_after_the_wait_it_goes_on(client: CheckingClient, words: str) -> None:
    for _ in range(opening.CODES_TRIED + 1):
        guess(client)
    clock.set_clock(lambda: NOON + opening.CODES_TRIED_PER)
    assert guess(client, code=words) == 303


def test_all_addresses_together_get_so_many(
    client: CheckingClient, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "ALL_CODES_TRIED_AN_HOUR", 20)
    answers = [guess(client, f"192.0.2.{number}") for number in range(1, 24)]
    assert answers == [422] * 20 + [429] * 3
    assert guess(client, "198.51.100.1", words) == 429
    clock.set_clock(lambda: NOON + timedelta(hours=1))
    assert guess(client, "198.51.100.1", words) == 303


def test_tries_are_counted_in_the_database_for_every_worker(client: CheckingClient, rows: Session) -> None:
    for _ in range(3):
        guess(client)
    rows.rollback()
    counted = rows.scalars(select(AttemptCount.tries).where(AttemptCount.kind == "plan-code")).all()
    assert sorted(counted) == [3, 3], "one count for the address and one for all"


@pytest.mark.parametrize("typed", ["", "aple anchor zigzag zone yoga", "apple anchor zigzag zone", "x" * 500])
def test_what_is_no_code_is_no_try(client: CheckingClient, rows: Session, typed: str) -> None:
    for _ in range(3):
        assert client.post("/plan/open", data={"code": typed}).status_code == 422
    assert rows.scalar(select(func.count()).select_from(AttemptCount)) == 0


def test_wrong_words_and_words_of_a_plan_that_has_gone_get_the_same_page(
    client: CheckingClient, words: str
) -> None:
    client.post("/plan/open", data={"code": words})
    client.post("/plan/delete")

    def answer(code: str) -> str:
        html = client.post("/plan/open", data={"code": code}).get_data(as_text=True)
        return html.replace(code, "the words")

    assert answer(words) == answer("apple anchor zigzag zone yoga")


def test_the_cookie_is_no_second_way_to_guess(client: CheckingClient, rows: Session, words: str) -> None:
    """Even the right words in a cookie open nothing without the seal, and nothing is looked up for them."""
    code = words.replace(" ", "-")
    for value in (code, f"own.{code}", f"own.{code}.{'0' * 64}"):
        client.set_cookie("plan", value)
        assert "Start one" in text_of(client.get("/plan").get_data(as_text=True))
    rows.rollback()
    assert rows.scalar(select(func.count()).select_from(AttemptCount)) == 2, "of making the plan alone"


def test_the_arithmetic_of_the_decision_holds() -> None:
    text = DECISION.read_text(encoding="utf-8")
    one = opening.CODES_TRIED * (timedelta(hours=1) / opening.CODES_TRIED_PER) * HOURS_A_YEAR
    everybody = opening.ALL_CODES_TRIED_AN_HOUR * HOURS_A_YEAR
    for tries, plans in ((one, 100_000), (everybody, 100_000), (everybody, 1_000_000)):
        guessed = tries * plans / len(plan_words()) ** WORDS_IN_CODE
        assert guessed < 1 / 800
        (row,) = [
            cells
            for line in text.splitlines()
            if (cells := [cell.strip() for cell in line.strip("|").split("|")])[-1:]
            and len(cells) == 4
            and cells[2] == f"{plans:,}"
            and cells[1] == (f"{tries / 1e6:.1f} million" if tries < 1e7 else f"{tries / 1e6:.0f} million")
        ]
        said = float(re.match(r"[\d.]+", row[3])[0])  # type: ignore[index]
        assert said == pytest.approx(guessed, rel=0.05)
