"""Vacancies for apprentices, as the service that lists them publishes them."""

from pathways.feeds.vacancies.format import VACANCIES

__all__ = ["VACANCIES"]
