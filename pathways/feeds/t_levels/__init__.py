"""T Levels: which providers teach which, as the national lists publish them."""

from pathways.feeds.t_levels.format import T_LEVELS

__all__ = ["T_LEVELS"]
