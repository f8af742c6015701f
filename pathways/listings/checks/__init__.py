"""The checks of a listing: the same for the form, the spreadsheet and the API.

Pure rules over a `ListingContent`, the dated law and a day. Each gives what is wrong, at which field, why, and how it
could be mended.
"""

from pathways.listings.checks.problems import Problem
from pathways.listings.checks.run import CheckFacts, check, errors_in, hints_in

__all__ = ["CheckFacts", "Problem", "check", "errors_in", "hints_in"]
