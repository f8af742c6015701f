"""Every published format that can be imported into the catalogue. A new one is a module and a line here."""

from pathways.feeds.discover_uni import DISCOVER_UNI
from pathways.feeds.importing import FeedFormat
from pathways.feeds.t_levels import T_LEVELS
from pathways.feeds.vacancies import VACANCIES

FORMATS: dict[str, FeedFormat] = {feed.name: feed for feed in (DISCOVER_UNI, T_LEVELS, VACANCIES)}
