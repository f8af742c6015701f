"""Too many at once: a quick, readable answer for those who do not fit, and no lost places in the queue."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from typing import Any

import pytest
from werkzeug.test import Client

from pathways.web import overload
from pathways.web.overload import BoundedQueue, Turns


class SlowService:
    """A service whose every answer waits until the test lets it go."""

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)
        self.may_end = threading.Event()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.begun.release()
        self.may_end.wait(5)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"done"]


def send(service: BoundedQueue, count: int, statuses: list[int]) -> list[threading.Thread]:
    threads = [
        threading.Thread(target=lambda: statuses.append(Client(service).get("/search").status_code))
        for _ in range(count)
    ]
    for thread in threads:
        thread.start()
    return threads


def test_a_full_queue_says_so_at_once_and_the_others_are_served() -> None:
    slow = SlowService()
    service = BoundedQueue(slow, longest_queue=2)
    statuses: list[int] = []
    threads = send(service, 2, statuses)
    for _ in threads:
        assert slow.begun.acquire(timeout=5)
    refused = Client(service).get("/search")
    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == overload.RETRY_AFTER
    assert "Lots of people are here" in refused.get_data(as_text=True)
    assert refused.headers["Content-Security-Policy"].startswith("default-src 'none'")
    slow.may_end.set()
    for thread in threads:
        thread.join()
    assert statuses == [200, 200]
    assert Client(service).get("/search").status_code == 200


def test_waiting_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overload, "LONGEST_WAIT", 0.05)
    slow = SlowService()
    service = BoundedQueue(slow, longest_queue=50)
    statuses: list[int] = []
    threads = send(service, overload.AT_ONCE, statuses)
    for _ in threads:
        assert slow.begun.acquire(timeout=5)
    assert Client(service).get("/search").status_code == 503
    slow.may_end.set()
    for thread in threads:
        thread.join()
    assert statuses == [200] * overload.AT_ONCE


def test_a_page_that_breaks_gives_its_place_back() -> None:
    def broken(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        raise RuntimeError

    service = BoundedQueue(broken, longest_queue=1)
    for _ in range(overload.AT_ONCE + 2):
        with pytest.raises(RuntimeError):
            Client(service).get("/")


def test_the_sign_of_life_is_never_queued() -> None:
    service = BoundedQueue(lambda environ, start: (start("200 OK", []), [b"ok"])[1], longest_queue=0)
    assert Client(service).get("/healthz").status_code == 200
    assert Client(service).get("/").status_code == 503


def test_turns_are_given_in_the_order_of_asking() -> None:
    """However quickly somebody comes back for another turn, those who wait are before them."""
    turns, order = Turns(1), []
    assert turns.take(1)

    def wait(name: int) -> None:
        assert turns.take(5)
        order.append(name)
        turns.give_back()

    threads = []
    for name in range(5):
        threads.append(threading.Thread(target=wait, args=(name,)))
        threads[-1].start()
        while len(turns._waiting) <= name:
            time.sleep(0.001)
    turns.give_back()
    assert turns.take(5)
    for thread in threads:
        thread.join()
    assert order == list(range(5))


def test_whoever_gives_up_waiting_takes_no_turn_away() -> None:
    turns = Turns(2)
    assert turns.take(0)
    assert turns.take(0)
    assert not turns.take(0.01)
    turns.give_back()
    assert turns.take(0)
    assert not turns.take(0.01)
    turns.give_back()
    turns.give_back()
    assert turns.take(0)
    assert turns.take(0)


def test_never_more_at_once_than_there_are_turns() -> None:
    turns, inside, most = Turns(3), [], []

    def work() -> None:
        for _ in range(50):
            assert turns.take(10)
            inside.append(1)
            most.append(len(inside))
            time.sleep(0)
            inside.pop()
            turns.give_back()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(most) == 400
    assert max(most) <= 3
