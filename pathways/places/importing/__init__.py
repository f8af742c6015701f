"""Importing published postcodes: ONSPD, NSPL, OS Code-Point Open, or a file of sectors."""

from pathways.places.importing.report import PostcodeFileError, PostcodeReport, Refusal
from pathways.places.importing.run import import_postcodes

__all__ = ["PostcodeFileError", "PostcodeReport", "Refusal", "import_postcodes"]
