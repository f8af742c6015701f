"""The page of a comparison, worked out before it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from flask import url_for

from pathways.catalogue.learner_query import LEARNER_PARAMETERS, said_pairs
from pathways.catalogue.results import Card
from pathways.front.compare_asked import LEAST, MOST, AskedFor, CompareAddress
from pathways.front.compare_rows import Row, rows_of, shown_rows
from pathways.front.compare_sides import Side, Sides
from pathways.front.learner_fields import LearnerFields, learner_fields
from pathways.front.near import AskedPlace
from pathways.front.related import Related
from pathways.web.language import gettext as _
from pathways.web.language import ngettext


@dataclass(frozen=True)
class ComparePage:
    """What is compared and how. ``state`` holds those that were found; ``beyond`` are titles of those past four.

    ``like_it`` is there where only one was found: others to set beside it. ``is_copy``: the database is away.
    """

    state: CompareAddress
    asked: AskedFor
    sides: Sides
    place: AskedPlace
    beyond: tuple[str, ...] = ()
    like_it: Related | None = None
    is_copy: bool = False

    @property
    def heading(self) -> str:
        """The h1."""
        return _("Compare side by side")

    @property
    def title(self) -> str:
        """The title, which begins with the h1 and tells the states of the page apart."""
        names = ", ".join(side.title for side in self.sides.found) or _("nothing picked yet")
        only = f" ({_('differences')})" if self.state.only_differences and self.is_ready else ""
        return f"{self.heading}: {names}{only}"

    @property
    def is_ready(self) -> bool:
        """Whether there are enough to compare."""
        return len(self.sides.found) >= LEAST

    @cached_property
    def all_rows(self) -> tuple[Row, ...]:
        """Every row; none while there is nothing to compare."""
        return rows_of([side.cells for side in self.sides.found]) if self.is_ready else ()

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows to show."""
        return shown_rows(self.all_rows, only_differences=self.state.only_differences)

    @property
    def hidden(self) -> int:
        """How many rows are the same and not shown."""
        return len(self.all_rows) - len(self.rows)

    @property
    def turned(self) -> str:
        """The page with differences alone, or with everything again."""
        return replace(self.state, only_differences=not self.state.only_differences).address

    @property
    def fields(self) -> LearnerFields:
        """The questions by which somebody is told whether they could get in."""
        return learner_fields(self.state.said)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """All but what those questions ask, for hidden fields."""
        return self.state.pairs(*LEARNER_PARAMETERS)

    @property
    def notices(self) -> tuple[str, ...]:
        """What was asked for and is not here, in sentences."""
        return tuple(_notices(self.asked, self.sides, self.beyond))

    def short_name(self, side: Side) -> str:
        """What a side is called above its facts: its title, and where another has that title, what tells them apart."""
        twins = [other for other in self.sides.found if other.title == side.title]
        if len(twins) == 1:
            return side.title
        for name in ("provider", "employer", "place"):
            own = getattr(side, name)
            if own and sum(getattr(other, name) == own for other in twins) == 1:
                return f"{side.title}, {own}"
        return ", ".join(name for name in (side.title, side.employer or side.provider, side.place) if name)

    def without(self, side: Side) -> str:
        """The page without one side."""
        return replace(self.state, ids=tuple(one for one in self.state.ids if one != side.id)).address

    def with_card(self, card: Card) -> str:
        """The page with one more."""
        return replace(self.state, ids=(*self.state.ids, card.id)).address

    def near(self, place_id: str) -> str:
        """The page measured from another place."""
        return replace(self.state, near=place_id).address

    def programme_address(self, side: Side) -> str:
        """The programme's own page: this offer picked, what was said and the way back to a list kept."""
        pairs = [("at", str(side.id))]
        pairs += [("near", self.state.near)] if self.state.near else []
        pairs += said_pairs(self.state.said) if self.state.said is not None else []
        pairs += self.state.kept.items()
        path = url_for("front.programme", programme_id=side.programme_id, slug=side.slug)
        return f"{path}?{urlencode(pairs)}"


def _notices(asked: AskedFor, sides: Sides, beyond: Sequence[str]) -> list[str]:
    said = [_("%(title)s was taken down, so it is not here.", title=title) for title in sides.withdrawn]
    if sides.unknown:
        said.append(
            ngettext(
                "One that you picked is not in our lists any more.",
                "%(num)s that you picked are not in our lists any more.",
                len(sides.unknown),
            )
        )
    if asked.beyond:
        said.append(
            _("We compare %(most)s at once. Left out: %(titles)s.", most=MOST, titles=", ".join(beyond))
            if beyond
            else _("We compare %(most)s at once, so we left out the rest.", most=MOST)
        )
    said.extend(_("We could not use “%(value)s” from the address.", value=value) for value in asked.unread)
    return said
