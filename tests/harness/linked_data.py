"""Is a JSON-LD document true to its vocabulary? The terms that we use, and those that must be there.

`allowed`: properties that schema.org (https://schema.org/<type>, read in version 29) gives the type or what it is a
kind of. `required`: those without which search engines ignore a thing: for `JobPosting` and `Course` the tables
"Required properties" of https://developers.google.com/search/docs/appearance/structured-data/job-posting and
.../course-info (but `hasCourseInstance`, which a course without a known start cannot have), for the others the name.
Each property here is one that schema-dts 2.1.0 (types made from the vocabulary) gives its type. No well-kept validator
for Python works without a network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from html5lib import parse

_HTML = "{http://www.w3.org/1999/xhtml}"
_THING = "name description disambiguatingDescription url sameAs identifier"
_ORGANISATION = f"{_THING} telephone email location address"


@dataclass(frozen=True)
class Kind:
    """The properties of one type that must and may be there."""

    required: frozenset[str]
    allowed: frozenset[str]


def _kind(required: str, allowed: str) -> Kind:
    return Kind(frozenset(required.split()), frozenset(allowed.split()) | frozenset(required.split()))


VOCABULARY: dict[str, Kind] = {
    "EducationalOccupationalProgram": _kind(
        "name description provider url",
        f"{_THING} programType occupationalCategory programPrerequisites timeToComplete numberOfCredits startDate"
        " applicationDeadline offers hasCourse",
    ),
    "Course": _kind(
        "name description provider url",
        f"{_THING} courseCode educationalLevel about teaches coursePrerequisites timeRequired offers"
        " hasCourseInstance",
    ),
    "CourseInstance": _kind("name", f"{_THING} courseMode courseWorkload location startDate offers"),
    "JobPosting": _kind(
        "title description datePosted validThrough hiringOrganization jobLocation",
        f"{_THING} baseSalary employmentType jobStartDate workHours totalJobOpenings industry",
    ),
    "CollegeOrUniversity": _kind("name url", _ORGANISATION),
    "EducationalOrganization": _kind("name url", _ORGANISATION),
    "Organization": _kind("name", _ORGANISATION),
    "Place": _kind("address", "name geo"),
    "VirtualLocation": _kind("url", "name"),
    "PostalAddress": _kind("addressCountry", "streetAddress addressLocality postalCode"),
    "GeoCoordinates": _kind("latitude longitude", ""),
    "PropertyValue": _kind("propertyID value", ""),
    "Offer": _kind("category price priceCurrency", "url"),
    "MonetaryAmount": _kind("currency value", ""),
    "QuantitativeValue": _kind("unitText", "value minValue maxValue"),
}
DAYS = ("startDate", "applicationDeadline", "datePosted", "jobStartDate")
MOMENTS = ("validThrough",)
LENGTHS = ("timeToComplete", "timeRequired", "courseWorkload")
SUMS = ("price", "minValue", "maxValue")
CURRENCIES = ("priceCurrency", "currency")
ADDRESSES = ("url", "sameAs", "@id")
EMPLOYMENT_TYPES = {"FULL_TIME", "PART_TIME"}


def linked_data_in(html: str) -> list[str]:
    """The text of every JSON-LD block of a page, as a browser reads it."""
    return [
        "".join(script.itertext())
        for script in parse(html).iter(f"{_HTML}script")
        if script.get("type") == "application/ld+json"
    ]


def check_linked_data(document: dict[str, Any]) -> None:
    """Fail when a document breaks its vocabulary: kinds, properties, addresses, days, sums, references."""
    assert document["@context"] == "https://schema.org"
    assert set(document) == {"@context", "@graph"}
    things = list(_things(document["@graph"]))
    described = [thing["@id"] for thing in things if "@id" in thing and "@type" in thing]
    assert len(described) == len(set(described)), f"described twice: {described}"
    for thing in things:
        if set(thing) == {"@id"}:
            assert thing["@id"] in described, f"{thing['@id']} is not described"
        else:
            _check_thing(thing)


def _things(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from _things(item)
    elif isinstance(value, dict):
        yield value
        for item in value.values():
            yield from _things(item)


def _check_thing(thing: dict[str, Any]) -> None:
    kind = VOCABULARY[thing["@type"]]
    has = set(thing) - {"@type", "@id"}
    assert has <= kind.allowed, f"{thing['@type']} has no {has - kind.allowed}"
    assert kind.required <= has, f"{thing['@type']} lacks {kind.required - has}"
    for name, value in thing.items():
        assert value not in (None, "", [], {}), f"{thing['@type']}: {name} says nothing"
        if name in ADDRESSES:
            parts = urlsplit(value)
            assert (parts.scheme, bool(parts.netloc)) == ("https", True), f"{name}: {value}"
        elif name in DAYS:
            date.fromisoformat(value)
        elif name in MOMENTS:
            assert datetime.fromisoformat(value).tzinfo is not None, f"{name}: {value}"
        elif name in LENGTHS:
            assert re.fullmatch(r"P\d+M|PT\d+H", value), f"{name}: {value}"
        elif name in SUMS:
            assert re.fullmatch(r"\d+\.\d\d", value), f"{name}: {value}"
        elif name in CURRENCIES:
            assert value == "GBP"
        elif name == "addressCountry":
            assert value == "GB"
        elif name == "employmentType":
            assert set(value) <= EMPLOYMENT_TYPES
