"""A passkey in software, for tests without a browser: makes and signs what a device would."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from flask.testing import FlaskClient
from webauthn.helpers import bytes_to_base64url, encode_cbor

from pathways.accounts.models import Passkey, StaffUser
from tests.harness.catalogue import database_of

ORIGIN = "http://localhost"
PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


@dataclass
class SoftPasskey:
    """One key pair and what it answers. ``verified``: its owner showed finger, face or PIN."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    identifier: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    origin: str = ORIGIN
    verified: bool = True
    uses: int = 0

    @classmethod
    def of(cls, client: FlaskClient, user: int, name: str = "Work laptop") -> SoftPasskey:
        """A passkey that somebody (an id) has registered already."""
        made = cls()
        with database_of(client.application).unit_of_work() as session:
            session.add(
                Passkey(
                    user_id=user,
                    credential_id=made.identifier,
                    public_key=made._public(),
                    name=name,
                    transports=["internal"],
                    device_type="single_device",
                )
            )
            assert session.get(StaffUser, user) is not None
        return made

    def register(self, options: dict[str, Any]) -> str:
        """What a browser sends after `navigator.credentials.create(options)`."""
        key = len(self.identifier).to_bytes(2, "big") + self.identifier + self._public()
        data = self._data(options["rp"]["id"], WITH_KEY) + bytes(16) + key
        return self._said(
            clientDataJSON=self._client_data("webauthn.create", options["challenge"]),
            attestationObject=encode_cbor({"fmt": "none", "attStmt": {}, "authData": data}),
        )

    def sign(self, options: dict[str, Any]) -> str:
        """What a browser sends after `navigator.credentials.get(options)`."""
        self.uses += 1
        data = self._data(options["rpId"], 0)
        client_data = self._client_data("webauthn.get", options["challenge"])
        signature = self.key.sign(data + sha256(client_data).digest(), ec.ECDSA(SHA256()))
        return self._said(clientDataJSON=client_data, authenticatorData=data, signature=signature)

    def _data(self, domain: str, further: int) -> bytes:
        flags = PRESENT | (VERIFIED if self.verified else 0) | further
        return sha256(domain.encode()).digest() + bytes([flags]) + self.uses.to_bytes(4, "big")

    def _client_data(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _said(self, **response: bytes) -> str:
        parts: dict[str, Any] = {name: bytes_to_base64url(value) for name, value in response.items()}
        identifier = bytes_to_base64url(self.identifier)
        return json.dumps(
            {
                "id": identifier,
                "rawId": identifier,
                "type": "public-key",
                "clientExtensionResults": {},
                "response": parts | {"transports": ["internal", "made-up"]},
            }
        )

    def _public(self) -> bytes:
        numbers = self.key.public_key().public_numbers()
        return bytes(
            encode_cbor(
                {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
            )
        )
