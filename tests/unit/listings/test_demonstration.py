"""The made-up staff of a provider act for a made-up college with listings to see, as `make run` leaves it."""

from __future__ import annotations

import csv

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.accounts.models import Organisation
from pathways.accounts.roles import OrganisationKind, Role
from pathways.catalogue.models import Programme, Provider
from pathways.catalogue.vocabulary import ListingState
from pathways.listings.looked_up import claimable
from pathways.listings.models import LifeState, Listing
from pathways.listings.operations.demonstration import COLLEGE, TAKEN_OVER, give_demonstration_provider
from pathways.listings.queries import own_provider
from pathways.paths import resource_dir
from tests.factories import make_opportunity, make_programme, make_provider, make_source
from tests.harness.listings import make_provider_world
from tests.harness.staff import make_membership, make_organisation


@pytest.fixture
def organisation(session: Session) -> Organisation:
    made = make_organisation(
        session, kind=OrganisationKind.PROVIDER, name="Demonstration College", is_demonstration=True
    )
    for role in (Role.PROVIDER_EDITOR, Role.PROVIDER_ADMIN):
        make_membership(session, role=role, organisation=made)
    return made


@pytest.fixture
def college(session: Session) -> Provider:
    source = make_source(session, slug="demonstration", is_demonstration=True)
    made = make_provider(session, name="Pitbrow College", source_key=COLLEGE, source_id=source.id)
    for number in range(TAKEN_OVER + 2):
        make_opportunity(
            session, programme=make_programme(session, provider=made, title=f"Course {number:02}")
        )
    return made


def test_the_college_is_among_the_demonstration_data() -> None:
    with (resource_dir("seed_data") / "providers.csv").open(encoding="utf-8", newline="") as file:
        assert COLLEGE in {row["ref"] for row in csv.DictReader(file)}


def test_the_made_up_staff_find_listings_of_a_made_up_college(
    session: Session, organisation: Organisation, college: Provider
) -> None:
    shown = session.scalars(select(Programme.title).order_by(Programme.title)).all()
    assert give_demonstration_provider(session) is college
    assert own_provider(session, organisation.id or 0) is college
    listings = session.scalars(select(Listing).order_by(Listing.id)).all()
    assert [one.state for one in listings] == [LifeState.PUBLISHED] * TAKEN_OVER + [LifeState.DRAFT]
    assert {one.organisation_id for one in listings} == {organisation.id}
    assert len(claimable(session, college)) == 2, "something is left to take over"
    titles = session.scalars(
        select(Programme.title).where(Programme.state == ListingState.PUBLISHED).order_by(Programme.title)
    ).all()
    assert titles == shown, "students see what they saw"


def test_a_second_start_adds_nothing(session: Session, organisation: Organisation, college: Provider) -> None:
    give_demonstration_provider(session)
    before = len(session.scalars(select(Listing)).all())
    assert give_demonstration_provider(session) is None
    assert len(session.scalars(select(Listing)).all()) == before


def test_without_the_demonstration_data_they_look_for_their_page(
    session: Session, organisation: Organisation
) -> None:
    assert give_demonstration_provider(session) is None
    assert organisation.provider_id is None


def test_a_college_that_others_look_after_is_left_to_them(
    session: Session, organisation: Organisation, college: Provider
) -> None:
    make_organisation(session, kind=OrganisationKind.PROVIDER, name="Others", provider_id=college.id)
    assert give_demonstration_provider(session) is None
    assert session.scalars(select(Listing)).all() == []


def test_no_organisation_that_is_real_is_given_anything(session: Session, college: Provider) -> None:
    real = make_provider_world(session).organisation
    real.provider_id = None
    session.flush()
    assert give_demonstration_provider(session) is None
    assert real.provider_id is None
