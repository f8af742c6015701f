"""Fetching from a real server on this machine: what is asked, what is taken, and how every odd answer is refused."""

from __future__ import annotations

import datetime as dt
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from pathways.feed_addresses.operations import connecting
from pathways.feed_addresses.operations.connecting import Bounds, FetchRefusedError
from pathways.feed_addresses.operations.fetching import Fetched, Marks, fetch
from pathways.listings.upload.reading import MOST_BYTES
from tests.harness.feed_server import Answer, FeedServer, feed_server, talking

ABOUT = "https://pathways.example"
SOON = Bounds(seconds=1.0, silence=0.5)


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with feed_server() as published:
        yield published


def get(address: str, marks: Marks = Marks(), **options: Any) -> Fetched:  # noqa: B008  (never changed)
    return fetch(address, marks, about=ABOUT, locally=True, **options)


def refused(address: str, marks: Marks = Marks(), **options: Any) -> str:  # noqa: B008  (never changed)
    with pytest.raises(FetchRefusedError) as told:
        get(address, marks, **options)
    return str(told.value)


def test_a_feed_is_fetched_with_what_its_server_says_of_it(server: FeedServer) -> None:
    address = server.publish(
        "/a.xml?b=c", b"<catalog/>", ETag='"7"', Last_Modified="Mon, 30 Nov 2026 09:00:00 GMT"
    )
    assert get(address) == Fetched(b"<catalog/>", Marks('"7"', "Mon, 30 Nov 2026 09:00:00 GMT"))


