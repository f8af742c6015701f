"""Everything that the page of results shows, worked out before it is drawn."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import quote

from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.query_string import write_query
from pathways.catalogue.query_values import Notice
from pathways.catalogue.results import Results
from pathways.catalogue.vocabulary import Sort
from pathways.front import list_options
from pathways.front.chips import Chip, chips, cleared
from pathways.front.filter_panel import FilterGroup, filter_groups
from pathways.front.headings import count_words, filter_names, heading, miles_words, title
from pathways.front.learner_fields import LearnerFields, learner_fields
from pathways.front.list_options import Option, RouteTile
from pathways.front.near_map import NearMap
from pathways.front.notice_words import notice_words
from pathways.front.understood_words import asks_for_questions, understood_words
from pathways.front.ways_on import WayOnLink, ways_on
from pathways.web.language import gettext


@dataclass(frozen=True)
class ResultsPage:
    """One page of results. Queries carry no leading question mark.

    ``criteria`` are those whose address leads to this page again: filters that the words held are among them, but
    where something like it is shown instead the words stay whole, for only they are read so gently. ``asked`` are
    those that were asked.
    """

    criteria: SearchCriteria
    results: Results
    notices: tuple[str, ...]
    near_map: NearMap | None
    today: date
    address: str
    asked: SearchCriteria

    @cached_property
    def query(self) -> str:
        """This very search as an address has it."""
        return write_query(self.criteria)

    @property
    def canonical(self) -> str:
        """The one address of this page."""
        return f"{self.address}?{self.query}" if self.query else self.address

    @property
    def feed_query(self) -> str:
        """The search for its feed: all pages of it, and without what somebody said of themselves."""
        return write_query(self.criteria, page=1, eligible_for=None)

    @property
    def is_filtered(self) -> bool:
        """Whether this is one of the countless narrowed or later pages, which search engines need not keep."""
        return (
            bool(filter_names(self.criteria))
            or self.criteria.provider_id is not None
            or self.criteria.page > 1
        )

    @property
    def heading(self) -> str:
        """The h1."""
        return heading(self.criteria)

    @cached_property
    def title(self) -> str:
        """The title, which begins with the h1."""
        return title(self.criteria, self.results.total)

    @property
    def count(self) -> str:
        """How many there are, in words."""
        return count_words(self.results.total)

    @property
    def has_examples(self) -> bool:
        """Whether any card is of the demonstration catalogue."""
        return any(card.is_demonstration for card in self.results.cards)

    @property
    def where(self) -> str:
        """The radius in words, to stand behind the count."""
        return miles_words(self.criteria.miles)

    @property
    def routes_asked(self) -> tuple[str, ...]:
        """The routes that were asked for, to be explained where the list is empty."""
        return tuple(sorted(route.value for route in self.criteria.routes))

    @property
    def card_suffix(self) -> str:
        """What follows `?at=<id>` in the link of every card: the place, and the way back to this list."""
        query = self.query
        near = f"&near={quote(self.criteria.place.id)}" if self.criteria.place else ""
        return f"{near}&from={quote(query, safe='')}" if query else near

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The filters in force."""
        return chips(self.criteria, self.provider_name)

    @property
    def cleared(self) -> str:
        """The search without any filter."""
        return cleared(self.criteria)

    @property
    def provider_name(self) -> str | None:
        """The name of the provider filtered by, if it has anything here."""
        wanted = str(self.criteria.provider_id)
        values = self.results.facets.get("provider", ())
        return next((value.label for value in values if value.value == wanted), None)

    @property
    def route_tiles(self) -> tuple[RouteTile, ...]:
        """Every route with something in it."""
        return list_options.route_tiles(self.criteria, self.results)

    @property
    def all_routes(self) -> Option:
        """The same search with every route."""
        return list_options.all_routes(self.criteria, self.results)

    @property
    def filters(self) -> tuple[FilterGroup, ...]:
        """The filter panel."""
        return filter_groups(self.results)

    @property
    def learner_fields(self) -> LearnerFields:
        """The questions by which the list can be kept to what somebody can apply for."""
        return learner_fields(self.criteria.eligible_for, nothing=gettext("Show me everything"))

    @property
    def sorts(self) -> tuple[Option, ...]:
        """The orders to choose from."""
        return list_options.sorts(self.criteria)

    @property
    def wider(self) -> tuple[Option, ...]:
        """Larger radii that hold more, each with its count."""
        return list_options.wider(self.criteria, self.results)

    @property
    def ways_on(self) -> tuple[WayOnLink, ...]:
        """For an empty list: what would fill it."""
        return ways_on(self.criteria, self.results, self.provider_name)

    @property
    def as_typed(self) -> str:
        """The search for the words exactly as they were typed."""
        return write_query(self.asked, keep_spelling=True)

    @property
    def understood(self) -> tuple[str, ...]:
        """How the words were read, in sentences."""
        return understood_words(self.results)

    @property
    def offers_questions(self) -> bool:
        """Whether the questions would help more than these words did."""
        return asks_for_questions(self.results)

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """What the form keeps although nobody fills it in: order, spelling, and what the person said of themselves."""
        pairs = [("sort", self.criteria.sort.value)] if self.criteria.sort is not Sort.FIT else []
        if self.criteria.keep_spelling:
            pairs.append(("kept_spelling", self.criteria.text))
        return tuple(pairs)

    @property
    def page_numbers(self) -> tuple[int, ...]:
        """The pages that are linked; 0 stands for a gap."""
        return list_options.page_numbers(self.criteria.page, self.results.pages)

    def page_query(self, page: int) -> str:
        """The query of another page of this search."""
        return write_query(self.criteria, page=page)


def results_page(
    asked: SearchCriteria,
    placed: SearchCriteria,
    results: Results,
    notices: tuple[Notice, ...],
    near_map: NearMap | None,
    *,
    today: date,
    address: str,
) -> ResultsPage:
    """Put together the page for a search and what it found.

    ``placed`` is what was ``asked`` with a place in its words taken out of them; ``address`` that of the search page.
    """
    criteria = placed if results.instead else results.criteria
    return ResultsPage(criteria, results, notice_words(notices), near_map, today, address, asked=asked)
