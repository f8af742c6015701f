"""Apprenticeship training as a format of the `import` command."""

from pathways.feeds.importing import FeedFormat, Reading
from pathways.feeds.sources import SourceFacts
from pathways.feeds.training.reading import TrainingReader
from pathways.feeds.training.registers import load_registers
from pathways.paths import resource_dir


def _read(reading: Reading) -> None:
    TrainingReader(reading, load_registers(resource_dir("seed_data"))).read()


TRAINING = FeedFormat(
    name="apprenticeship-training",
    source=SourceFacts(
        slug="apprenticeship-training",
        name="Apprenticeship starts by provider",
        statement=(
            "Contains apprenticeship statistics of the Department for Education, used under the Open Government "
            "Licence v3.0. They say who trained apprentices, in what and in which districts; not who will."
        ),
        address="https://explore-education-statistics.service.gov.uk/find-statistics/apprenticeships",
        whole_sets=True,
    ),
    read=_read,
)
