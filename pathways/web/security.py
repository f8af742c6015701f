"""Headers that every answer carries, whatever happened."""

from collections.abc import Iterable

from flask import Flask, Response

_POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)
CONTENT_SECURITY_POLICY = "; ".join(_POLICY)

SECURITY_HEADERS: tuple[tuple[str, str], ...] = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "geolocation=(), camera=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    ),
)


def add_security_headers(response: Response) -> Response:
    """Put the headers on one response; those already there stay."""
    for name, value in SECURITY_HEADERS:
        response.headers.setdefault(name, value)
    return response


def header_pairs(present: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The headers for an answer made below Flask, without those already ``present`` (any case)."""
    have = {name.lower() for name in present}
    return [pair for pair in SECURITY_HEADERS if pair[0].lower() not in have]


def bind_security(app: Flask) -> None:
    """Add the headers to every response of ``app``, errors and static files included."""
    app.after_request(add_security_headers)
