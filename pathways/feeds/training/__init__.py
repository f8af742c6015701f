"""Who trains apprentices in what, and where: the statistics of the Department for Education as a format."""

from pathways.feeds.training.format import TRAINING

__all__ = ["TRAINING"]
