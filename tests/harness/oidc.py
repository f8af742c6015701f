"""A small OpenID Connect service, run inside the tests: it signs real tokens and checks what it is asked."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from flask import Flask, Response, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID, CLIENT_SECRET = "pathways", "a secret between the two"


@dataclass
class OidcProvider:
    """The service. What it says of the person can be changed, and so can what it gets wrong."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    other_key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    signs_with_other_key: bool = False
    algorithm: str = "RS256"
    is_away: bool = False
    _asked: dict[str, dict[str, str]] = field(default_factory=dict)

    def app(self) -> Flask:
        """The service as an application."""
        made = Flask("oidc_for_tests")
        made.add_url_rule("/.well-known/openid-configuration", view_func=self._description)
        made.add_url_rule("/keys", view_func=self._keys)
        made.add_url_rule("/authorize", view_func=self._authorize)
        made.add_url_rule("/token", view_func=self._token, methods=["POST"])
        return made

    def _description(self) -> Response:
        if self.is_away:
            return Response(status=500)
        return jsonify(
            issuer=self.wrong.get("issuer", self.issuer),
            authorization_endpoint=f"{self.issuer}/authorize",
            token_endpoint=f"{self.issuer}/token",
            jwks_uri=f"{self.issuer}/keys",
        )

    def _keys(self) -> Response:
        return jsonify(keys=[self.key.as_dict(private=False)])

    def _authorize(self) -> Any:
        asked = {name: request.args[name] for name in request.args}
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT_ID
        assert set(asked["scope"].split()) == {"openid", "email", "profile"}
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self._asked)}"
        self._asked[code] = asked
        return redirect(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")

    def _token(self) -> Response:
        asked = self._asked.pop(request.form["code"], None)
        if asked is None or not self._proved() or not self._same_browser(asked):
            return Response(json.dumps({"error": "invalid_grant"}), 400, mimetype="application/json")
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": "person-1",
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
        }
        signed = jwt.encode(
            {"alg": self.algorithm, "kid": "one"},
            claims | self.claims | {name: value for name, value in self.wrong.items() if name != "issuer"},
            self.other_key if self.signs_with_other_key else self.key,
            algorithms=[self.algorithm],
        )
        return jsonify(access_token="unused", token_type="Bearer", expires_in=300, id_token=signed)

    def _proved(self) -> bool:
        expected = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        return request.headers.get("Authorization") == f"Basic {expected}" or (
            request.authorization is not None
            and (request.authorization.username, request.authorization.password)
            == (CLIENT_ID, CLIENT_SECRET.replace(" ", "+"))
        )

    @staticmethod
    def _same_browser(asked: dict[str, str]) -> bool:
        digest = hashlib.sha256(request.form["code_verifier"].encode()).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=") == asked["code_challenge"]


def visit(address: str) -> str:
    """Go to the service as a browser does, and say where it sends one back to, as a path."""
    import urllib.request

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_said: Any) -> None:
            return None

    try:
        urllib.request.build_opener(Stay).open(address, timeout=10)
    except urllib.error.HTTPError as answer:
        parts = urlsplit(answer.headers["Location"])
        answer.close()
        assert "code" in parse_qs(parts.query)
        return f"{parts.path}?{parts.query}"
    raise AssertionError("the service sent nobody back")
