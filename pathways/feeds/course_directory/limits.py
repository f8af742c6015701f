"""How long the texts of the course directory's uploads may be, in characters, and which of them hold no markup."""

import re

COURSE = {
    "name": 255,
    "reference": 255,
    "web_page": 255,
    "cost_description": 255,
    "awarding_body": 255,
    "who_for": 2_000,
    "will_learn": 1_500,
    "entry": 500,
    "how_learn": 500,
    "bring": 500,
    "assessed": 500,
    "where_next": 500,
    "venue": 250,
    "venue_reference": 255,
}
WITHOUT_MARKUP = frozenset({"who_for", "will_learn", "entry", "how_learn", "bring", "assessed", "where_next"})
VENUE = {
    "venue": 250,
    "venue_reference": 255,
    "address_1": 100,
    "address_2": 100,
    "town": 75,
    "county": 75,
}
NON_LARS_TYPES = frozenset({"skills bootcamp"})
WEB_ADDRESS = re.compile(r"(https?://)?[^\s/<>`\"]+\.[^\s/<>`\"]{2,}(/[^\s<>`\"]*)?", re.IGNORECASE)
LONGEST_IDENTIFIER = 100
