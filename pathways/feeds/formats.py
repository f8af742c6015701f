"""Every published format that can be imported into the catalogue. A new one is a module and a line here."""

from pathways.feeds.course_directory import COURSE_DIRECTORY
from pathways.feeds.discover_uni import DISCOVER_UNI
from pathways.feeds.importing import FeedFormat
from pathways.feeds.programmes_csv import PROGRAMMES_CSV

FORMATS: dict[str, FeedFormat] = {
    feed.name: feed for feed in (DISCOVER_UNI, COURSE_DIRECTORY, PROGRAMMES_CSV)
}
