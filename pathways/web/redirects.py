"""Redirects carry an address and nothing else: no page in a foreign style, and nothing of what was typed."""

from flask import Flask, Response


def empty_redirect(response: Response) -> Response:
    """Take away the body that the library gives a redirect; browsers never show it."""
    if 300 <= response.status_code < 400 and "Location" in response.headers:
        response.set_data(b"")
        response.content_type = "text/plain; charset=utf-8"
    return response


def bind_redirects(app: Flask) -> None:
    """Send the redirects of ``app`` without a body."""
    app.after_request(empty_redirect)
