"""How often somebody may try: counted for each account and each internet address, by all workers together."""

from dataclasses import dataclass
from datetime import timedelta

from pathways.attempts import seconds_to_wait
from pathways.database import Database

QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many attempts of one kind in a span of time, for one account and for one internet address."""

    kind: str
    account: int
    address: int
    per: timedelta


SIGN_IN = Limit("sign-in", account=10, address=100, per=QUARTER)
"""A school shares one address: a hundred colleagues may sign in within a quarter of an hour."""
CODE = Limit("sign-in-code", account=8, address=100, per=QUARTER)
"""With three codes valid at a time, guessing one of a million this way takes a year on average."""
CONFIRM = Limit("confirm", account=10, address=100, per=QUARTER)
FORGOTTEN = Limit("password-forgotten", account=3, address=30, per=HOUR)
LINK = Limit("staff-link", account=60, address=60, per=QUARTER)
INVITE = Limit("invitation", account=60, address=200, per=HOUR)


def wait_for(limit: Limit, database: Database, *, account: str, address: str, key: str) -> int:
    """Count one attempt and say how many seconds to wait; 0 to go on. Empty ``account``: only the address counts."""
    waits = [
        seconds_to_wait(
            database, kind=f"{limit.kind}-address", who=address, limit=limit.address, per=limit.per, key=key
        )
    ]
    if account:
        waits.append(
            seconds_to_wait(
                database, kind=limit.kind, who=account, limit=limit.account, per=limit.per, key=key
            )
        )
    return max(waits)
