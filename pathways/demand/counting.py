"""The door for pages: they say what they show, and it is counted in memory. Nothing here asks the database.

Not counted: programs that read the web, staff who are signed in, and pages that come out of a cache.
"""

import re
from collections.abc import Iterable
from datetime import date

from flask import Flask, current_app, request

from pathways import clock
from pathways.accounts.cookie import staff_token
from pathways.catalogue.results import Results
from pathways.demand.gathering import Counted, Gathered, OfProgramme, Seen, Typed, Unmet
from pathways.demand.models import LONGEST_CODE, SeenBy, What
from pathways.demand.rules.phrases import phrase_of
from pathways.demand.rules.terms import district_of, found_nothing, terms_of, unknown_words

_PROGRAMS = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|preview|monitor|curl|wget|python|headless", re.IGNORECASE
)


def bind_demand(app: Flask) -> Gathered:
    """Give ``app`` a place to gather counts in."""
    gathered = Gathered()
    app.extensions["demand"] = gathered
    return gathered


def count_found(results: Results, typed: str) -> None:
    """Count a page of results: what was shown, from which district and for which terms, or that nothing was."""
    if not _counts():
        return
    month = this_month()
    counted: list[Counted] = [
        OfProgramme(month, programme, What.FOUND)
        for programme in dict.fromkeys(card.programme_id for card in results.cards)
    ]
    if results.page == 1:
        counted += _asked(results, typed, month)
    gathered().add(counted)


def count_opened(programme_id: int) -> None:
    """Count that the page of a programme was shown."""
    if request.method == "GET" and _counts():
        gathered().add([OfProgramme(this_month(), programme_id, What.OPENED)])


def count_saved(programme_id: int) -> None:
    """Count that something of a programme was put in a plan."""
    if _counts():
        gathered().add([OfProgramme(this_month(), programme_id, What.SAVED)])


def count_shortlisted(programme_ids: Iterable[int]) -> None:
    """Count that an adviser put programmes on a list, each once."""
    month = this_month()
    gathered().add([OfProgramme(month, one, What.SHORTLISTED) for one in dict.fromkeys(programme_ids)])


def gathered() -> Gathered:
    """What this process has counted and not written yet."""
    held: Gathered = current_app.extensions["demand"]
    return held


def this_month() -> date:
    """The first day of the present month in the United Kingdom."""
    return clock.today().replace(day=1)


def _counts() -> bool:
    if request.method == "HEAD" or staff_token():
        return False
    return not _PROGRAMS.search(request.headers.get("User-Agent", ""))


def _asked(results: Results, typed: str, month: date) -> list[Counted]:
    """What a search was for: counted for the site, and for each provider with something on its first page."""
    district, terms = district_of(results), [term for term in terms_of(results) if len(term) <= LONGEST_CODE]
    by = [(SeenBy.DISTRICT, district)] if district else []
    by += [(SeenBy.TERM, term) for term in terms]
    providers = dict.fromkeys((0, *(card.provider_id for card in results.cards)))
    counted: list[Counted] = [Seen(month, one, kind, value) for one in providers for kind, value in by]
    if found_nothing(results):
        counted += [Unmet(month, district, term) for term in terms]
    phrase = phrase_of(unknown_words(results, typed))
    if phrase is not None:
        counted.append(Typed(month, phrase))
    return counted
