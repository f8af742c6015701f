"""Apprenticeship vacancies as a format of the `import` command."""

from pathways.feeds.importing import FeedFormat, Reading
from pathways.feeds.json_items import JSON_ENDINGS
from pathways.feeds.sources import SourceFacts
from pathways.feeds.vacancies.reading import SetReader
from pathways.paths import resource_dir


def _read(reading: Reading) -> None:
    SetReader(reading, resource_dir("seed_data")).read()


VACANCIES = FeedFormat(
    name="vacancies",
    source=SourceFacts(
        slug="vacancies",
        name="Find an apprenticeship",
        statement=(
            "Contains apprenticeship vacancies published by the Department for Education, used under the Open "
            "Government Licence v3.0."
        ),
        address="https://www.gov.uk/apply-apprenticeship",
        whole_sets=True,
    ),
    read=_read,
    endings=JSON_ENDINGS,
)
