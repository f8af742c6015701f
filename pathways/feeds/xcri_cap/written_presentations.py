"""Offers of a programme as presentations of XCRI-CAP: one for each start, with its venue."""

from collections.abc import Iterator
from datetime import date

from pathways.catalogue.models import EntryRequirement, Intake, Opportunity, Programme, Venue
from pathways.catalogue.programmes import Offer, ProgrammeDetail
from pathways.catalogue.vocabulary import Delivery
from pathways.feeds.xcri_cap.duration import plain_months
from pathways.feeds.xcri_cap.markup import around, element, prose

NOT_STATED = "not-stated"
_STUDY = {
    (True, False): ("FT", "Full time"),
    (False, True): ("PT", "Part time"),
    (True, True): ("FL", "Flexible"),
}
_ATTENDANCE = {
    Delivery.VENUE: ("CM", "Campus"),
    Delivery.ONLINE: ("ON", "Online (no attendance)"),
    Delivery.AREA: ("NC", "Face-to-face non-campus"),
    Delivery.NATIONAL: ("NC", "Face-to-face non-campus"),
}


def written_presentations(detail: ProgrammeDetail, page: str, provider_page: str) -> Iterator[str]:
    """The presentations of a programme. ``page`` and ``provider_page`` are the public addresses of both.

    The identifiers of one offer's starts differ only behind the ``#``.
    """
    for offer in detail.offers:
        address = f"{page}?at={offer.opportunity.id}"
        for number, intake in enumerate(offer.intakes or (None,), 1):
            yield around(
                "presentation",
                [
                    prose("dc:description", offer.opportunity.week_text, "xcriTerms:studyHours"),
                    prose("dc:description", offer.opportunity.open_days, "xcriTerms:events"),
                    element("dc:identifier", f"{address}#{number}"),
                    element("mlo:url", address),
                    prose("applicationProcedure", offer.opportunity.how_to_apply),
                    _start(intake),
                    _duration(detail.programme),
                    _day("applyFrom", intake.opens_on if intake else None),
                    _day("applyUntil", intake.closes_on if intake else None),
                    element("applyTo", offer.opportunity.apply_url),
                    *_engagement(offer),
                    element("mlo:places", str(offer.opportunity.places or "")),
                    *_costs(offer.opportunity),
                    element("age", _age(detail.entry)),
                    _venue(offer.venue, provider_page),
                ],
            )


def written_day(day: date) -> str:
    """A day in words: 6 September 2027."""
    return f"{day.day} {day:%B %Y}"


def _start(intake: Intake | None) -> str:
    if intake is None:
        return ""
    words = intake.start_text
    if intake.starts_on is not None:
        return element("mlo:start", words or written_day(intake.starts_on), dtf=intake.starts_on.isoformat())
    if intake.is_flexible:
        words = f"Flexible ({words})" if words else "Flexible"
    return element("mlo:start", words)


def _day(name: str, day: date | None) -> str:
    return element(name, written_day(day), dtf=day.isoformat()) if day is not None else ""


def _duration(programme: Programme) -> str:
    months = programme.duration_months
    interval = f"P{months}M" if months else ""
    return element("mlo:duration", programme.duration_text or plain_months(months), interval=interval)


def _engagement(offer: Offer) -> Iterator[str]:
    said = offer.opportunity
    study_code, study = _STUDY.get((said.full_time, said.part_time), ("NK", "Not known"))
    yield element("studyMode", study, identifier=study_code)
    code, words = _ATTENDANCE[said.delivery]
    yield element("attendanceMode", words, identifier=code)
    if said.evening_weekend:
        yield element("attendancePattern", "Evening", identifier="EV")
    elif said.day_release:
        yield element("attendancePattern", "Day/Block release", identifier="DR")
    if said.evening_weekend and said.day_release:
        yield element("mlo:engagement", "Day/Block release")
    if said.delivery in (Delivery.AREA, Delivery.NATIONAL):
        yield element("mlo:engagement", said.delivery.value, "pathways:delivery")
    for code in offer.lad_codes:
        yield element("mlo:engagement", code, "pathways:district")


def _costs(said: Opportunity) -> Iterator[str]:
    yield element("mlo:cost", said.cost_text)
    yield element("mlo:cost", said.money.value if said.money else NOT_STATED, "pathways:money")
    if said.fee is not None:
        yield element("mlo:cost", f"{said.fee // 100}.{said.fee % 100:02}", "pathways:fee")


def _age(entry: EntryRequirement | None) -> str:
    if entry is None or entry.min_age is None:
        return ""
    return f"{entry.min_age}-{entry.max_age}" if entry.max_age is not None else f"{entry.min_age}+"


def _venue(venue: Venue | None, provider_page: str) -> str:
    if venue is None:
        return ""
    location = around(
        "mlo:location",
        [
            element("mlo:town", venue.town),
            element("mlo:postcode", venue.postcode),
            element("mlo:address", venue.address),
            element("mlo:address", "" if venue.lat is None else repr(venue.lat), "geo:lat"),
            element("mlo:address", "" if venue.lng is None else repr(venue.lng), "geo:long"),
            element("mlo:address", venue.postcode_district, "pathways:district"),
            element("mlo:address", venue.lad_code, "pathways:authority"),
        ],
    )
    provider = around(
        "provider",
        [
            prose("dc:description", venue.getting_there, "pathways:gettingThere"),
            element("dc:identifier", f"{provider_page}#venue-{venue.id}"),
            element("dc:title", venue.name),
            location,
        ],
    )
    return around("venue", [provider])
