"""Every published format that can be imported into the catalogue. A new one is a module and a line here."""

from pathways.feeds.course_directory import COURSE_DIRECTORY
from pathways.feeds.discover_uni import DISCOVER_UNI
from pathways.feeds.importing import FeedFormat
from pathways.feeds.programmes_csv import PROGRAMMES_CSV
from pathways.feeds.standards.importing import NAME as STANDARDS
from pathways.feeds.t_levels import T_LEVELS
from pathways.feeds.training import TRAINING
from pathways.feeds.vacancies import VACANCIES
from pathways.feeds.xcri_cap import XCRI_CAP

FORMATS: dict[str, FeedFormat] = {
    feed.name: feed
    for feed in (
        COURSE_DIRECTORY,
        DISCOVER_UNI,
        PROGRAMMES_CSV,
        T_LEVELS,
        TRAINING,
        VACANCIES,
        XCRI_CAP,
    )
}

REFERENCE_FORMATS = (STANDARDS,)
"""Formats of reference data, which have a small import of their own."""
