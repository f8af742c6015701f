"""One programme with all that is known of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import event
from sqlalchemy.orm import Session

from pathways.catalogue.programmes import programme_page
from pathways.catalogue.vocabulary import Area, Delivery, Level, ListingState, Mode
from tests.factories import (
    in_days,
    make_opportunity,
    make_outcome,
    make_programme,
    make_provider,
    make_venue,
)

MOST_QUERIES = 6


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            statements.append(statement)

    event.listen(session.get_bind(), "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(session.get_bind(), "before_cursor_execute", note)


def test_programme_page_holds_its_venues_and_every_intake(session: Session) -> None:
    programme = make_programme(
        session, areas=(Area.HEALTH, Area.CARE_SUPPORT), entry={"min_age": 16, "gcse_count": 5}
    )
    make_opportunity(
        session, programme=programme, intakes=({"starts_on": in_days(90)}, {"starts_on": in_days(30)})
    )
    make_outcome(session, programme=programme)
    detail = programme_page(session, programme.id)
    assert detail is not None
    assert detail.provider.id == programme.provider_id
    assert detail.areas == (Area.HEALTH, Area.CARE_SUPPORT)
    assert detail.main_area is Area.HEALTH
    assert detail.entry is not None
    assert detail.entry.gcse_count == 5
    assert [outcome.value for outcome in detail.outcomes] == [85.0]
    assert [intake.starts_on for intake in detail.offers[0].intakes] == [in_days(30), in_days(90)]
    assert detail.offers[0].venue is not None
    assert detail.offers[0].venue.town == "Consett"


def test_queries_do_not_grow_with_the_number_of_venues(session: Session) -> None:
    provider = make_provider(session)
    small, large = make_programme(session, provider=provider), make_programme(session, provider=provider)
    make_opportunity(session, programme=small)
    for _number in range(12):
        make_opportunity(session, programme=large, venue=make_venue(session, provider=provider))
    session.commit()
    for programme, venues in ((small, 1), (large, 12)):
        identifier = programme.id
        session.expire_all()
        with counted(session) as statements:
            detail = programme_page(session, identifier)
            assert detail is not None
            assert len({offer.venue.id for offer in detail.offers if offer.venue}) == venues
        assert len(statements) == MOST_QUERIES


def test_area_wide_offer_names_the_districts_it_serves(session: Session) -> None:
    programme = make_programme(session)
    make_opportunity(
        session, programme=programme, delivery=Delivery.AREA, districts=("E07000123", "E06000047")
    )
    detail = programme_page(session, programme.id)
    assert detail is not None
    assert detail.offers[0].lad_codes == ("E06000047", "E07000123")
    assert detail.offers[0].venue is None


def test_modes_are_those_that_are_offered(session: Session) -> None:
    programme = make_programme(session)
    make_opportunity(session, programme=programme, evening_weekend=True, part_time=True)
    make_opportunity(session, programme=programme, full_time=False, mode_not_stated=True)
    detail = programme_page(session, programme.id)
    assert detail is not None
    assert [offer.modes for offer in detail.offers] == [(Mode.PART_TIME, Mode.EVENING_WEEKEND), ()]


def test_withdrawn_offers_are_left_out_and_the_last_takes_the_programme_with_it(session: Session) -> None:
    programme = make_programme(session)
    make_opportunity(session, programme=programme)
    gone = make_opportunity(session, programme=programme, state=ListingState.WITHDRAWN)
    detail = programme_page(session, programme.id)
    assert detail is not None
    assert gone.id not in [offer.opportunity.id for offer in detail.offers]
    assert not detail.is_withdrawn
    for offer in detail.offers:
        offer.opportunity.state = ListingState.WITHDRAWN
    session.flush()
    after = programme_page(session, programme.id)
    assert after is not None
    assert after.is_withdrawn


def test_a_withdrawn_provider_takes_its_programmes_with_it(session: Session) -> None:
    programme = make_programme(session, provider=make_provider(session, state=ListingState.WITHDRAWN))
    make_opportunity(session, programme=programme)
    detail = programme_page(session, programme.id)
    assert detail is not None
    assert detail.is_withdrawn
    assert detail.is_public


def test_a_draft_was_never_public(session: Session) -> None:
    programme = make_programme(session, state=ListingState.DRAFT)
    detail = programme_page(session, programme.id)
    assert detail is not None
    assert not detail.is_public


def test_an_unknown_programme_is_none(session: Session) -> None:
    assert programme_page(session, 987_654) is None


def test_programme_without_entry_areas_or_offers_is_still_read(session: Session) -> None:
    programme = make_programme(session, areas=(), level=Level.FOUR, last_starts_on=date(2026, 9, 1))
    detail = programme_page(session, programme.id)
    assert detail is not None
    assert detail.main_area is None
    assert detail.offers == ()
