"""The parts that descriptions share: places, sums, lengths of time, organisations. Terms are those of schema.org."""

from typing import Any

from pathways.catalogue.models import Opportunity, Provider, Venue
from pathways.catalogue.vocabulary import Money, ProviderKind
from pathways.web.language import gettext
from pathways.web.plain_text import plain

Node = dict[str, Any]

CONTEXT = "https://schema.org"
COUNTRY, CURRENCY = "GB", "GBP"
PENCE = 100
ORGANISATIONS = {
    ProviderKind.COLLEGE: "CollegeOrUniversity",
    ProviderKind.UNIVERSITY: "CollegeOrUniversity",
    ProviderKind.EMPLOYER: "Organization",
}
"""What kind of organisation a provider is; any other kind is an `EducationalOrganization`."""


def node(kind: str, **properties: Any) -> Node:
    """A thing of ``kind`` with those of its properties that say something."""
    said = {name: _cleaned(value) for name, value in properties.items()}
    return {"@type": kind, **{name: value for name, value in said.items() if value not in (None, "", [], {})}}


def _cleaned(value: Any) -> Any:
    return plain(value).strip() if isinstance(value, str) else value


def document(*things: Node | None) -> Node:
    """One document that describes ``things``."""
    return {"@context": CONTEXT, "@graph": [thing for thing in things if thing is not None]}


def reference(address: str) -> Node:
    """A thing that is described elsewhere in the same document."""
    return {"@id": address}


def identified(thing: Node, address: str) -> Node:
    """The thing under an address of its own, by which others can refer to it."""
    return {"@type": thing["@type"], "@id": address, **thing}


def https_only(address: str) -> str:
    """An address of somebody else's, when it is one over https; otherwise nothing."""
    return address if address.startswith("https://") else ""


def place(venue: Venue) -> Node:
    """A venue with its address and, where it is known, its point."""
    point = None
    if venue.lat is not None and venue.lng is not None:
        point = node("GeoCoordinates", latitude=venue.lat, longitude=venue.lng)
    return node("Place", name=venue.name, address=postal_address(venue), geo=point)


def postal_address(venue: Venue) -> Node:
    """Where a venue is; at the least that it is in the United Kingdom."""
    return node(
        "PostalAddress",
        streetAddress=venue.address,
        addressLocality=venue.town,
        postalCode=venue.postcode or venue.postcode_district,
        addressCountry=COUNTRY,
    )


def organisation(provider: Provider, address: str, *, is_demonstration: bool, **more: Any) -> Node:
    """Who teaches, with whatever ``more`` is said of it: ``address`` is that of the provider's page here."""
    kind = ORGANISATIONS.get(provider.kind, "EducationalOrganization")
    ukprn = None
    if provider.ukprn is not None:
        ukprn = node("PropertyValue", propertyID="UKPRN", value=str(provider.ukprn))
    named = node(
        kind,
        name=told_apart(provider.name, is_demonstration),
        disambiguatingDescription=made_up(is_demonstration),
        url=address,
        sameAs=https_only(provider.website),
        identifier=ukprn,
        **more,
    )
    return identified(named, f"{address}#provider")


def made_up(is_demonstration: bool) -> str:
    """What is said of every thing that is of the demonstration catalogue."""
    return gettext("Made up to show how this site works.") if is_demonstration else ""


def told_apart(name: str, is_demonstration: bool) -> str:
    """The name, so that a thing that is made up can never be taken for a real one."""
    return gettext("Made-up example: %(name)s", name=name) if is_demonstration else name


def offer_of_money(opportunity: Opportunity, address: str) -> Node | None:
    """What a learner pays; None where it is not said. Somebody who is paid to learn pays nothing."""
    if opportunity.money in (Money.PAID, Money.FREE):
        return node("Offer", category="Free", price="0.00", priceCurrency=CURRENCY, url=address)
    if opportunity.fee is None:
        return None
    category = "Paid" if opportunity.fee else "Free"
    return node(
        "Offer", category=category, price=sum_of(opportunity.fee), priceCurrency=CURRENCY, url=address
    )


def sum_of(pence: int) -> str:
    """Whole pence in pounds, with a point and two digits."""
    return f"{pence // PENCE}.{pence % PENCE:02}"


def months(number: int | None) -> str:
    """So many months as a length of time (ISO 8601)."""
    return f"P{number}M" if number else ""


def hours(number: int | None) -> str:
    """So many hours as a length of time (ISO 8601)."""
    return f"PT{number}H" if number else ""
