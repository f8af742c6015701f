"""The catalogue's tables."""

from pathways.catalogue.models.changes import CatalogueChange
from pathways.catalogue.models.facts import CareerArea, MinimumWage, TariffPoints
from pathways.catalogue.models.opportunities import Intake, Opportunity, OpportunityDistrict, SameOffer
from pathways.catalogue.models.programmes import EntryRequirement, Outcome, Programme, ProgrammeArea
from pathways.catalogue.models.providers import Provider, Source, Venue
from pathways.catalogue.models.standards import ApprenticeshipStandard

__all__ = [
    "ApprenticeshipStandard",
    "CareerArea",
    "CatalogueChange",
    "EntryRequirement",
    "Intake",
    "MinimumWage",
    "Opportunity",
    "OpportunityDistrict",
    "Outcome",
    "Programme",
    "ProgrammeArea",
    "Provider",
    "SameOffer",
    "Source",
    "TariffPoints",
    "Venue",
]
