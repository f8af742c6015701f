"""The blueprint with its pages: what the application joins."""

from pathways.shortlists import desk_links, views
from pathways.shortlists.blueprint import advisers

__all__ = ["advisers", "desk_links", "views"]
