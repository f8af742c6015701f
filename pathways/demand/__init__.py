"""How often things are shown and looked for: counts by the month, of nobody in particular."""

from pathways.demand.counting import count_found, count_opened, count_saved, count_shortlisted

__all__ = ["count_found", "count_opened", "count_saved", "count_shortlisted"]
