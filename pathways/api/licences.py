"""Under what licence the catalogue is given out, and the statements of its sources, which have to go with it."""

from pathways.api.schemas import Licence, SourceStatement
from pathways.catalogue.models import Source
from pathways.catalogue.published_sources import PublishedSource

LICENCE = Licence(
    name="Open Government Licence v3.0",
    identifier="OGL-UK-3.0",
    url="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
)
"""The licence of the whole. A source may ask for more: its statement has to be shown wherever its records are."""


def source_statement(source: Source | PublishedSource) -> SourceStatement:
    """A source with what its licence asks to be shown."""
    return SourceStatement(
        name=source.name,
        statement=source.statement,
        url=source.address,
        is_demonstration=source.is_demonstration,
        last_imported_at=source.last_imported_at,
    )
