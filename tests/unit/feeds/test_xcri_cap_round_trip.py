"""Our own feeds read back: what XCRI-CAP can carry comes home as it went out, and the rest is written down."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import Session, SQLModel

from pathways.catalogue.models import (
    EntryRequirement,
    Intake,
    Opportunity,
    OpportunityDistrict,
    Programme,
    ProgrammeArea,
    Provider,
    Venue,
)
from pathways.catalogue.programmes import Offer, ProgrammeDetail
from pathways.catalogue.provider_programmes import provider_programmes, state_of_list
from pathways.catalogue.providers import provider_page
from pathways.catalogue.vocabulary import Delivery, ListingState
from pathways.database import Database
from pathways.feeds.xcri_cap.vocabulary import CATALOG_NS, KNOWN
from pathways.feeds.xcri_cap.writing import MADE_UP, written_feed
from pathways.feeds.xml_events import read_elements
from pathways.feeds.xml_nodes import XmlNode
from pathways.paths import resource_dir
from tests.factories import make_intake, make_opportunity, make_programme, make_provider, make_venue
from tests.harness.catalogue import SeededCatalogue
from tests.unit.feeds.made_xcri import bring_feed_in

SITE = "https://pathways.example"
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
BOOKKEEPING = {
    "id",
    "created_at",
    "updated_at",
    "withdrawn_at",
    "state",
    "is_demonstration",
    "source_id",
    "source_key",
    "source_url",
    "source_dated_on",
    "checked_on",
    "digest",
    "provider_id",
    "programme_id",
    "venue_id",
    "opportunity_id",
}
NOT_CARRIED: dict[type[SQLModel], set[str]] = {
    Provider: {"region", "careers", "learning_here", "answers"},
    Venue: {"nation"},
    Programme: {
        "taught_at_college",
        "placement_hours",
        "class_hours_a_week",
        "work_hours_a_week",
        "funding_ends_on",
        "replaced_by",
        "last_starts_on",
    },
    EntryRequirement: {
        "age_exceptions",
        "after_compulsory_school",
        "english",
        "maths",
        "gcse_count",
        "gcse_grade",
        "required_subjects",
        "level_held",
        "points",
        "points_usual_low",
        "points_usual_high",
        "needs_ehcp",
    },
    Opportunity: {
        "hours_a_week",
        "employer_name",
        "employer_about",
        "pay_basis",
        "pay_hourly_low",
        "pay_hourly_high",
        "pay_weekly_low",
        "pay_weekly_high",
        "pay_text",
        "contact_text",
    },
}


@pytest.fixture(autouse=True)
def _on_that_day(clock_at: Callable[[datetime], None]) -> None:
    clock_at(NOW)


def carried(row: SQLModel | None) -> dict[str, Any]:
    """The values of a row that a feed carries."""
    if row is None:
        return {}
    skipped = BOOKKEEPING | NOT_CARRIED.get(type(row), set())
    return {name: getattr(row, name) for name in type(row).model_fields if name not in skipped}


def feeds_of(session: Session) -> Iterator[str]:
    """The feed of every published provider."""
    for provider_id in session.execute(select(Provider.id).order_by(Provider.id)).scalars():  # type: ignore[call-overload]
        detail = provider_page(session, provider_id)
        assert detail is not None
        yield "".join(written_feed(detail, provider_programmes(session, detail), SITE, NOW))


def programmes_of(session: Session, address: Callable[[Programme], str]) -> dict[str, ProgrammeDetail]:
    """Every programme with its offers, by its public address."""
    found = {}
    for provider_id in session.execute(select(Provider.id).order_by(Provider.id)).scalars():  # type: ignore[call-overload]
        detail = provider_page(session, provider_id)
        assert detail is not None
        for programme in provider_programmes(session, detail):
            found[address(programme.programme)] = programme
    return found


def told(offer: Offer) -> tuple[Any, ...]:
    """What a feed carries of an offer, in an order of its own."""
    # The same start told twice is one start.
    intakes = sorted({repr(carried(intake)) for intake in offer.intakes})
    return (
        repr(carried(offer.opportunity)),
        repr(carried(offer.venue) if offer.opportunity.delivery is Delivery.VENUE else {}),
        tuple(intakes),
        offer.lad_codes,
    )


def test_every_provider_of_the_demonstration_comes_back_as_it_went_out(
    seeded_catalogue: SeededCatalogue, database: Database, tmp_path: Path
) -> None:
    seeded = seeded_catalogue.open_database()
    with seeded.open_session() as before, database.open_session() as after:
        feeds = list(feeds_of(before))
        report = bring_feed_in(database, tmp_path, *feeds)
        assert (report.problems.total_refused, report.problems.total_noted) == (0, 0), report.problems.listed[
            :3
        ]
        sent = programmes_of(before, lambda one: f"{SITE}/programmes/{one.id}/{one.slug}")
        back = programmes_of(after, lambda one: one.source_url)
        assert len(sent) > 700
        assert sent.keys() == back.keys()
        for address, one in sent.items():
            other = back[address]
            assert carried(one.programme) == carried(other.programme), address
            assert carried(one.entry) == carried(other.entry), address
            assert one.areas[:1] == other.areas[:1], address
            assert set(one.areas) == set(other.areas), address
            assert sorted(map(told, one.offers)) == sorted(map(told, other.offers)), address
            provider = carried(one.provider) | {"website": one.provider.website or other.provider.website}
            assert provider == carried(other.provider), address
    seeded.close()


def test_what_a_feed_does_not_carry_is_written_down() -> None:
    guide = (resource_dir("seed_data").parent / "docs" / "feeds" / "xcri-cap.md").read_text(encoding="utf-8")
    section = guide.partition("## What a feed does not carry")[2].partition("\n## ")[0]
    missing = {name for names in NOT_CARRIED.values() for name in names if f"`{name}`" not in section}
    assert not missing


def test_a_feed_is_well_formed_and_holds_elements_of_the_standard_only(
    seeded_catalogue: SeededCatalogue,
) -> None:
    seeded = seeded_catalogue.open_database()
    with seeded.open_session() as session:
        content = next(feeds_of(session)).encode()
    seeded.close()
    names: set[tuple[str, str]] = set()
    (catalog,) = [found.node for found in read_elements(io.BytesIO(content), "feed.xml", {"catalog"})]
    assert (catalog.namespace, catalog.attribute("generated")) == (CATALOG_NS, "2026-11-29T12:00:00Z")
    assert catalog.text_of("description") == MADE_UP
    _names_within(catalog, names)
    assert all(child in KNOWN[parent] for parent, child in names if parent in KNOWN)
    assert ("course", "presentation") in names


def _names_within(node: XmlNode, names: set[tuple[str, str]]) -> None:
    for child in node.children:
        names.add((node.key, child.key))
        _names_within(child, names)


def test_a_feed_is_written_course_by_course(database: Database, session: Session) -> None:
    provider = make_provider(session)
    for number in range(450):
        programme = make_programme(session, provider=provider, title=f"Course {number}")
        make_opportunity(session, programme=programme, venue=None, delivery=Delivery.ONLINE)
    session.flush()
    detail = provider_page(session, provider.id or 0)
    assert detail is not None
    pieces = list(written_feed(detail, provider_programmes(session, detail), SITE, NOW))
    courses = [piece for piece in pieces if piece.startswith("<course>")]
    assert len(courses) == 450
    assert [piece.count("<dc:title>") for piece in courses] == [1] * 450 or all(
        "<course>" in one for one in courses
    )


ODD_TEXTS = (
    "Two paragraphs.\nThe second, with R&D & <angles> \N{BULLET}.",
    "List:\n\N{BULLET} one\n\N{BULLET} two\nAnd after.",
    "\N{BULLET} only\n\N{BULLET} bullets",
    "Café “level 2” – £5 — 100% \N{GRINNING FACE}",
    "A long summary. " * 60,
)


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_odd_texts_come_back(database: Database, session: Session, tmp_path: Path, text: str) -> None:
    text = text.strip()
    provider = make_provider(session, name='O\'Leary & Sons "Training"', about=text, support=text)
    fields = ("summary", "you_will_learn", "daily_life", "leads_to", "assessment", "support")
    programme = make_programme(session, provider=provider, title="Tea & cakes", **dict.fromkeys(fields, text))
    venue = make_venue(session, provider=provider, name="Site <A> & B", lat=None, lng=None)
    offer = make_opportunity(session, programme=programme, venue=venue, how_to_apply=text)
    make_intake(session, opportunity=offer, starts_on=None, start_text="Flexible", is_flexible=True)
    session.commit()
    (content,) = feeds_of(session)
    bring_feed_in(database, tmp_path, content)
    session.rollback()
    back = session.execute(select(Programme).where(Programme.source_id != programme.source_id)).scalar_one()
    for name in fields:
        assert getattr(back, name) == text, name
    assert back.title == "Tea & cakes"
    assert session.get_one(Provider, back.provider_id).name == 'O\'Leary & Sons "Training"'


def test_what_no_xml_may_hold_is_left_out(session: Session) -> None:
    provider = make_provider(session, about="a\x0bc\ufffee \x1f end")
    session.flush()
    detail = provider_page(session, provider.id or 0)
    assert detail is not None
    content = "".join(written_feed(detail, (), SITE, NOW)).encode()
    assert [found.node.text for found in read_elements(io.BytesIO(content), "f.xml", {"title"})] == [
        provider.name
    ]


def test_withdrawn_programmes_and_offers_are_not_in_the_feed(session: Session) -> None:
    provider = make_provider(session)
    titles = ("Kept", "Gone", "Closed")
    kept, gone, closed = (make_programme(session, provider=provider, title=title) for title in titles)
    for programme in (kept, gone):
        make_opportunity(session, programme=programme, venue=None, delivery=Delivery.ONLINE)
    make_opportunity(
        session, programme=closed, venue=None, delivery=Delivery.ONLINE, state=ListingState.WITHDRAWN
    )
    gone.state = ListingState.WITHDRAWN
    session.flush()
    detail = provider_page(session, provider.id or 0)
    assert detail is not None
    assert [one.programme.title for one in provider_programmes(session, detail)] == ["Kept"]


def test_a_list_is_in_another_state_after_each_change(session: Session) -> None:
    provider = make_provider(session)
    programme = make_programme(session, provider=provider)
    session.flush()
    detail = provider_page(session, provider.id or 0)
    assert detail is not None
    seen = [state_of_list(session, detail)]
    assert state_of_list(session, detail) == seen[0]
    offer = make_opportunity(session, programme=programme, venue=None, delivery=Delivery.ONLINE)
    session.flush()
    seen.append(state_of_list(session, detail))
    offer.updated_at = datetime(2027, 1, 1, tzinfo=UTC)
    session.flush()
    seen.append(state_of_list(session, detail))
    assert len({(one.records, one.changed_at) for one in seen}) == 3


def test_every_table_of_the_catalogue_is_compared() -> None:
    compared = {*NOT_CARRIED, Intake, OpportunityDistrict, ProgrammeArea}
    for model, names in NOT_CARRIED.items():
        assert names <= set(model.model_fields), model
    assert len(compared) == 8
