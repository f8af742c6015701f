"""A T Level at a provider as records of the catalogue. A year gone by says "since", and never becomes a start."""

from collections.abc import Iterator
from datetime import date
from hashlib import blake2b

from pathways.catalogue.vocabulary import Delivery, Level, Money, Nation, ProviderKind, Route
from pathways.feeds.names import shown_name
from pathways.feeds.plain_structure import one_line
from pathways.feeds.points import Flaw, Ground
from pathways.feeds.provider_kinds import Kinds
from pathways.feeds.records import (
    AreaRecord,
    EntryRecord,
    IntakeRecord,
    OpportunityRecord,
    ProgrammeRecord,
    ProviderRecord,
    VenueRecord,
)
from pathways.feeds.t_levels.facts import RouteFacts
from pathways.feeds.t_levels.taught import School, Site, Taught
from pathways.feeds.web_addresses import https_link
from pathways.places.names import slug
from pathways.places.postcodes import cut_postcodes_to_sector

TEAMS = frozenset(
    "admin admissions contact enquiries enquiry hello info office reception school services studentservices".split()
)
"""What an address of a body begins with; any other may be a person's own."""
_SCHOOL_WORDS = ("school", "academy", "grammar", "sixth form", "utc")
_MARK_BYTES = 8
LONGEST_EMAIL = 200


def provider_record(school: School, kinds: Kinds) -> ProviderRecord:
    """The provider, with the addresses of the body and nobody's own."""
    name = shown_name(school.name)
    kind = kinds.of(str(school.ukprn), school.name, name)
    if kind is ProviderKind.TRAINING_PROVIDER and any(word in name.casefold() for word in _SCHOOL_WORDS):
        kind = ProviderKind.SCHOOL_SIXTH_FORM
    return ProviderRecord(
        key=str(school.ukprn),
        name=name,
        slug=slug(name)[:120] or str(school.ukprn),
        kind=kind,
        nation=Nation.ENGLAND,
        ukprn=school.ukprn,
        website=https_link(school.website),
        email=_of_a_team(school.email),
        telephone=one_line(school.telephone, 40),
    )


def venue_record(taught: Taught, site: Site, ground: Ground) -> tuple[VenueRecord, Flaw | None]:
    """The place, and what is wrong with where it says that it is. An unnamed one has its provider's name."""
    spot, flaw = ground.spot(site.lat, site.lng, site.postcode)
    provider_key = str(taught.school.ukprn)
    name = shown_name(site.name or taught.school.name)
    return VenueRecord(
        key=f"{provider_key}@{_mark(site)}",
        provider_key=provider_key,
        name=name,
        nation=spot.nation,
        address=one_line(cut_postcodes_to_sector(", ".join(site.lines)), 300),
        town=one_line(_town(site, spot.town), 100),
        postcode_district=spot.district,
        lad_code=spot.lad_code,
        lat=spot.lat,
        lng=spot.lng,
    ), flaw


def programme_records(
    taught: Taught, facts: RouteFacts
) -> Iterator[AreaRecord | EntryRecord | ProgrammeRecord]:
    """The programme after its parts."""
    t_level, texts = taught.t_level, taught.texts
    for place, area in enumerate(t_level.areas):
        yield AreaRecord(taught.key, area, is_main=place == 0)
    yield EntryRecord(
        taught.key,
        min_age=facts.min_age,
        max_age=facts.max_age,
        age_exceptions=facts.age_exceptions,
        english=facts.english,
        maths=facts.maths,
        text=texts.get("entry", ""),
    )
    own_length = taught.months not in (None, facts.months)
    yield ProgrammeRecord(
        key=taught.key,
        provider_key=str(taught.school.ukprn),
        title=t_level.title,
        slug=slug(t_level.title),
        route=Route.T_LEVEL,
        level=Level.THREE,
        nation=Nation.ENGLAND,
        keywords=t_level.published_as if t_level.is_renamed else "",
        summary=_summary(taught, facts),
        daily_life=texts.get("daily_life", "") or f"{facts.week}.",
        you_will_learn=texts.get("you_will_learn", ""),
        leads_to=texts.get("leads_to", ""),
        assessment=texts.get("assessment", "") or facts.assessment,
        duration_months=taught.months or facts.months,
        duration_text="" if own_length else facts.length,
        guided_hours=facts.guided_hours,
        placement_hours=facts.placement_hours,
        class_hours_a_week=facts.class_hours,
        last_starts_on=t_level.last_starts_on,
        source_url=https_link(taught.website),
    )


