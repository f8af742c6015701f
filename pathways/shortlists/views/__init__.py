"""The pages of advisers, and what a pupil sees of a list."""

from pathways.shortlists.views import (
    adding,
    copying,
    details,
    handover,
    home,
    interview,
    items,
    lists,
    one_list,
    pasting,
    printing,
    rights,
    sharing,
)

__all__ = [
    "adding",
    "copying",
    "details",
    "handover",
    "home",
    "interview",
    "items",
    "lists",
    "one_list",
    "pasting",
    "printing",
    "rights",
    "sharing",
]
