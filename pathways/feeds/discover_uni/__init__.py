"""Discover Uni: undergraduate courses of the United Kingdom, and how students got on."""

from pathways.feeds.discover_uni.format import DISCOVER_UNI

__all__ = ["DISCOVER_UNI"]
