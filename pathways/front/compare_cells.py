"""What each side of a comparison says of each fact, in the words of the programme's own page."""

from collections.abc import Iterable

from pathways.catalogue.labels import LEVEL_LIKE, level_name
from pathways.catalogue.models import Programme
from pathways.catalogue.programmes import ProgrammeDetail
from pathways.catalogue.results import Card
from pathways.eligibility.reasons import Eligibility
from pathways.front.card_words import CardWords
from pathways.front.compare_rows import Cell, Cells
from pathways.front.eligibility_words import all_reasons, verdict_heading
from pathways.front.entry_words import told_lines
from pathways.front.money_words import money_lines
from pathways.front.offer_words import (
    apply_words,
    closed_words,
    closing_words,
    distance_words,
    employer_words,
    journey_lines,
    mode_words,
    no_start_words,
    offer_name_and_town,
    reach_words,
    start_words,
)
from pathways.front.offers import ShownIntake, ShownOffer, journeys
from pathways.front.outcome_words import shown_outcomes
from pathways.front.pay_shown import PayShown
from pathways.front.programme_words import (
    hours_lines,
    leads_lines,
    length_words,
    level_words,
    missing_words,
    no_figures_words,
    size_lines,
    support_words,
)
from pathways.front.sentences import sentence
from pathways.places.place import Place
from pathways.web.formats import uk_date
from pathways.web.language import gettext as _

MOST_STARTS = 3


def cells_of(
    detail: ProgrammeDetail, offer: ShownOffer, pay: PayShown, place: Place | None, found: Eligibility | None
) -> Cells:
    """Every fact of one offer. ``found`` is the verdict for who said something of themselves."""
    programme, said = detail.programme, offer.opportunity
    hours = (*hours_lines(programme), mode_words(offer), sentence(said.week_text))
    open_days = _("Open days: %(days)s", days=sentence(said.open_days)) if said.open_days else ""
    return {
        "level": _cell([_level(programme)]),
        "long": _cell([length_words(programme) or missing_words(), *size_lines(programme)]),
        "hours": _cell(hours),
        "money": _cell(money_lines(said, pay)),
        "entry": _entry(detail, found),
        "where": _cell(_where(offer, place)),
        "dates": _cell(_dates(offer)),
        "next": _cell(leads_lines(programme)),
        "got-on": _cell(_got_on(detail)),
        "support": _cell([support_words(programme, detail.provider) or missing_words()]),
        "apply": Cell(_lines([apply_words(said), open_days]), link=said.apply_url),
    }


def cells_of_card(card: Card, words: CardWords, place: Place | None) -> Cells:
    """What the published copy knows of one offer, while the database cannot be asked for the rest."""
    away = _cell([_("We cannot look this up just now. You could try again in a few minutes.")])
    closes = _("Apply by: %(day)s", day=uk_date(card.closes_on)) if card.closes_on else ""
    far = place is not None and card.distance_miles is not None
    return {
        "level": _cell([words.level]),
        "long": _cell([length_words(card) or missing_words()]),
        "hours": _cell([mode_words(card)]),
        "money": _cell([words.money]),
        "entry": away,
        "where": _cell([card.venue_name or "", words.town, words.where if far else ""]),
        "dates": _cell([_("Starts: %(day)s", day=words.start), closes]),
        "next": away,
        "got-on": away,
        "support": away,
        "apply": away,
    }


def _cell(lines: Iterable[str]) -> Cell:
    return Cell(_lines(lines))


def _lines(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for line in lines if line)


def _level(programme: Programme) -> str:
    if programme.level is None:
        return level_words(programme)
    return f"{level_name(programme.level)}, {LEVEL_LIKE[programme.level]}"


def _entry(detail: ProgrammeDetail, found: Eligibility | None) -> Cell:
    asked = told_lines(detail.entry) or [missing_words()]
    if found is None:
        return _cell(asked)
    return Cell(_lines(asked), found.verdict.code, verdict_heading(found), _lines(all_reasons(found)))


def _where(offer: ShownOffer, place: Place | None) -> list[str]:
    far = distance_words(offer, place)
    ways = journey_lines(journeys(offer.miles)) if offer.miles is not None else ()
    return [
        offer_name_and_town(offer),
        employer_words(offer),
        f"{far}{_(', in a straight line')}" if far else reach_words(offer, place),
        *ways,
    ]


def _dates(offer: ShownOffer) -> list[str]:
    if offer.is_over:
        return [closed_words()]
    coming = [shown for shown in offer.intakes if shown.state != "closed"][:MOST_STARTS]
    return [_start(shown) for shown in coming] or [no_start_words()]


def _start(shown: ShownIntake) -> str:
    return _(
        "Starts: %(start)s. Apply by: %(closes)s.", start=start_words(shown), closes=closing_words(shown)
    )


def _got_on(detail: ProgrammeDetail) -> list[str]:
    outcomes = shown_outcomes(detail.outcomes)
    if not outcomes:
        return [no_figures_words()]
    told = [" ".join((one.question, one.answer, *one.notes)) for one in outcomes]
    sources = dict.fromkeys(one.source for one in outcomes)
    return [*told, *(_("Source: %(name)s", name=name) for name in sources)]
