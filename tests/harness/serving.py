"""The service on a port of its own, for a real browser; if asked, as somebody without scripts gets it."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from werkzeug.serving import make_server
from werkzeug.test import run_wsgi_app

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
AXE_ADDRESS = "/axe-for-tests.js"
"""Where the servers of tests offer axe: from the page's own host, as its policy asks, and kept by the browser."""

_SCRIPT = re.compile(rb"<script\b[^>]*>.*?</script>", re.DOTALL | re.IGNORECASE)
_NOSCRIPT = re.compile(rb"</?noscript\b[^>]*>", re.IGNORECASE)


class WithAxe:
    """A service that also hands out axe."""

    def __init__(self, service: Any) -> None:
        self._service = service
        self._axe = AXE.read_bytes() if AXE.exists() else b""

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] != AXE_ADDRESS:
            return self._service(environ, start_response)  # type: ignore[no-any-return]
        headers = [("Content-Type", "text/javascript"), ("Cache-Control", "max-age=3600")]
        start_response("200 OK", [*headers, ("Content-Length", str(len(self._axe)))])
        return [self._axe]


class WithoutScripts:
    """A service whose pages arrive without their scripts, and with what they keep for those who have none.

    axe is a script itself, so a browser that runs none could not be looked at with it.
    """

    def __init__(self, service: Any) -> None:
        self._service = service

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ.pop("HTTP_ACCEPT_ENCODING", None)
        chunks, status, headers = run_wsgi_app(self._service, environ, buffered=True)
        body = b"".join(chunks)
        if headers.get("Content-Type", "").startswith("text/html"):
            body = _NOSCRIPT.sub(b"", _SCRIPT.sub(b"", body))
            headers["Content-Length"] = str(len(body))
        start_response(status, list(headers.items()))
        return [body]


@contextmanager
def listening(service: Any) -> Iterator[str]:
    """The address of a WSGI service, without a slash at its end, while the block runs."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, WithAxe(service), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(timeout=5)
        server.server_close()
