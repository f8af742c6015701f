"""How often somebody may try, and what letters say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask_babel import Babel

from pathways.accounts import limits
from pathways.accounts.letters import changed_letter, invitation_letter, reset_letter
from pathways.accounts.limits import CODE, CONFIRM, FORGOTTEN, INVITE, LINK, SIGN_IN, Limit, wait_for
from pathways.database import Database
from pathways.mail import Letter
from pathways.mail.letters import written

KEY = "a key for tests that is long enough to be one"
START = datetime(2027, 1, 5, 9, 0, tzinfo=UTC)
LIMITS = [SIGN_IN, CODE, CONFIRM, FORGOTTEN, LINK, INVITE]


def tries(
    database: Database, limit: Limit, number: int, *, account: str = "", address: str = ""
) -> list[int]:
    return [
        wait_for(limit, database, account=account, address=address or f"198.51.100.{turn}", key=KEY)
        for turn in range(number)
    ]


@pytest.mark.parametrize("limit", [CODE, FORGOTTEN], ids=lambda limit: limit.kind)
def test_an_account_has_so_many_tries_from_wherever(
    database: Database, clock_at: Callable[[datetime], None], limit: Limit
) -> None:
    clock_at(START)
    assert tries(database, limit, limit.account, account="one") == [0] * limit.account
    assert tries(database, limit, 1, account="one") == [int(limit.per.total_seconds())]
    assert tries(database, limit, 1, account="another") == [0]
    clock_at(START + limit.per)
    assert tries(database, limit, 1, account="one") == [0]


def test_an_address_has_so_many_tries_for_whomever(
    database: Database, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(START)
    said = [
        wait_for(FORGOTTEN, database, account=f"person-{turn}", address="203.0.113.9", key=KEY)
        for turn in range(FORGOTTEN.address + 1)
    ]
    assert said == [0] * FORGOTTEN.address + [3600]


def test_without_an_account_only_the_address_counts(
    database: Database, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(START)
    assert tries(database, FORGOTTEN, FORGOTTEN.account + 1) == [0] * (FORGOTTEN.account + 1)


def test_kinds_are_counted_apart() -> None:
    assert len({limit.kind for limit in LIMITS}) == len(LIMITS)
    assert {name for name in vars(limits) if isinstance(vars(limits)[name], Limit)} == {
        "SIGN_IN",
        "CODE",
        "CONFIRM",
        "FORGOTTEN",
        "LINK",
        "INVITE",
    }


def test_a_school_behind_one_address_can_sign_in_together() -> None:
    assert SIGN_IN.address >= 60 and CODE.address >= 60


def test_guessing_a_code_takes_longer_than_anybody_waits() -> None:
    """Three codes hold at any moment; half of a million has to be tried on average."""
    a_quarter = timedelta(minutes=15) / CODE.account
    assert a_quarter * (1_000_000 / 3 / 2) > timedelta(days=180)


LINK_SENT = "https://pathways.example/staff/invitation/abc"


@pytest.fixture
def letters() -> list[Letter]:
    """Every letter that staff get."""
    app = Flask("letters")
    Babel(app, default_locale="en_GB")
    with app.test_request_context("/"):
        return [
            invitation_letter(
                "a@b.example",
                link=LINK_SENT,
                organisation="Fellside School",
                inviter="R. Okafor",
                site="Pathways",
            ),
            reset_letter("a@b.example", link=LINK_SENT, site="Pathways"),
            changed_letter("a@b.example", site="Pathways"),
        ]


def test_letters_can_be_sent_and_name_the_site(letters: list[Letter]) -> None:
    for letter in letters:
        message = written(letter, sender="no-reply@pathways.example", name="Pathways")
        assert message["To"] == "a@b.example"
        assert "Pathways" in message["Subject"]


def test_a_link_stands_on_a_line_of_its_own(letters: list[Letter]) -> None:
    for letter in letters[:2]:
        assert LINK_SENT in letter.text.splitlines()
    assert "http" not in letters[2].text


def test_letters_say_what_to_do_when_they_were_not_expected(letters: list[Letter]) -> None:
    for letter in letters:
        assert "If you did not expect" in letter.text or "If it was not" in letter.text


def test_a_line_end_in_a_name_adds_no_header() -> None:
    app = Flask("letters")
    Babel(app, default_locale="en_GB")
    with app.test_request_context("/"):
        letter = invitation_letter(
            "a@b.example", link=LINK_SENT, organisation="x\nBcc: c@d.example", inviter="i", site="Pathways"
        )
    with pytest.raises(ValueError, match=r"."):
        written(letter, sender="no-reply@pathways.example", name="Pathways")
