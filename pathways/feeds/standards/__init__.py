"""Apprenticeship standards: reference data, from the published tables or from the list of Skills England."""

from pathways.feeds.standards.importing import import_standards

__all__ = ["import_standards"]
