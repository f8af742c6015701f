"""Presentations of a course: where each is held, when it starts, and how to apply."""

from dataclasses import dataclass, field
from datetime import date

from pathways.catalogue.vocabulary import Delivery
from pathways.feeds.plain_structure import one_line, structure_of
from pathways.feeds.records import VenueRecord
from pathways.feeds.xcri_cap.complaints import Complaints
from pathways.feeds.xcri_cap.costs import Cost, cost_of
from pathways.feeds.xcri_cap.engagement import Engagement, engagement_of
from pathways.feeds.xcri_cap.keys import identifier_of
from pathways.feeds.xcri_cap.moments import Moment, moment_of
from pathways.feeds.xcri_cap.refined import refined, unrefined
from pathways.feeds.xml_nodes import XmlNode

MOST_PLACES = 100_000
"""More than any course has: it is a slip, and no number of places."""


@dataclass(frozen=True, slots=True)
class Start:
    """One start of an offer, in the fields of an intake."""

    starts_on: date | None = None
    start_text: str = ""
    is_flexible: bool = False
    opens_on: date | None = None
    closes_on: date | None = None


@dataclass(frozen=True, slots=True)
class Presentation:
    """One presentation at one place. ``base`` is what its identifier shares with other starts of the same offer."""

    base: str
    delivery: Delivery
    venue: VenueRecord | None
    engagement: Engagement
    cost: Cost
    start: Start | None
    apply_url: str
    how_to_apply: str
    week_text: str
    open_days: str
    places: int | None
    address: str
    districts: tuple[str, ...] = field(default=())


def presentation_at(
    node: XmlNode, venue: VenueRecord | None, today: date, complaints: Complaints
) -> Presentation:
    """A presentation at one of its venues, or without one. ``today`` tells starts of months gone by."""
    engagement = engagement_of(node)
    base, mark, _ = identifier_of(node).partition("#")
    districts = tuple(
        dict.fromkeys(one.text for one in refined(node.named("engagement"), "district") if one.text)
    )
    delivery = engagement.delivery or (
        Delivery.ONLINE if engagement.from_afar and venue is None else Delivery.VENUE
    )
    return Presentation(
        base=base if mark else "",
        delivery=delivery,
        venue=venue if delivery is Delivery.VENUE else None,
        engagement=engagement,
        cost=cost_of(node),
        start=_start(node, today, complaints),
        apply_url=_link(node, complaints, "applyTo"),
        how_to_apply=_told(node, "applicationProcedure", "applicationprocedure"),
        week_text=one_line(_told(node, "", "studyhours", "contacthours"), 300),
        open_days=one_line(_told(node, "", "events"), 500),
        places=_places(node),
        address=_link(node, complaints, "url"),
        districts=districts,
    )


def _told(node: XmlNode, element: str, *types: str) -> str:
    """What an element, or a description of one of these types, says."""
    nodes = [*(node.named(element) if element else []), *refined(node.named("description"), *types)]
    return "\n".join(dict.fromkeys(text for one in nodes if (text := structure_of(one))))


def _link(node: XmlNode, complaints: Complaints, element: str) -> str:
    return complaints.address_of(unrefined(node.named(element)))


def _places(node: XmlNode) -> int | None:
    number = node.text_of("places", "placesAvailable").lstrip("0")
    if not (number.isascii() and number.isdigit()) or len(number) > len(str(MOST_PLACES)):
        return None
    return int(number) if int(number) <= MOST_PLACES else None


def _start(node: XmlNode, today: date, complaints: Complaints) -> Start | None:
    """The start of a presentation; None when nothing is said of it."""
    moments = {name: _checked(node, name, complaints) for name in ("start", "end", "applyFrom", "applyUntil")}
    start, opens, closes = moments["start"], moments["applyFrom"].day, moments["applyUntil"].day
    if start.day is None and not start.words and not start.is_flexible:
        return None
    if closes is not None and start.day is not None and closes > start.day:
        complaints.note(node.first("applyUntil") or node, "applyUntil", closes, "applyUntil is not after the start",
                        "Give the last day to apply. Until then the day of the start is taken for it.")  # fmt: skip
        closes = start.day
    if opens is not None and closes is not None and opens > closes:
        complaints.note(node.first("applyFrom") or node, "applyFrom", opens, "applyFrom is not after applyUntil",
                        "Put the two days right.")  # fmt: skip
        opens = None
    if closes is None and start.day is None:
        # Nobody can apply for a month that has gone by, nor for what has ended.
        ended = [day for day in (start.last_day, moments["end"].last_day) if day is not None and day < today]
        closes = min(ended, default=None)
    return Start(start.day, start.words, start.is_flexible, opens, closes)


def _checked(node: XmlNode, name: str, complaints: Complaints) -> Moment:
    child = node.first(name)
    moment = moment_of(child)
    if child is not None and moment.wrong:
        complaints.note(child, name, moment.wrong, f"{name} is a date such as 2027-09-06",
                        "Write a date that exists and can be right, in dtf or as text.")  # fmt: skip
    return moment