def opportunity_records(
    taught: Taught, site: Site | None, venue: VenueRecord | None, facts: RouteFacts, today: date
) -> Iterator[IntakeRecord | OpportunityRecord]:
    """The T Level at a site (None: none is named) after its start, if one is still to come."""
    delivery = Delivery.ONLINE if taught.is_online else Delivery.VENUE
    key = f"{taught.key}@{venue.key.partition('@')[2] if venue else ''}"
    intake = _intake(taught, site, key, today)
    if intake is not None:
        yield intake
    yield OpportunityRecord(
        key=key,
        programme_key=taught.key,
        venue_key=venue.key if venue else None,
        delivery=delivery,
        place_not_given=venue is None and delivery is Delivery.VENUE,
        full_time=not taught.is_part_time,
        part_time=taught.is_part_time,
        week_text=_since(taught, site, today),
        money=Money.FREE,
        cost_text=facts.cost,
        how_to_apply=facts.how_to_apply,
        apply_url=https_link(taught.website) or https_link(site.website if site else ""),
        contact_text=facts.whom_to_ask,
    )


def _intake(taught: Taught, site: Site | None, key: str, today: date) -> IntakeRecord | None:
    """A start still to come, or until when there were any. Of one that only ran before, nothing is known."""
    last = taught.t_level.last_starts_on
    if last is not None:
        return IntakeRecord(key, start_text=f"Until {last:%B %Y}", closes_on=last)
    if taught.starts_on is not None and taught.starts_on >= today:
        return IntakeRecord(key, starts_on=taught.starts_on)
    if site is not None and site.first_year is not None and site.first_year > today.year:
        return IntakeRecord(key, start_text=f"From {site.first_year}")
    return None


def _since(taught: Taught, site: Site | None, today: date) -> str:
    """Since when it runs there, as the list says; empty for what is still to begin."""
    if taught.starts_on is not None:
        return f"It has run here since {taught.starts_on:%B %Y}." if taught.starts_on < today else ""
    year = site.first_year if site else None
    return f"It has run here since {year}." if year is not None and year <= today.year else ""


def _summary(taught: Taught, facts: RouteFacts) -> str:
    said = taught.texts.get("summary", "") or (
        f"A course of {facts.length} with at least {facts.placement_hours} hours of work with an employer. "
        "It is as large as three A levels."
    )
    t_level = taught.t_level
    return f"{said} It was called {t_level.published_as} before." if t_level.is_renamed else said


def _of_a_team(email: str) -> str:
    """An e-mail address that is a body's; empty for any other, which may be a person's own."""
    team, at, _ = email.partition("@")
    return email if at and team.casefold() in TEAMS and len(email) <= LONGEST_EMAIL else ""


def _town(site: Site, known: str) -> str:
    """The town as the list writes it, or the one that the postcode's district is known by where it is shouted."""
    return known if not site.town or (site.town.isupper() and known) else site.town


def _mark(site: Site) -> str:
    """A short mark of a site, the same however it is spaced and in whatever case."""
    text = f"{site.name} {' '.join(site.lines)} {site.postcode}"
    plain = "".join(character for character in text.casefold() if character.isalnum())
    return blake2b(plain.encode(), digest_size=_MARK_BYTES).hexdigest()
