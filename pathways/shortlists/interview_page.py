"""Interview mode worked out before it is drawn: every question on one page, and what fits beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pathways import clock
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.front.carried import Carried
from pathways.front.near import AskedPlace
from pathways.front.questionnaire_page import values_of
from pathways.front.questionnaire_words import WORDS, QuestionWords
from pathways.front.suggestion_cards import SAYS_LITTLE, verdict_reasons
from pathways.front.suggestion_words import journey_words
from pathways.guidance.answers import Answers
from pathways.guidance.choices import Choice, choices
from pathways.guidance.ideas import idea_name
from pathways.guidance.questions import ACTIVITY_PAGES, PAGES
from pathways.guidance.start_months import code_of_month, start_months
from pathways.guidance.suggest import suggest
from pathways.guidance.suggestions import Suggestion, Suggestions
from pathways.shortlists.interview_answers import mark_of
from pathways.shortlists.models import Shortlist, ShortlistItem
from pathways.web.formats import month_and_year

MOST_SHOWN = 12
REASONS_SHOWN = 3


@dataclass(frozen=True)
class InterviewPage:
    """The page. ``is_changed``: another window saved other answers meanwhile, and nothing was overwritten.

    ``is_full``: what was to be added found no room on the list. ``before`` is the mark that the answers on the page
    were drawn with, where they may not be those of the list: what was changed meanwhile stays noticed.
    """

    shortlist: Shortlist
    answers: Answers
    items: tuple[ShortlistItem, ...]
    catalogue: CatalogueSnapshot | None
    asked: AskedPlace = field(default_factory=AskedPlace)
    errors: tuple[tuple[str, str], ...] = ()
    unknown_words: tuple[str, ...] = ()
    typed: str = ""
    is_changed: bool = False
    is_full: bool = False
    is_saved: bool = False
    before: str = ""

    @property
    def pages(self) -> tuple[str, ...]:
        """The questions, in order, own words apart."""
        return tuple(page for page in PAGES if page != "ideas")

    @property
    def words(self) -> Mapping[str, QuestionWords]:
        """What each question asks."""
        return WORDS

    @property
    def mark(self) -> str:
        """The mark of the answers on the page, by default those that the list holds."""
        return self.before or mark_of(self.shortlist)

    @property
    def there(self) -> frozenset[int]:
        """The opportunities on the list."""
        return frozenset(item.opportunity_id for item in self.items)

    @property
    def months(self) -> tuple[Choice, ...]:
        """The months to start in."""
        return tuple(
            Choice(code_of_month(month), month_and_year(month)) for month in start_months(clock.today())
        )

    @property
    def ideas(self) -> tuple[tuple[str, str], ...]:
        """What own words were understood as: a code to take it away by, and its name."""
        return tuple((code, idea_name(code)) for code in self.answers.ideas)

    def found(self) -> Suggestions | None:
        """What fits; None while the catalogue is being built. Asked for once by the page."""
        if self.catalogue is None:
            return None
        return suggest(self.catalogue, self.answers, clock.today(), most=MOST_SHOWN)

    def reasons(self, item: Suggestion) -> tuple[str, ...]:
        """Why something is suggested."""
        told = [reason.text for reason in item.reasons if reason.code not in SAYS_LITTLE]
        return tuple(told[:REASONS_SHOWN])

    def verdict(self, item: Suggestion) -> str:
        """What getting in hangs on first; empty where nothing is known."""
        return next(iter(verdict_reasons(item)), "")

    def journey(self, item: Suggestion) -> str:
        """How somebody would get there."""
        return journey_words(item.minutes, self.answers, item.card.distance_miles)

    def activities(self, page: str) -> tuple[Choice, ...]:
        """The activities of one page of them."""
        return tuple(choice for choice in choices("activity") if choice.code in ACTIVITY_PAGES[page])

    def choices(self, name: str) -> tuple[Choice, ...]:
        """The choices of a field."""
        return choices(name)

    def chosen(self, name: str) -> list[str]:
        """What a field holds, as codes."""
        return values_of(Carried(answers=self.answers)).get(name, [])

    def error_of(self, name: str) -> str:
        """What is wrong with a field; empty when nothing is."""
        return next((words for address, words in self.errors if address == f"#{name}"), "")

    @property
    def today(self) -> date:
        """The day on which what fits is judged."""
        return clock.today()
