"""When an opportunity last changed: it, or anything that is shown with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from pathways import clock
from pathways.catalogue.last_changes import Moments, moments_of
from pathways.catalogue.models import Programme, Provider, Venue
from pathways.catalogue.publishing import made_at
from pathways.catalogue.vocabulary import Delivery
from tests.factories import make_opportunity

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
FRIDAY = MONDAY + timedelta(days=4)


def test_new_opportunity_was_listed_and_changed_at_once(session: Session) -> None:
    clock.set_clock(lambda: MONDAY)
    offer = make_opportunity(session)
    assert moments_of(session, [offer.id or 0]) == {offer.id: Moments(MONDAY, MONDAY)}


@pytest.mark.parametrize("what", ["opportunity", "programme", "provider", "venue"])
def test_change_of_whatever_is_shown_is_a_change(session: Session, what: str) -> None:
    clock.set_clock(lambda: MONDAY)
    offer, other = make_opportunity(session), make_opportunity(session)
    programme = session.get_one(Programme, offer.programme_id)
    clock.set_clock(lambda: FRIDAY)
    if what == "opportunity":
        offer.week_text = "Mornings."
    elif what == "programme":
        programme.title = "Better plumbing"
    elif what == "provider":
        session.get_one(Provider, programme.provider_id).name = "Better College"
    else:
        session.get_one(Venue, offer.venue_id).town = "Stanley"
    session.flush()
    found = moments_of(session, [offer.id or 0, other.id or 0])
    assert found[offer.id or 0] == Moments(MONDAY, FRIDAY)
    assert found[other.id or 0] == Moments(MONDAY, MONDAY)


def test_online_opportunity_has_no_venue_to_change(session: Session) -> None:
    clock.set_clock(lambda: MONDAY)
    offer = make_opportunity(session, delivery=Delivery.ONLINE)
    assert moments_of(session, [offer.id or 0])[offer.id or 0].changed == MONDAY


def test_what_is_not_there_has_no_moments(session: Session) -> None:
    assert moments_of(session, [2_000_000_000]) == {}
    assert moments_of(session, []) == {}


def test_version_says_when_it_was_built() -> None:
    assert made_at("20261129T190012-a1b2c3-17-ff00") == datetime(2026, 11, 29, 19, 0, 12, tzinfo=UTC)
    with pytest.raises(ValueError, match="does not match"):
        made_at("nonsense")
