"""Proxies in front of the service: whose word on the visitor's address and scheme is taken."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix


def believe_proxies(app: Flask, count: int) -> None:
    """Take address, scheme and host of a request from the last ``count`` proxies; with 0, from nobody."""
    if count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
