"""The address of each logo, and what the two pages to send one have in common."""

from pathways.logos.views.serving import logos

__all__ = ["logos"]
