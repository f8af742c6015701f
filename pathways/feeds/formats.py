"""Every published format that can be imported into the catalogue. A new one is a module and a line here."""

from pathways.feeds.discover_uni import DISCOVER_UNI
from pathways.feeds.importing import FeedFormat
from pathways.feeds.standards.importing import NAME as STANDARDS
from pathways.feeds.training import TRAINING

FORMATS: dict[str, FeedFormat] = {feed.name: feed for feed in (DISCOVER_UNI, TRAINING)}

REFERENCE_FORMATS = (STANDARDS,)
"""Formats of reference data, which have a small import of their own."""
