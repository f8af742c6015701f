"""A sign-in service that misbehaves proves nobody, and breaks nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask, Response
from pydantic import SecretStr
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.accounts.models import AuditEntry, OutsideIdentity
from pathways.accounts.outside import NotProved, OutsideService, Proved, Question, new_question
from pathways.accounts.outside_people import person_behind
from pathways.settings import Settings
from tests.harness.serving import listening
from tests.harness.staff import make_user

BACK = "https://pathways.example/staff/sign-in/elsewhere/back"
WELL_KNOWN = "/.well-known/openid-configuration"


class Misbehaving:
    """A service whose answers are what a test says."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, str]] = {}
        self.issuer = ""

    def app(self) -> Flask:
        """The service as an application."""
        made = Flask("misbehaving")
        made.add_url_rule("/<path:path>", view_func=self._answer, methods=["GET", "POST"])
        return made

    def says(self, path: str, answer: object, status: int = 200) -> None:
        """Answer ``path`` with this, as JSON unless it is text."""
        self.answers[path] = (status, answer if isinstance(answer, str) else json.dumps(answer))

    def describes_itself(self, **changes: object) -> None:
        """Give a description as it should be, but for ``changes`` (None: left out)."""
        whole: dict[str, Any] = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        } | changes
        self.says(WELL_KNOWN, {name: value for name, value in whole.items() if value is not None})

    def _answer(self, path: str) -> Response:
        status, text = self.answers.get(f"/{path}", (404, "{}"))
        return Response(text, status, mimetype="application/json")


@pytest.fixture(scope="module")
def listening_one() -> Iterator[Misbehaving]:
    made = Misbehaving()
    with listening(made.app()) as address:
        made.issuer = address
        yield made


@pytest.fixture
def misbehaving(listening_one: Misbehaving) -> Misbehaving:
    """The service, with nothing to say yet."""
    listening_one.answers.clear()
    return listening_one


def service(misbehaving: Misbehaving, **changes: Any) -> OutsideService:
    values = {"oidc_issuer": misbehaving.issuer, "oidc_client_id": "us", "oidc_client_secret": SecretStr("s")}
    return OutsideService(Settings(env="development", **(values | changes)))


def who(made: OutsideService, question: Question) -> Proved:
    return made.who(question, code="code", state=question.state, back_to=BACK)


@pytest.mark.parametrize(
    "answer",
    ["", "not json", "[]", "null", "5", {}, {"issuer": None}, {"issuer": "https://elsewhere.example"}],
    ids=str,
)
def test_a_description_that_is_none_is_not_believed(misbehaving: Misbehaving, answer: object) -> None:
    misbehaving.says(WELL_KNOWN, answer)
    with pytest.raises(NotProved):
        service(misbehaving).address_to_ask(new_question(), back_to=BACK)


@pytest.mark.parametrize("status", [404, 500, 503])
def test_a_service_in_trouble_is_not_asked(misbehaving: Misbehaving, status: int) -> None:
    misbehaving.says(WELL_KNOWN, {}, status)
    with pytest.raises(NotProved):
        service(misbehaving).address_to_ask(new_question(), back_to=BACK)


def test_a_service_that_does_not_answer_is_not_waited_for(misbehaving: Misbehaving) -> None:
    made = service(misbehaving, oidc_issuer="http://127.0.0.1:9")
    with pytest.raises(NotProved):
        made.address_to_ask(new_question(), back_to=BACK)


@pytest.mark.parametrize("missing", ["authorization_endpoint"])
def test_a_description_without_a_way_in_is_not_used(misbehaving: Misbehaving, missing: str) -> None:
    misbehaving.describes_itself(**{missing: None})
    with pytest.raises(NotProved):
        service(misbehaving).address_to_ask(new_question(), back_to=BACK)


def test_the_question_goes_along_and_its_secret_does_not(misbehaving: Misbehaving) -> None:
    misbehaving.describes_itself()
    question = new_question()
    asked = parse_qs(urlsplit(service(misbehaving).address_to_ask(question, back_to=BACK)).query)
    assert asked["state"] == [question.state] and asked["nonce"] == [question.nonce]
    assert asked["redirect_uri"] == [BACK]
    assert question.verifier not in str(asked)


@pytest.mark.parametrize(
    "token",
    [
        "",
        "not json",
        {},
        {"error": "invalid_grant"},
        {"access_token": "a"},
        {"access_token": "a", "id_token": None},
        {"access_token": "a", "id_token": 5},
        {"access_token": "a", "id_token": ""},
        {"access_token": "a", "id_token": "a.b.c"},
        {"access_token": "a", "id_token": "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."},
    ],
    ids=str,
)
def test_an_answer_without_a_token_that_holds_proves_nobody(misbehaving: Misbehaving, token: object) -> None:
    misbehaving.describes_itself()
    misbehaving.says("/token", token)
    misbehaving.says("/keys", {"keys": []})
    with pytest.raises(NotProved):
        who(service(misbehaving), new_question())


@pytest.mark.parametrize("keys", ["not json", {}, {"keys": None}, {"keys": [{"kty": "made-up"}]}], ids=str)
def test_keys_that_are_none_prove_nobody(misbehaving: Misbehaving, keys: object) -> None:
    misbehaving.describes_itself()
    misbehaving.says("/token", {"access_token": "a", "id_token": "a.b.c"})
    misbehaving.says("/keys", keys)
    with pytest.raises(NotProved):
        who(service(misbehaving), new_question())


def test_a_wrong_state_proves_nobody_before_anybody_is_asked(misbehaving: Misbehaving) -> None:
    question = new_question()
    for state in ("", "x", question.nonce, question.state + "x", "é"):
        with pytest.raises(NotProved):
            service(misbehaving).who(question, code="code", state=state, back_to=BACK)


def test_questions_are_never_the_same() -> None:
    questions = [new_question() for _ in range(50)]
    secrets = {part for question in questions for part in (question.state, question.nonce, question.verifier)}
    assert len(secrets) == 150
    assert all(len(question.verifier) >= 43 for question in questions)


def test_somebody_known_is_linked_once_and_it_is_recorded(session: Session) -> None:
    user = make_user(session, email="r.okafor@fellside.example")
    proved = Proved("https://login.example", "one", "R.Okafor@Fellside.example", "R. Okafor")
    for _ in range(2):
        found = person_behind(session, proved)
        assert found is not None and found.id == user.id
    assert len(session.execute(select(OutsideIdentity)).all()) == 1
    assert session.execute(select(AuditEntry.action)).scalar_one() == "outside-identity-linked"


def test_the_same_number_elsewhere_is_another_person(session: Session) -> None:
    user = make_user(session, email="r.okafor@fellside.example")
    person_behind(session, Proved("https://login.example", "one", user.email, ""))
    assert person_behind(session, Proved("https://other.example", "one", "", "")) is None


@pytest.mark.parametrize("email", ["", "no address", "stranger@fellside.example", "\x00"])
def test_strangers_are_nobody(session: Session, email: str) -> None:
    make_user(session, email="r.okafor@fellside.example")
    assert person_behind(session, Proved("https://login.example", "one", email, "")) is None
