"""The pages of advisers, and what a pupil sees of a list."""

from pathways.shortlists.views import (
    adding,
    copying,
    details,
    evidence,
    handover,
    home,
    interview,
    items,
    letters,
    lists,
    local_offer,
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
    "evidence",
    "handover",
    "home",
    "interview",
    "items",
    "letters",
    "lists",
    "local_offer",
    "one_list",
    "pasting",
    "printing",
    "rights",
    "sharing",
]
