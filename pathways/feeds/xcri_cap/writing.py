"""A provider's own programmes as an XCRI-CAP 1.2 feed, course by course, so that a long one is never held whole.

What the standard has no element for stands in refinements of our own (``pathways:...``), which others may pass
over; ``docs/feeds/xcri-cap.md`` lists what a feed does not carry at all.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from pathways.catalogue.models import Programme, Provider
from pathways.catalogue.programmes import ProgrammeDetail
from pathways.catalogue.providers import ProviderDetail
from pathways.catalogue.vocabulary import Level
from pathways.feeds.subject_lists import list_of
from pathways.feeds.xcri_cap.course_texts import LONGEST_ABSTRACT, LONGEST_SUMMARY
from pathways.feeds.xcri_cap.markup import PREFIXES, around, element, opened, prose
from pathways.feeds.xcri_cap.vocabulary import CATALOG_NS
from pathways.feeds.xcri_cap.written_presentations import written_presentations

MADE_UP = "Made up to show how this site works: there is no provider of this name."
_LEVELS = {Level.ENTRY: "Entry level"} | {
    level: f"Level {level}" for level in Level if level is not Level.ENTRY
}


def written_feed(
    of_provider: ProviderDetail, programmes: Iterable[ProgrammeDetail], site_address: str, generated: datetime
) -> Iterator[str]:
    """The feed of one provider in pieces. ``site_address`` has no slash at its end; ``generated`` is in UTC."""
    provider = of_provider.provider
    page = f"{site_address}/providers/{provider.id}/{provider.slug}"
    declared = {f"xmlns:{prefix}": namespace for prefix, namespace in PREFIXES.items()}
    moment = f"{generated.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield opened("catalog", xmlns=CATALOG_NS, **declared, generated=moment)
    yield "\n"
    if provider.is_demonstration:
        yield element("dc:description", MADE_UP)
    yield element("dc:description", f"{of_provider.source.name}. {of_provider.source.statement}".strip())
    yield "<provider>\n"
    yield from _about(provider, page)
    for detail in programmes:
        yield _course(
            detail, f"{site_address}/programmes/{detail.programme.id}/{detail.programme.slug}", page
        )
    yield around(
        "mlo:location", [element("mlo:phone", provider.telephone), element("mlo:email", provider.email)]
    )
    yield "</provider>\n</catalog>\n"


def _about(provider: Provider, page: str) -> Iterator[str]:
    yield prose("dc:description", provider.about)
    yield prose("dc:description", provider.support, "xcriTerms:support")
    yield prose("dc:description", provider.quality_marks, "pathways:qualityMarks")
    yield element("dc:identifier", page)
    yield element("dc:identifier", str(provider.ukprn or ""), "ukrlp:UKPRN")
    yield element("dc:title", provider.name)
    yield element("dc:type", provider.kind.value, "pathways:kind")
    yield element("dc:type", provider.nation.value, "pathways:nation")
    yield element("mlo:url", provider.website or page)


def _course(detail: ProgrammeDetail, page: str, provider_page: str) -> str:
    programme, entry = detail.programme, detail.entry
    return around(
        "course",
        [
            *_descriptions(programme),
            element("dc:identifier", page),
            element("dc:identifier", programme.course_code, "pathways:internalID"),
            element("dc:identifier", programme.standard_code, "pathways:standardCode"),
            *_subjects(detail),
            element("dc:title", programme.title),
            *_types(programme),
            element("mlo:url", programme.source_url or page),
            element("abstract", programme.summary if len(programme.summary) <= LONGEST_ABSTRACT else ""),
            prose("mlo:assessment", programme.assessment),
            prose("learningOutcome", programme.you_will_learn),
            prose("mlo:prerequisite", entry.text if entry else ""),
            element("mlo:level", programme.level.value if programme.level else "", "pathways:level"),
            _qualification(programme),
            _credit(programme),
            *written_presentations(detail, page, provider_page),
        ],
    )


def _descriptions(programme: Programme) -> Iterator[str]:
    is_short = len(programme.summary) <= LONGEST_SUMMARY and "\n" not in programme.summary
    yield prose("dc:description", programme.summary, "" if is_short else "pathways:summary")
    yield prose("dc:description", programme.daily_life, "pathways:dailyLife")
    yield prose("dc:description", programme.leads_to, "xcriTerms:careerOutcome")
    yield prose("dc:description", programme.support, "xcriTerms:support")


def _subjects(detail: ProgrammeDetail) -> Iterator[str]:
    programme = detail.programme
    for area in detail.areas:
        yield element("dc:subject", area.value, "pathways:area")
    yield element("dc:subject", programme.subject_area, "pathways:SSA", identifier=programme.subject_area)
    for code in programme.subject_codes.split():
        listed = list_of(code)
        yield element(
            "dc:subject", code, f"pathways:{listed.value.upper()}" if listed else "", identifier=code
        )
    yield element("dc:subject", programme.keywords, "pathways:keywords")


def _types(programme: Programme) -> Iterator[str]:
    for kind, value in (
        ("route", programme.route.value),
        ("nation", programme.nation.value),
        ("occupation", programme.occupation),
        ("topUpTo", programme.top_up_to),
        ("registeredWith", programme.registered_with),
        ("qualityMarks", programme.quality_marks),
        ("guidedHours", str(programme.guided_hours or "")),
    ):
        yield element("dc:type", value, f"pathways:{kind}")


def _qualification(programme: Programme) -> str:
    if not (programme.level or programme.qualification_number):
        return ""
    return around(
        "mlo:qualification",
        [
            element("dc:identifier", programme.qualification_number, "pathways:QAN"),
            element("dc:title", programme.title),
            element("dcterms:educationLevel", _LEVELS[programme.level] if programme.level else ""),
            element("awardedBy", programme.registered_with),
        ],
    )


def _credit(programme: Programme) -> str:
    if not programme.credits:
        return ""
    return around(
        "mlo:credit",
        [
            element("credit:scheme", "CATS"),
            element("credit:level", programme.level.value if programme.level else "Not stated"),
            element("credit:value", str(programme.credits)),
        ],
    )
