"""Passkeys: on the device itself or on a key, always with the owner's finger, face or PIN."""

import json
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.orm import Session
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, generate_challenge
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from pathways import clock
from pathways.accounts.models import Passkey, StaffUser
from pathways.accounts.security import StaffSecurity, datastore_on

LONGEST_PASSKEY_NAME = 64
MOST_PASSKEYS = 10
_TRANSPORTS = frozenset({"usb", "nfc", "ble", "smart-card", "internal", "cable", "hybrid"})


class NotThisPasskey(Exception):
    """What the browser sent is no passkey of this person, or not for this page."""


def new_challenge() -> str:
    """A random question, which a passkey answers once."""
    return bytes_to_base64url(generate_challenge())


def options_to_register(user: StaffUser, *, origin: str, site_name: str, challenge: str) -> str:
    """What the browser needs, as JSON, to make a passkey for somebody. ``origin`` is the address of our pages."""
    user.fs_webauthn_user_handle = user.fs_webauthn_user_handle or bytes_to_base64url(
        generate_challenge()[:32]
    )
    return options_to_json(
        generate_registration_options(
            rp_id=_domain(origin),
            rp_name=site_name,
            user_id=user.fs_webauthn_user_handle.encode(),
            user_name=user.email,
            user_display_name=user.name or user.email,
            challenge=base64url_to_bytes(challenge),
            # Neither kind of device is asked for: the phone in hand is as good as a key.
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[
                PublicKeyCredentialDescriptor(id=known.credential_id) for known in user.webauthn
            ],
        )
    )


def options_to_sign_in(*, origin: str, challenge: str) -> str:
    """What the browser needs, as JSON, to ask for a passkey. It names none, so it says of nobody that they exist."""
    return options_to_json(
        generate_authentication_options(
            rp_id=_domain(origin),
            challenge=base64url_to_bytes(challenge),
            user_verification=UserVerificationRequirement.REQUIRED,
        )
    )


def register(
    security: StaffSecurity,
    session: Session,
    user: StaffUser,
    answer: str,
    *,
    name: str,
    origin: str,
    challenge: str,
) -> None:
    """Keep the passkey that a browser made. Raises NotThisPasskey. The caller commits."""
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=_domain(origin),
            expected_origin=origin,
            require_user_verification=True,
        )
        said = json.loads(answer)["response"].get("transports") or []
    except (WebAuthnException, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotThisPasskey from error
    store = datastore_on(session)
    if len(user.webauthn) >= MOST_PASSKEYS or store.find_webauthn(made.credential_id) is not None:
        raise NotThisPasskey
    with security.box.app_context():
        store.create_webauthn(
            user,
            credential_id=made.credential_id,
            public_key=made.credential_public_key,
            name=name[:LONGEST_PASSKEY_NAME],
            sign_count=made.sign_count,
            usage="first",
            device_type=made.credential_device_type.value,
            backup_state=made.credential_backed_up,
            transports=[known for known in said if known in _TRANSPORTS] if isinstance(said, list) else [],
            extensions="",
        )
    session.flush()


def owner_of(
    session: Session, answer: str, *, origin: str, challenge: str, expected: StaffUser | None
) -> StaffUser:
    """Whose passkey answered the challenge: nobody's but ``expected``, when that is given, and no shut account's.

    Raises NotThisPasskey. The caller commits, for the passkey's counter.
    """
    passkey = _named_in(session, answer)
    if not passkey.user.active or (expected is not None and passkey.user_id != expected.id):
        raise NotThisPasskey
    try:
        proved = verify_authentication_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=_domain(origin),
            expected_origin=origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotThisPasskey from error
    passkey.sign_count = proved.new_sign_count
    passkey.lastuse_datetime = clock.now()
    session.flush()
    return passkey.user


def _named_in(session: Session, answer: str) -> Passkey:
    try:
        credential: Any = json.loads(answer)
        passkey = datastore_on(session).find_webauthn(base64url_to_bytes(credential["rawId"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotThisPasskey from error
    if not isinstance(passkey, Passkey):
        raise NotThisPasskey
    return passkey


def _domain(origin: str) -> str:
    return urlsplit(origin).hostname or ""
