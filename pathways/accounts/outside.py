"""Signing in with the sign-in service of one's organisation (OpenID Connect): what is asked, and what is believed."""

import secrets
from dataclasses import dataclass
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from requests import RequestException

from pathways.settings import Settings

SECONDS_TO_WAIT = 10
ALGORITHMS = ["RS256", "PS256", "ES256"]
LEEWAY_SECONDS = 60


class NotProved(Exception):
    """The service did not answer as it should, or what it says does not hold."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is sent along, and has to come back or be proved."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Proved:
    """Who somebody is, as the service says, with an address that it has checked (empty: it has not)."""

    issuer: str
    subject: str
    email: str
    name: str


class OutsideService:
    """The one service that the settings name. Its own description of itself is read when it is first needed."""

    def __init__(self, settings: Settings) -> None:
        self.issuer = settings.oidc_issuer.rstrip("/")
        self._client_id = settings.oidc_client_id
        self._secret = settings.oidc_client_secret.get_secret_value()
        self._said: dict[str, Any] = {}

    def address_to_ask(self, question: Question, *, back_to: str) -> str:
        """Where to send the browser. Raises NotProved."""
        client = self._client(back_to)
        address, _state = client.create_authorization_url(
            self._description("authorization_endpoint"),
            state=question.state,
            nonce=question.nonce,
            code_challenge=create_s256_code_challenge(question.verifier),
            code_challenge_method="S256",
        )
        return str(address)

    def who(self, question: Question, *, code: str, state: str, back_to: str) -> Proved:
        """Who came back with this code. Raises NotProved."""
        if not secrets.compare_digest(state.encode(), question.state.encode()):
            raise NotProved
        try:
            answer = self._client(back_to).fetch_token(
                self._description("token_endpoint"),
                code=code,
                code_verifier=question.verifier,
                timeout=SECONDS_TO_WAIT,
            )
            keys = KeySet.import_key_set(self._read(self._description("jwks_uri")))  # type: ignore[arg-type]
            token = jwt.decode(str(answer["id_token"]), keys, algorithms=ALGORITHMS)
            claims = CodeIDToken(
                token.claims,
                token.header,
                {
                    "iss": {"essential": True, "values": [self.issuer]},
                    "aud": {"essential": True, "value": self._client_id},
                    "sub": {"essential": True},
                },
                {"nonce": question.nonce, "client_id": self._client_id},
            )
            claims.validate(leeway=LEEWAY_SECONDS)
        except (JoseError, AuthlibBaseError, RequestException, KeyError, ValueError, TypeError) as error:
            raise NotProved from error
        checked = claims.get("email_verified") is True and isinstance(claims.get("email"), str)
        return Proved(
            issuer=self.issuer,
            subject=str(claims["sub"])[:255],
            email=claims["email"] if checked else "",
            name=str(claims.get("name", "")),
        )

    def _client(self, back_to: str) -> OAuth2Session:
        return OAuth2Session(
            self._client_id,
            self._secret,
            scope="openid email profile",
            redirect_uri=back_to,
            token_endpoint_auth_method="client_secret_basic",  # noqa: S106  (the name of a way)
        )

    def _description(self, name: str) -> str:
        if not self._said:
            said = self._read(f"{self.issuer}/.well-known/openid-configuration")
            if str(said.get("issuer", "")).rstrip("/") != self.issuer:
                raise NotProved
            self._said = said
        try:
            return str(self._said[name])
        except KeyError as error:
            raise NotProved from error

    def _read(self, address: str) -> dict[str, Any]:
        try:
            with OAuth2Session() as plain:
                answer = plain.get(address, timeout=SECONDS_TO_WAIT, withhold_token=True)
                answer.raise_for_status()
                said: Any = answer.json()
        except (RequestException, ValueError) as error:
            raise NotProved from error
        if not isinstance(said, dict):
            raise NotProved
        return said


def new_question() -> Question:
    """Fresh secrets for one sign-in."""
    return Question(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48))
