"""What a page of the questionnaire sends: its own fields, and every other answer in hidden ones."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pathways.catalogue.current import current_catalogue
from pathways.front.carried import Carried, read_carried
from pathways.front.near import AskedPlace, place_in_form
from pathways.front.questionnaire_mistakes import mistakes_on
from pathways.guidance.answer_query import PARAMETERS
from pathways.guidance.answers import LIKINGS, MOST_AVOIDED, MOST_MATTERS
from pathways.guidance.idea_words import LONGEST_TYPED, read_ideas
from pathways.guidance.questions import ACTIVITY_PAGES
from pathways.places.postcodes import cut_postcodes_to_sector

CARRIED = (*PARAMETERS, "without", "like", "then")


@dataclass(frozen=True)
class SentPage:
    """A page as it was sent: what it carries, what its fields hold, and what is wrong with them."""

    carried: Carried
    values: Mapping[str, list[str]]
    errors: tuple[tuple[str, str], ...] = ()
    asked: AskedPlace = field(default_factory=AskedPlace)
    typed: str = ""
    unknown_words: tuple[str, ...] = ()

    @property
    def needs_answer(self) -> bool:
        """Whether the page has to be shown again as it was filled in."""
        return bool(self.errors) or self.asked.needs_answer or bool(self.unknown_words)


def read_page(page: str, form: Any) -> SentPage:
    """Read the form of ``page``; ``form`` is the MultiDict that came. Never raises."""
    # No box asks for a postcode but the one for a place; cut here, none is ever shown again.
    values = {
        name: list(map(cut_postcodes_to_sector, form.getlist(name))) for name in CARRIED if name in form
    }
    for code in ACTIVITY_PAGES.get(page, ()):
        if (liking := form.get(f"activity-{code}")) in LIKINGS:
            values.setdefault(liking, []).append(code)
    if page == "home":
        return _read_home(values, form)
    if page == "ideas":
        return _read_ideas(values, form)
    carried, notices = read_carried(values)
    return SentPage(carried, values, mistakes_on(page, notices))


def _read_home(values: dict[str, list[str]], form: Any) -> SentPage:
    asked = place_in_form() if form.get("near", "").strip() else AskedPlace()
    if asked.place is not None:
        values["home"] = [asked.place.id]
    return SentPage(read_carried(values)[0], values, asked=asked)


def _read_ideas(values: dict[str, list[str]], form: Any) -> SentPage:
    """Words that were understood become codes. Words that were not are shown once; sent again, they are let go."""
    typed = cut_postcodes_to_sector(" ".join(form.get("ideas", "").split()))[:LONGEST_TYPED]
    catalogue = current_catalogue()
    read = read_ideas(typed, catalogue.snapshot() if catalogue.state == "ready" else None)
    values["idea"] = [*values.get("idea", ()), *read.ideas]
    # "I hate exams" answers another question as well; what was answered there counts first.
    values["avoid"] = [*values.get("avoid", ()), *read.avoid][:MOST_AVOIDED]
    values["matters"] = [*values.get("matters", ()), *read.matters][:MOST_MATTERS]
    values["learning"] = [*values.get("learning", ()), *read.learning][:1]
    unknown = () if typed == form.get("not_understood") else read.unknown
    shown = " ".join(read.unknown) if unknown else ""
    return SentPage(read_carried(values)[0], values, typed=shown, unknown_words=unknown)
