"""The student's pages."""

from pathways.front import (
    areas,
    card_list,
    card_words,
    database_away,
    drawn_choices,
    drawn_map,
    drawn_panel,
    home,
    information,
    programme,
    provider,
    questionnaire,
    report,
    results,
    routes,
    site,
    site_links,
    sitemap,
    suggestions,
)
from pathways.front.blueprint import front
from pathways.front.gallery import gallery

__all__ = [
    "areas",
    "card_list",
    "card_words",
    "database_away",
    "drawn_choices",
    "drawn_map",
    "drawn_panel",
    "front",
    "gallery",
    "home",
    "information",
    "programme",
    "provider",
    "questionnaire",
    "report",
    "results",
    "routes",
    "site",
    "site_links",
    "sitemap",
    "suggestions",
]
