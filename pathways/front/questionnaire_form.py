"""What a page of the questionnaire sends: its own fields, and every other answer in hidden ones."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pathways import clock
from pathways.catalogue.current import current_catalogue, current_gazetteer
from pathways.front.carried import Carried, read_carried
from pathways.front.near import AskedPlace, place_in_form
from pathways.front.questionnaire_mistakes import mistakes_on
from pathways.guidance.answer_query import PARAMETERS
from pathways.guidance.answers import LIKINGS
from pathways.guidance.heard import HOME, answers_with, heard_between, is_left_out, left_out
from pathways.guidance.idea_words import LONGEST_TYPED, read_ideas
from pathways.guidance.questions import ACTIVITY_PAGES, PAGES
from pathways.places.postcodes import cut_postcodes_to_sector

CARRIED = (*PARAMETERS, "without", "like", "then", "heard")


@dataclass(frozen=True)
class SentPage:
    """A page as it was sent: what it carries, what its fields hold, and what is wrong with them.

    ``is_news``: own words were understood as something that was not there before.
    """

    carried: Carried
    values: Mapping[str, list[str]]
    errors: tuple[tuple[str, str], ...] = ()
    asked: AskedPlace = field(default_factory=AskedPlace)
    typed: str = ""
    unknown_words: tuple[str, ...] = ()
    is_news: bool = False

    @property
    def needs_answer(self) -> bool:
        """Whether the page has to be shown again as it was filled in."""
        return bool(self.errors) or self.asked.needs_answer or bool(self.unknown_words)


def read_kept(form: Any) -> Carried:
    """What a form carries of other pages, its own boxes left unread. Never raises."""
    return read_carried(_values(form))[0]


def read_page(page: str, form: Any) -> SentPage:
    """Read the form of ``page``; ``form`` is the MultiDict that came. Never raises."""
    values = _values(form)
    for code in ACTIVITY_PAGES.get(page, ()):
        if (liking := form.get(f"activity-{code}")) in LIKINGS:
            values.setdefault(liking, []).append(code)
    if page == "home":
        return _read_home(values, form)
    if page == "ideas":
        return _read_ideas(values, form)
    carried, notices = read_carried(values)
    return SentPage(carried, values, mistakes_on(page, notices))


def read_whole(form: Any) -> SentPage:
    """Read a form that holds every question at once but own words, which have a form of their own. Never raises."""
    values = _values(form)
    for codes in ACTIVITY_PAGES.values():
        for code in codes:
            if (liking := form.get(f"activity-{code}")) in LIKINGS:
                values.setdefault(liking, []).append(code)
    sent = _read_home(values, form)
    mistakes = [mistake for page in PAGES for mistake in mistakes_on(page, read_carried(values)[1])]
    return replace(sent, errors=tuple(dict.fromkeys(mistakes)))


def _values(form: Any) -> dict[str, list[str]]:
    # No box asks for a postcode but the one for a place; cut here, none is ever shown again.
    return {name: list(map(cut_postcodes_to_sector, form.getlist(name))) for name in CARRIED if name in form}


def _read_home(values: dict[str, list[str]], form: Any) -> SentPage:
    asked = place_in_form() if form.get("near", "").strip() else AskedPlace()
    if asked.place is not None:
        values["home"] = [asked.place.id]
    return SentPage(read_carried(values)[0], values, asked=asked)


def _read_ideas(values: dict[str, list[str]], form: Any) -> SentPage:
    """Words that were understood become codes. Words that were not are shown once; sent again, they are let go."""
    typed = cut_postcodes_to_sector(" ".join(form.get("ideas", "").split()))[:LONGEST_TYPED]
    before = read_carried(values)[0]
    catalogue = current_catalogue()
    read = read_ideas(
        typed, catalogue.snapshot() if catalogue.state == "ready" else None, current_gazetteer()
    )
    # "I hate exams" answers another question as well; what was answered there counts first.
    answers = answers_with(before.answers, read, clock.today())
    told = [code for code in before.heard if not (typed and is_left_out(code))]
    heard = [*told, *heard_between(before.answers, answers), *left_out(read, answers)]
    if read.place is not None and read.place != before.answers.home:
        heard = [*(code for code in heard if not code.startswith(f"{HOME}:")), f"{HOME}:{read.place.id}"]
    carried = replace(before, answers=answers, heard=tuple(dict.fromkeys(heard)))
    is_news = carried != before
    if typed and typed == form.get("not_understood"):
        return SentPage(carried, values, is_news=is_news)
    left = (read.place_said, *read.unknown) if read.place_choices else read.unknown
    asked = (
        AskedPlace(typed=read.place_said, choices=read.place_choices) if read.place_choices else AskedPlace()
    )
    return SentPage(
        carried, values, asked=asked, typed=" ".join(left), unknown_words=read.unknown, is_news=is_news
    )
