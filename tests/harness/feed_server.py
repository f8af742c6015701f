"""A small web server on this machine that publishes whatever a test wants, and remembers what it was asked."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


@dataclass
class Answer:
    """What is answered at one path. With an ETag or a date, somebody who knows it already is told so (304)."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    def is_known(self, asked: Any) -> bool:
        """Whether whoever asks has this version."""
        pairs = (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since"))
        return any(
            name in self.headers and asked.get(condition) == self.headers[name] for name, condition in pairs
        )


@dataclass
class FeedServer:
    """The server: what it answers by path, and the requests it had, as path and headers."""

    port: int
    scheme: str = "http"
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def address(self, path: str) -> str:
        """The whole address of a path."""
        return f"{self.scheme}://localhost:{self.port}{path}"

    def publish(self, path: str, body: bytes, **headers: str) -> str:
        """Publish a file and say where. ``headers`` are written with underscores for hyphens."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = Answer(body, headers=named)
        return self.address(path)


@contextmanager
def feed_server(certificate: Path | None = None) -> Iterator[FeedServer]:
    """A server while the block runs; over https with the certificate and key of a file."""
    published = FeedServer(0, "https" if certificate else "http")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            published.asked.append((self.path, dict(self.headers)))
            answer = published.answers.get(self.path, Answer(b"gone", 404))
            if answer.is_known(self.headers):
                answer = Answer(status=304)
            self.send_response(answer.status)
            given = {"Content-Length": str(len(answer.body))} | answer.headers
            for name, value in given.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True
        # A certificate that nobody trusts is told by a broken handshake: that is no fault of the server.

        def handle_error(self, *_: Any) -> None:
            """Say nothing."""

    with Quiet(("127.0.0.1", 0), Handler) as server:
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        published.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield published
        server.shutdown()
        thread.join()


@contextmanager
def talking(*said: bytes, pause: float = 0.0, then_wait: float = 0.0) -> Iterator[str]:
    """A server that answers anybody with these bytes, pausing before each, and waits before it hangs up."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)

        def talk() -> None:
            while not over.is_set():
                try:
                    line, _ = listener.accept()
                except OSError:
                    continue
                with line:
                    try:
                        line.recv(65_536)
                        for piece in said:
                            if over.wait(pause):
                                return
                            line.sendall(piece)
                        over.wait(then_wait)
                    except OSError:
                        # They hung up.
                        continue

        thread = threading.Thread(target=talk, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/feed.xml"
        over.set()
        thread.join()
