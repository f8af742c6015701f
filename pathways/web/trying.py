"""Refusing who tries too often: readable, with the time to wait, and counted by all workers together."""

from datetime import timedelta

from flask import request
from werkzeug.exceptions import TooManyRequests

from pathways.attempts import seconds_to_wait
from pathways.web.session import current_database, let_others_write
from pathways.web.site import site_settings

EVERYBODY = "everybody"
"""Who tries, when all are counted together."""


def refuse_too_many(kind: str, *, limit: int, per: timedelta, who: str | None = None) -> None:
    """Count one attempt of ``kind``; raise TooManyRequests (429 with `Retry-After`) after ``limit`` in ``per``.

    ``who`` is the internet address of this request unless said. Raises DBAPIError when the database is away: what is
    limited here needs it anyway.
    """
    let_others_write()
    seconds = seconds_to_wait(
        current_database(),
        kind=kind,
        who=request.remote_addr or "unknown" if who is None else who,
        limit=limit,
        per=per,
        key=site_settings().secret_key.get_secret_value(),
    )
    if seconds:
        raise TooManyRequests(retry_after=seconds)
