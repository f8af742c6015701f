"""The course directory as a format of the `import` command."""

from pathways.feeds.bundle import SPREADSHEETS
from pathways.feeds.course_directory.reading import DirectoryReader
from pathways.feeds.course_directory.registers import load_registers
from pathways.feeds.importing import FeedFormat, Reading
from pathways.feeds.sources import SourceFacts
from pathways.paths import resource_dir
from pathways.settings import get_settings


def _read(reading: Reading) -> None:
    registers = load_registers(
        get_settings().instance_dir, resource_dir("seed_data"), reading.staging.connection
    )
    DirectoryReader(reading, registers, SPREADSHEETS).read()


COURSE_DIRECTORY = FeedFormat(
    name="course-directory",
    source=SourceFacts(
        slug="course-directory",
        name="National Careers Service course directory",
        statement=(
            "Contains course directory data of the Department for Education, "
            "used under the Open Government Licence v3.0."
        ),
        address="https://www.gov.uk/government/publications/sfa-course-directory",
        whole_sets=True,
    ),
    read=_read,
)
"""The flat table is a whole set. The templates are parts of one: what they do not mention stays as it is."""
