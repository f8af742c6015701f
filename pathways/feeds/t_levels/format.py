"""T Levels as a format of the `import` command."""

from pathways.feeds.importing import FeedFormat, Reading
from pathways.feeds.json_items import JSON_ENDINGS
from pathways.feeds.sources import SourceFacts
from pathways.feeds.t_levels.reading import SetReader
from pathways.paths import resource_dir


def _read(reading: Reading) -> None:
    SetReader(reading, resource_dir("seed_data")).read()


T_LEVELS = FeedFormat(
    name="t-levels",
    source=SourceFacts(
        slug="t-levels",
        name="T Levels",
        statement=(
            "Contains lists of T Levels published by the Department for Education, used under the Open Government "
            "Licence v3.0."
        ),
        address="https://www.gov.uk/government/collections/t-levels",
        whole_sets=True,
    ),
    read=_read,
    endings=JSON_ENDINGS,
)
