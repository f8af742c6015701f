"""What one offer says, in words that every page shares: where it is, how far, which days, when it starts."""

from collections.abc import Sequence

from pathways.catalogue.labels import mode_name
from pathways.catalogue.models import Opportunity
from pathways.catalogue.results import Card
from pathways.catalogue.vocabulary import Delivery
from pathways.front.blueprint import front
from pathways.front.offers import Journey, ShownIntake, ShownOffer
from pathways.front.sentences import sentence
from pathways.places.place import Place
from pathways.web.formats import miles, uk_date
from pathways.web.language import gettext as _
from pathways.web.language import ngettext


@front.app_template_filter()
def offer_name(one: ShownOffer) -> str:
    """Its place by name, or how it is taught where it has no place."""
    if one.venue is not None:
        return one.venue.name
    return {
        Delivery.ONLINE: _("Online"),
        Delivery.NATIONAL: _("Anywhere in the country"),
        Delivery.AREA: _("At work, across an area"),
    }.get(one.opportunity.delivery) or _("Place not given")


@front.app_template_filter()
def offer_name_and_town(one: ShownOffer) -> str:
    """Its place by name, with the town where the name does not say it."""
    name = offer_name(one)
    town = one.venue.town if one.venue is not None else ""
    return f"{name}, {town}" if town and town not in name else name


@front.app_template_filter()
def distance_words(one: ShownOffer, place: Place | None) -> str:
    """About how far it is from a place; empty when that is not known."""
    if one.miles is None or place is None:
        return ""
    if one.miles < 0.5:
        return _("Less than half a mile from %(place)s", place=place.name)
    if one.miles < 1:
        return _("Under 1 mile from %(place)s", place=place.name)
    return _("About %(miles)s from %(place)s", miles=miles(one.miles), place=place.name)


@front.app_template_filter()
def reach_words(one: ShownOffer, place: Place | None) -> str:
    """What is to be known of an offer whose distance is not; empty when there is nothing to say."""
    if one.miles is not None:
        return ""
    if one.venue is not None:
        if one.venue.lat is None:
            return _("We do not know exactly where this is, so we cannot say how far. Ask the provider.")
        return ""
    if one.opportunity.delivery is Delivery.ONLINE:
        return _("You learn from home. Ask what kit you need and whether there are days to attend.")
    if one.opportunity.delivery is Delivery.AREA:
        if one.serves_place is None or place is None:
            return _("They teach or train people within the area they serve.")
        if one.serves_place:
            return _("It serves %(place)s.", place=place.name)
        return _("%(place)s is not in the area it serves. Ask whether they can help.", place=place.name)
    if one.opportunity.delivery is Delivery.VENUE:
        return _("Our source does not say where this is taught. Ask the provider.")
    return ""


@front.app_template_filter()
def journey_lines(journeys: Sequence[Journey]) -> tuple[str, ...]:
    """Each way of getting there with its minutes; a bus or train only where it beats walking."""
    on_foot = min((one.minutes for one in journeys if one.mode == "walk"), default=999)
    return tuple(
        _journey(one) for one in journeys if one.mode not in ("bus", "train") or one.minutes < on_foot
    )


def _journey(journey: Journey) -> str:
    words = {
        "walk": _("%(num)s minutes on foot", num=journey.minutes),
        "bike": _("%(num)s minutes by bike", num=journey.minutes),
        "bus": _("%(num)s minutes by bus, if there is one", num=journey.minutes),
        "train": _("%(num)s minutes by train, if there is one", num=journey.minutes),
    }
    return words.get(journey.mode) or _("%(num)s minutes by car", num=journey.minutes)


@front.app_template_filter()
def mode_words(one: ShownOffer | Card) -> str:
    """How the week may be arranged, as a sentence."""
    if not one.modes:
        return _("Full-time or part-time is not stated.")
    return sentence(", ".join(mode_name(mode) for mode in one.modes).capitalize())


@front.app_template_filter()
def start_words(shown: ShownIntake) -> str:
    """When it starts."""
    intake = shown.intake
    day = _("When you are ready") if intake.is_flexible else uk_date(intake.starts_on)
    if not intake.start_text:
        return day
    return f"{day} ({intake.start_text})" if day else intake.start_text


@front.app_template_filter()
def closing_words(shown: ShownIntake) -> str:
    """By when to apply, or that it is too late."""
    closes = uk_date(shown.intake.closes_on)
    if shown.state == "closed":
        return f"{_('Closed')} ({closes})" if closes else _("Closed")
    if shown.state == "not-open-yet":
        opens = _("Opens %(day)s", day=uk_date(shown.intake.opens_on))
        return f"{opens}, {_('closes %(day)s', day=closes)}" if closes else opens
    return closes or _("No closing date given")


@front.app_template_filter()
def places_words(one: ShownOffer) -> str:
    """How many people can start; empty when it is not said."""
    count = one.opportunity.places
    return ngettext("%(num)s place.", "%(num)s places.", count) if count else ""


@front.app_template_filter()
def employer_words(one: ShownOffer) -> str:
    """Whom you would work for; empty where it is no job."""
    name = one.opportunity.employer_name
    return _("You would work for %(name)s.", name=name) if name else ""


@front.app_template_filter()
def apply_words(said: Opportunity) -> str:
    """How to apply, or that nobody has said."""
    return sentence(said.how_to_apply or _("The provider has not told us how. You could ask them."))


@front.app_template_global()
def no_start_words() -> str:
    """That no start is known."""
    return _("No start date given. Ask the provider.")


@front.app_template_global()
def closed_words() -> str:
    """That nobody can apply any more."""
    return _("Closed: every start here has gone by.")
