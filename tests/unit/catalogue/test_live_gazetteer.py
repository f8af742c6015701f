"""The gazetteer of a running service: loaded once, and again soon after better places were published."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathways.catalogue import current
from pathways.catalogue.current import SECONDS_BETWEEN_LOOKS, LiveGazetteer
from pathways.paths import resource_dir
from pathways.places.importing import import_postcodes


class Hand:
    """A clock that is moved by hand (seconds)."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> Hand:
    hand = Hand()
    monkeypatch.setattr(current, "time", hand)
    return hand


def publish_places(instance: Path, sectors: Path) -> None:
    import_postcodes((sectors,), instance, lambda _done, _total: None, dry_run=False, force=True)


def test_better_places_are_used_within_a_moment_and_not_looked_for_at_every_request(
    tmp_path: Path, shared_data: Path, hand: Hand
) -> None:
    live = LiveGazetteer(tmp_path, resource_dir("seed_data"))
    first = live.gazetteer()
    publish_places(tmp_path, shared_data / "places" / "sectors_gb.csv")
    hand.now += SECONDS_BETWEEN_LOOKS / 2
    assert live.gazetteer() is first
    hand.now += SECONDS_BETWEEN_LOOKS
    better = live.gazetteer()
    assert better is not first
    hand.now += 10 * SECONDS_BETWEEN_LOOKS
    assert live.gazetteer() is better
