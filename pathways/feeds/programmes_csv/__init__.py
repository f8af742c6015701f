"""Our own template: one sheet for every route, which providers fill in and which their listings are written as."""

from pathways.feeds.programmes_csv.format import PROGRAMMES_CSV

__all__ = ["PROGRAMMES_CSV"]