def test_the_server_is_told_who_asks_and_nothing_else(
    server: FeedServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".netrc").write_text("machine localhost login me password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("all_proxy", "http://127.0.0.1:9")
    get(server.publish("/a.xml", b"x"))
    ((path, headers),) = server.asked
    assert path == "/a.xml"
    assert headers.pop("User-Agent").endswith(f"(feeds of courses; {ABOUT})")
    assert headers == {
        "Host": f"localhost:{server.port}",
        "Accept": "application/xml, text/xml, text/csv, */*;q=0.1",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }


@pytest.mark.parametrize("headers", [{"ETag": 'W/"7"'}, {"Last_Modified": "Mon, 30 Nov 2026 09:00:00 GMT"}])
def test_a_file_that_we_have_is_not_sent_again(server: FeedServer, headers: dict[str, str]) -> None:
    address = server.publish("/a.xml", b"x", **headers)
    marks = get(address).marks
    assert get(address, marks) == Fetched(None, marks)


def test_a_server_that_says_unchanged_without_being_asked_is_not_believed(server: FeedServer) -> None:
    server.answers["/a.xml"] = Answer(status=304)
    assert "answers with an error (304)" in refused(server.address("/a.xml"))


@pytest.mark.parametrize("mark", ["x" * 201, "caf\u00e9", "a\tb"])
def test_a_mark_that_cannot_be_sent_back_is_not_kept(mark: str) -> None:
    with talking(
        b"HTTP/1.1 200 OK\r\nETag: " + mark.encode("latin-1") + b"\r\nContent-Length: 1\r\n\r\nx"
    ) as address:
        assert get(address).marks == Marks()


@pytest.mark.parametrize(
    ("status", "said"),
    [(401, "name and password"), (403, "does not let us"), (404, "nothing at this address"), (410, "gone for good"),
     (429, "too often"), (500, r"error \(500\)"), (503, r"error \(503\)"), (204, r"error \(204\)"),
     (206, r"error \(206\)"), (300, r"error \(300\)"), (305, r"error \(305\)")],
)  # fmt: skip
def test_any_other_answer_is_told_in_words(server: FeedServer, status: int, said: str) -> None:
    server.answers["/a.xml"] = Answer(b"" if status == 204 else b"no", status)
    with pytest.raises(FetchRefusedError, match=said):
        get(server.address("/a.xml"))


def test_a_website_may_send_us_on_to_itself_and_not_for_ever(server: FeedServer) -> None:
    server.publish("/new.xml", b"new")
    server.answers["/old.xml"] = Answer(status=301, headers={"Location": "/new.xml"})
    assert get(server.address("/old.xml")).body == b"new"
    server.answers["/round.xml"] = Answer(status=302, headers={"Location": "/round.xml"})
    server.asked.clear()
    assert "round in circles" in refused(server.address("/round.xml"))
    assert len(server.asked) == 4


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_website_may_not_send_us_to_another_server(server: FeedServer, status: int) -> None:
    with feed_server() as other:
        server.answers["/a.xml"] = Answer(
            status=status, headers={"Location": other.publish("/b.xml", b"secret")}
        )
        assert "which is not on the list" in refused(server.address("/a.xml"))
        assert other.asked == []


def test_a_file_of_five_megabytes_is_taken_and_no_larger_one(server: FeedServer) -> None:
    assert len(get(server.publish("/a.xml", b"x" * MOST_BYTES)).body or b"") == MOST_BYTES
    assert "larger than 5 MB" in refused(server.publish("/b.xml", b"x" * (MOST_BYTES + 1)))


def test_a_size_that_is_promised_too_large_is_refused_unread() -> None:
    with talking(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", then_wait=30) as address:
        assert "larger than 5 MB" in refused(address)


def test_a_file_without_a_size_is_counted_as_it_comes() -> None:
    block = b"x" * 1024 * 1024
    with talking(b"HTTP/1.1 200 OK\r\n\r\n", *[block] * 8) as address:
        assert "larger than 5 MB" in refused(address)
    with talking(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", *[b"100000\r\n" + block + b"\r\n"] * 8
    ) as address:
        assert "larger than 5 MB" in refused(address)
    with talking(b"HTTP/1.0 200 OK\r\n\r\n<catalog/>") as address:
        assert get(address).body == b"<catalog/>"


@pytest.mark.parametrize("size", [b"-1", b"-ffffffff"])
def test_a_part_of_a_file_with_a_size_below_nothing_does_not_fill_the_memory(
    size: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[int] = []
    real = socket.SocketIO.readinto
    monkeypatch.setattr(
        socket.SocketIO, "readinto", lambda raw, room: taken.append(real(raw, room) or 0) or taken[-1]
    )
    block = b"x" * 1024 * 1024
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    with talking(head + size + b"\r\n", *[block] * 20) as address:
        assert "larger than 5 MB" in refused(address)
    assert sum(taken) < 2 * MOST_BYTES


def test_a_file_cut_off_on_its_way_is_not_taken() -> None:
    with talking(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<catalog>") as address:
        assert "cut off on its way" in refused(address)
    with talking(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\nabc") as address:
        assert "did not answer as websites do" in refused(address)


def test_a_file_is_what_it_is_whatever_its_server_calls_it(server: FeedServer) -> None:
    address = server.publish("/a.xml", b"<catalog/>", Content_Type="image/png; charset=x")
    assert get(address).body == b"<catalog/>"


def test_what_a_server_asks_to_be_kept_is_not_sent_back_to_it(server: FeedServer) -> None:
    server.publish("/new.xml", b"new", Set_Cookie="id=7")
    server.answers["/old.xml"] = Answer(status=302, headers={"Location": "/new.xml", "Set-Cookie": "id=7"})
    for _ in range(2):
        get(server.address("/old.xml"))
    assert [path for path, _ in server.asked] == ["/old.xml", "/new.xml"] * 2
    assert not any("Cookie" in headers for _, headers in server.asked)


@pytest.mark.parametrize("packing", ["gzip", "br", "deflate", "x-bomb"])
def test_a_packed_answer_is_refused_as_we_asked_for_none(server: FeedServer, packing: str) -> None:
    assert "packs the file" in refused(server.publish("/a.xml", b"x", Content_Encoding=packing))


@pytest.mark.parametrize(
    "said", [b"", b"hello\r\n\r\n", b"HTTP/1.1 abc OK\r\n\r\n", b"\0" * 100, b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000,
             b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n"]
)  # fmt: skip
def test_what_is_no_answer_of_a_website_is_refused(said: bytes) -> None:
    with talking(said) as address:
        assert "did not answer as websites do" in refused(address)


@settings(max_examples=25)
@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"]),
)
def test_whatever_a_server_says_a_file_comes_of_it_or_words(said: bytes, before: bytes) -> None:
    with talking(before + said) as address:
        try:
            found = get(address, bounds=SOON)
        except FetchRefusedError as told:
            words = str(told)
        else:
            words = "A file came." if found.body is not None else ""
    assert words.endswith(".")


@pytest.mark.parametrize(
    ("said", "pause"),
    [
        ((b"",), 5.0),
        ((b"HTTP/1.1 200 OK\r\n",), 0.0),
        ((b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n", b"a"), 0.0),
    ],
    ids=["nothing", "half a head", "half a file"],
)
def test_a_silent_server_is_not_waited_for(said: tuple[bytes, ...], pause: float) -> None:
    with talking(*said, pause=pause, then_wait=30) as address:
        started = time.monotonic()
        assert "it was silent" in refused(address, bounds=Bounds(seconds=20, silence=0.3))
        assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "drops",
    [
        [b"HTTP/1.1 200 OK\r\nX: ", *[b"x"] * 100],
        [b"HTTP/1.1 200 OK\r\n", *[b"X: y\r\n"] * 90],
        [b"HTTP/1.1 200 OK\r\n\r\n", *[b"x"] * 100],
        [b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", *[b"x"] * 100],
    ],
    ids=["a line of the head", "the head", "a file without a size", "a file"],
)
def test_a_server_that_drips_is_cut_off_when_the_time_is_over(drops: list[bytes]) -> None:
    with talking(*drops, pause=0.1) as address:
        started = time.monotonic()
        assert "took longer than 1 seconds" in refused(address, bounds=SOON)
        assert time.monotonic() - started < 4


def test_a_name_of_many_machines_that_say_nothing_is_given_up_when_the_time_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = Names(monkeypatch, [f"8.8.8.{last}" for last in range(1, 40)])

    def silent(number: object) -> None:
        names.connected.append(number)
        time.sleep(0.2)
        raise TimeoutError

    monkeypatch.setattr(names, "connect", silent)
    with pytest.raises(FetchRefusedError, match=r"took longer than 0\.5 seconds"):
        fetch("https://college.example/", Marks(), about=ABOUT, bounds=Bounds(seconds=0.5, silence=0.2))
    assert len(names.connected) < 6


def test_nobody_at_home_is_told_in_words() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert "did not answer as websites do" in refused(f"http://127.0.0.1:{port}/a.xml")


def test_a_name_of_no_website_is_told_in_words() -> None:
    with pytest.raises(FetchRefusedError, match=r"no website called nothing\.invalid"):
        get("https://nothing.invalid/a.xml")


class Names:
    """What names stand for in a test: the answers of a directory, one for each time it is asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> None:
        self.left = list(answers)
        self.connected: list[object] = []
        monkeypatch.setattr(connecting.socket, "getaddrinfo", self.asked)
        monkeypatch.setattr(socket.socket, "connect", lambda _socket, number: self.connect(number))

    def asked(self, _host: str, port: int, **_: object) -> list[Any]:
        found = self.left.pop(0)
        families = {True: socket.AF_INET6, False: socket.AF_INET}
        return [(families[":" in one], socket.SOCK_STREAM, 6, "", (one, port)) for one in found]

    def connect(self, number: object) -> None:
        self.connected.append(number)
        raise ConnectionRefusedError("nobody is asked in a test")


@pytest.mark.parametrize(
    "numbers",
    [["127.0.0.1"], ["10.0.0.7"], ["169.254.169.254"], ["::1"], ["fe80::1"], ["::ffff:127.0.0.1"], ["fd00::1"],
     ["64:ff9b::7f00:1"], ["2002:7f00:1::"], ["8.8.8.8", "127.0.0.1"], ["0.0.0.0"], ["224.0.0.1"]],
)  # fmt: skip
def test_a_name_that_stands_for_a_machine_inside_is_not_connected_to(
    monkeypatch: pytest.MonkeyPatch, numbers: list[str]
) -> None:
    names = Names(monkeypatch, numbers)
    with pytest.raises(FetchRefusedError, match="does not stand in the public internet"):
        fetch("https://college.example/a.xml", Marks(), about=ABOUT)
    assert names.connected == []


def test_a_name_that_changes_after_it_was_looked_at_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    names = Names(monkeypatch, ["8.8.8.8", "2606:4700::1"], ["127.0.0.1"])
    with pytest.raises(FetchRefusedError, match="did not answer"):
        fetch("https://college.example/a.xml", Marks(), about=ABOUT)
    assert names.connected == [("8.8.8.8", 443), ("2606:4700::1", 443)]
    assert names.left == [["127.0.0.1"]]


@pytest.mark.parametrize(
    "address", ["http://college.example/", "https://127.0.0.1/", "https://a.example:444/"]
)
def test_an_address_that_nobody_could_propose_is_not_asked(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    names = Names(monkeypatch, ["8.8.8.8"])
    with pytest.raises(FetchRefusedError):
        fetch(address, Marks(), about=ABOUT)
    assert names.left == [["8.8.8.8"]]


def test_a_directory_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()

    def silent(*_: object, **__: object) -> list[Any]:
        over.wait(20)
        return []

    monkeypatch.setattr(connecting.socket, "getaddrinfo", silent)
    started = time.monotonic()
    with pytest.raises(FetchRefusedError, match="no website called"):
        fetch("https://college.example/", Marks(), about=ABOUT, bounds=SOON)
    assert time.monotonic() - started < 5
    over.set()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for this machine, with its key, that nobody trusts by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    today = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("certificate") / "localhost.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


def test_a_feed_is_fetched_over_https_from_who_can_prove_its_name(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with feed_server(certificate) as secure:
        address = secure.publish("/a.xml", b"<catalog/>")
        assert get(address).body == b"<catalog/>"
        wrong = address.replace("localhost", "127.0.0.1")
        assert "cannot prove who it is" in refused(wrong)
        assert len(secure.asked) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate: Path) -> None:
    with feed_server(certificate) as secure:
        assert "cannot prove who it is" in refused(secure.publish("/a.xml", b"x"))
        assert secure.asked == []


def test_a_secure_server_that_drips_is_cut_off_too(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def drip() -> None:
            line, _ = listener.accept()
            with context.wrap_socket(line, server_side=True) as secured:
                secured.recv(65_536)
                try:
                    secured.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                    for _ in range(100):
                        secured.sendall(b"x")
                        time.sleep(0.1)
                except OSError:
                    return

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        assert "took longer" in refused(f"https://localhost:{listener.getsockname()[1]}/", bounds=SOON)
        thread.join(10)
        assert not thread.is_alive()


@pytest.mark.parametrize("says_goodbye", [True, False])
def test_a_secure_file_without_a_size_is_whole_when_its_server_says_goodbye(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, says_goodbye: bool
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            line, _ = listener.accept()
            with context.wrap_socket(line, server_side=True) as secured:
                secured.recv(65_536)
                secured.sendall(b"HTTP/1.1 200 OK\r\n\r\nreference,title\r\n")
                if says_goodbye:
                    with suppress(OSError):
                        # We do not wait for theirs.
                        secured.unwrap()

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        address = f"https://localhost:{listener.getsockname()[1]}/"
        if says_goodbye:
            assert get(address).body == b"reference,title\r\n"
        else:
            assert "cut off on its way" in refused(address)
        thread.join(10)
