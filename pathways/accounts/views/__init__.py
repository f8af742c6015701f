"""The pages of staff accounts."""

from pathways.accounts.views import (
    account,
    elsewhere,
    forgotten,
    invited,
    organisation,
    passkeys,
    set_up,
    sign_in,
    ways_to_sign_in,
)

__all__ = [
    "account",
    "elsewhere",
    "forgotten",
    "invited",
    "organisation",
    "passkeys",
    "set_up",
    "sign_in",
    "ways_to_sign_in",
]
