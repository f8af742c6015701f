"""The rules of a row that need something to look up in: regions, postcodes and the venues of a provider."""

from collections.abc import Collection, Iterable
from functools import lru_cache

from pathways.feeds.broken import Broken
from pathways.feeds.course_directory import limits, values
from pathways.feeds.course_directory.columns import DirectoryRow
from pathways.feeds.course_directory.rules import FINE, Rule
from pathways.feeds.regions import Regions, names_between_semicolons
from pathways.places.gazetteer import Gazetteer
from pathways.places.place import Place
from pathways.places.postcodes import OUTSIDE_GREAT_BRITAIN, Postcode, parse_postcode

UKPRN_LENGTH = 8


def provider_number(row: DirectoryRow) -> tuple[Broken, ...]:
    """Who teaches is named by a provider number of eight digits that begins with 1."""
    if len(row.ukprn) == UKPRN_LENGTH and row.ukprn.isascii() and row.ukprn.isdigit() and row.ukprn[0] == "1":
        return FINE
    return (
        Broken(
            "ukprn",
            row.ukprn,
            "A provider number has eight digits and begins with 1",
            "Look it up in the UK Register of Learning Providers.",
        ),
    )


def identifiers(row: DirectoryRow) -> tuple[Broken, ...]:
    """A row of the flat table names its course and its run."""
    return tuple(
        Broken(field, "", f"Each row has a {what}", "Bring in the table as it was published.")
        for field, what in (("course_id", "course identifier"), ("run_id", "run identifier"))
        if not 0 < len(getattr(row, field)) <= limits.LONGEST_IDENTIFIER
    )


def region_names(row: DirectoryRow, regions: Regions) -> list[str]:
    """The sub-regions and regions that a row names. The flat table has commas between, the templates semicolons."""
    if row.run_id:
        return regions.names_between_commas(row.region)
    return [*names_between_semicolons(row.sub_region), *names_between_semicolons(row.region)]


def region_rule(regions: Regions) -> Rule:
    """Work-based courses are national or name their sub-regions, each of them known; no others do."""

    def rule(row: DirectoryRow) -> tuple[Broken, ...]:
        mode, national = values.delivery_mode(row.delivery_mode), values.answer(row.national)
        if national is None:
            return (Broken("national", row.national, "National is yes, no or empty", "Write Yes or No."),)
        given = row.sub_region or row.region
        field = "sub_region" if row.sub_region else "region"
        if not (given or national):
            if mode is not values.DeliveryMode.WORK_BASED:
                return FINE
            return (
                Broken(
                    "national",
                    row.national,
                    "A work based course is national or names its sub-regions",
                    "Write Yes for national, or the sub-regions with ; between.",
                ),
            )
        if mode not in (None, values.DeliveryMode.WORK_BASED):
            if row.run_id:
                # The published table may name the region of a venue: that says nothing of who is served.
                return FINE
            return (
                Broken(
                    "national" if national else field,
                    row.national if national else given,
                    f"A course that is {mode.lower()} is neither national nor for sub-regions",
                    "Take this out, or write Work based as the delivery mode.",
                ),
            )
        unknown = [] if national else [
            *regions.unknown(names_between_semicolons(row.sub_region), regions_too=False),
            *regions.unknown(_wide_names(row, regions), regions_too=True),
        ]  # fmt: skip
        if unknown:
            return (
                Broken(
                    field,
                    "; ".join(unknown),
                    "Every sub-region is one that is known",
                    "Correct its spelling: one name that is not known spoils the row.",
                ),
            )
        if national and row.sub_region:
            return (
                Broken(
                    "sub_region",
                    row.sub_region,
                    "A national course names no sub-regions",
                    "Take out the sub-regions, or write No for national.",
                ),
            )
        return FINE

    return rule


def _wide_names(row: DirectoryRow, regions: Regions) -> list[str]:
    if row.run_id:
        return regions.names_between_commas(row.region)
    return names_between_semicolons(row.region)


def postcode_rule(gazetteer: Gazetteer) -> Rule:
    """A postcode is written as one, and its sector or district is known."""

    # The same venues stand in thousands of rows.
    @lru_cache(maxsize=100_000)
    def judged(text: str) -> tuple[Broken, ...]:
        postcode = parse_postcode(text)
        if postcode is None:
            rule, mend = "A venue has a full postcode", "Write the whole postcode, such as PR1 2HE."
        elif place_of(postcode, gazetteer) is None:
            outside = postcode.area in OUTSIDE_GREAT_BRITAIN
            rule = "A venue is in Great Britain" if outside else "A venue's postcode district is known"
            mend = "Check the letters and digits of the postcode."
        else:
            return FINE
        return (Broken("postcode", text, rule, mend),)

    return lambda row: judged(row.postcode)


def place_of(postcode: Postcode, gazetteer: Gazetteer) -> Place | None:
    """The sector of a postcode, or its district where the sector is not known; None for neither."""
    return gazetteer.lookup(f"{postcode.outward}-{postcode.digit}")


def venue_postcode_rule(gazetteer: Gazetteer) -> Rule:
    """In a table of courses with their venues, the postcode of a row that has a venue."""
    rule = postcode_rule(gazetteer)

    def where_taught(row: DirectoryRow) -> tuple[Broken, ...]:
        return rule(row) if row.venue else FINE

    return where_taught


def known_venue_rule(names: Collection[str]) -> Rule:
    """A venue of an upload is one of the provider's venues; ``names`` holds names and references in small letters."""

    def rule(row: DirectoryRow) -> tuple[Broken, ...]:
        for field in ("venue", "venue_reference"):
            given: str = getattr(row, field)
            if given and given.lower() not in names:
                return (
                    Broken(
                        field,
                        given,
                        "A venue is one of the provider's venues",
                        "Add it to the table of venues, or correct its name.",
                    ),
                )
        return FINE

    return rule


def venue_row(row: DirectoryRow) -> tuple[Broken, ...]:
    """A venue has a reference, a name, a street and a town, none of them too long."""
    needed: Iterable[tuple[str, str]] = (
        ("venue_reference", "reference"), ("venue", "name"), ("address_1", "first line of an address"),
        ("town", "town or city"),
    )  # fmt: skip
    missing = tuple(
        Broken(field, "", f"A venue has a {what}", f"Write its {what}.")
        for field, what in needed
        if not getattr(row, field)
    )
    long = tuple(
        Broken(field, getattr(row, field), f"It is no longer than {most} characters", "Shorten it.")
        for field, most in limits.VENUE.items()
        if len(getattr(row, field)) > most
    )
    return (*missing, *long)
