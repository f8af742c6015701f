"""What the application joins: the blueprints, the offer beside cards, and what links show."""

from pathways.shortlists import desk_links, views
from pathways.shortlists.blueprint import advisers
from pathways.shortlists.card_action import add_action
from pathways.shortlists.pupils import SharedLists, pupils

__all__ = ["SharedLists", "add_action", "advisers", "desk_links", "pupils", "views"]
