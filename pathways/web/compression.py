"""Answers made small on the way out: brotli where the browser takes it, else gzip, both at a quick level."""

import gzip

import brotli  # type: ignore[import-untyped]
from flask import Flask, Response, request

SMALLEST = 600
"""Bytes below which compressing saves nothing worth having."""
BROTLI_QUALITY = 1
GZIP_LEVEL = 1
KINDS = (
    "text/",
    "application/json",
    "application/problem+json",
    "application/xml",
    "application/atom+xml",
    "image/svg+xml",
)


def takes(encoding: str) -> bool:
    """Whether the browser takes ``encoding``. Naming it with ``q=0`` refuses it (RFC 9110, 12.5.3)."""
    return request.accept_encodings[encoding] > 0


def compress(response: Response) -> Response:
    """Compress one response when its kind, its size and the browser allow it.

    An answer that sets a cookie is left alone: what is secret in it must not show in its length.
    """
    if response.is_streamed or not (response.mimetype or "").startswith(KINDS):
        return response
    response.vary.add("Accept-Encoding")
    if "Content-Encoding" in response.headers or "Set-Cookie" in response.headers:
        return response
    body = response.get_data()
    if len(body) < SMALLEST:
        return response
    if takes("br"):
        response.set_data(brotli.compress(body, quality=BROTLI_QUALITY))
        response.headers["Content-Encoding"] = "br"
    elif takes("gzip"):
        response.set_data(gzip.compress(body, compresslevel=GZIP_LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


def bind_compression(app: Flask) -> None:
    """Compress the answers of ``app``."""
    app.after_request(compress)
