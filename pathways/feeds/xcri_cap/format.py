"""XCRI-CAP as a format of the `import` command."""

from pathways import clock
from pathways.feeds.importing import FeedFormat, Reading
from pathways.feeds.provider_kinds import load_kinds
from pathways.feeds.sources import SourceFacts
from pathways.feeds.subject_lists import subject_lists
from pathways.feeds.whereabouts import address_book
from pathways.feeds.xcri_cap.reading import FeedReader, Tables
from pathways.paths import resource_dir


def _read(reading: Reading) -> None:
    seed_dir = resource_dir("seed_data")
    FeedReader(
        reading, Tables(load_kinds(seed_dir), subject_lists(seed_dir), address_book(), clock.today())
    ).read()


XCRI_CAP = FeedFormat(
    name="xcri-cap",
    source=SourceFacts(
        slug="xcri-cap",
        name="Course feeds of providers",
        statement="Courses as their providers publish them, in feeds of the standard XCRI-CAP (EN 15982).",
        address="",
        whole_sets=True,
    ),
    read=_read,
    endings=(".xml",),
)
