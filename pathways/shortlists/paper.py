"""Lists on paper: one sheet each, clear in black and white. Private notes never get here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from pathways.accounts.signed_in import Member
from pathways.catalogue import labels
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.front.card_words import card_words
from pathways.sheets.sheet import Sheet, SheetCode, SheetLine, SheetPart
from pathways.shortlists.desk import place_named
from pathways.shortlists.links import share_address
from pathways.shortlists.models import Shortlist
from pathways.shortlists.queries.own import items_of
from pathways.shortlists.queries.seen import SeenItem, seen_items
from pathways.shortlists.queries.shares import live_shares
from pathways.shortlists.rules.details import learner_of
from pathways.web.formats import uk_date
from pathways.web.language import gettext


@dataclass(frozen=True, slots=True)
class Paper:
    """A list as a sheet, and the list that it is of."""

    shortlist: Shortlist
    sheet: Sheet


def papers(
    session: Session,
    lists: Sequence[Shortlist],
    snapshot: CatalogueSnapshot | None,
    member: Member,
    today: date,
) -> list[Paper]:
    """A sheet for each of some lists already found to be the member's, in two queries however many they are."""
    ids = [found.id or 0 for found in lists]
    items, live = items_of(session, ids), live_shares(session, ids, today)
    made = []
    for found in lists:
        seen = seen_items(
            items[found.id or 0],
            snapshot,
            today,
            near=place_named(found.home_place),
            learner=learner_of(found),
        )
        share = live.get(found.id or 0)
        made.append(Paper(found, _sheet(found, seen, member, share_address(share) if share else "", today)))
    return made


def made_by(member: Member) -> str:
    """Who made a list, as a pupil reads it."""
    organisation = member.organisation_name
    if member.is_demonstration:
        organisation = gettext("%(name)s (made up)", name=organisation)
    return gettext("Made by %(name)s at %(organisation)s.", name=member.name, organisation=organisation)


def who_sees(found: Shortlist) -> str:
    """Who can see a list, and when it goes."""
    return gettext(
        "Only your adviser sees this list, and whoever you show it to. It goes on %(day)s.",
        day=uk_date(found.goes_on),
    )


def _sheet(found: Shortlist, items: Sequence[SeenItem], member: Member, address: str, today: date) -> Sheet:
    code = None
    if address:
        words = gettext("Scan this to open your list on a phone. No account is needed.")
        code = SheetCode(target=address, words=words, typed="")
    said = [made_by(member), gettext("Printed on %(day)s.", day=uk_date(today))]
    if found.purpose:
        said.insert(0, gettext("What it is for: %(purpose)s.", purpose=found.purpose.rstrip(".")))
    return Sheet(
        title=gettext("Your list: %(label)s", label=found.label),
        made_by=" ".join(said),
        parts=(
            SheetPart(
                heading=gettext("Ideas to look into"),
                lines=tuple(_line(one, today) for one in items),
                numbered=True,
                nothing=gettext("There is nothing on this list yet."),
            ),
        ),
        code=code,
        footer=who_sees(found),
    )


def _line(one: SeenItem, today: date) -> SheetLine:
    card, words = one.card, card_words(one.card, today)
    who = ", ".join(part for part in (words.employer, words.provider, words.town) if part)
    facts = [
        who,
        ", ".join(dict.fromkeys((str(labels.route_name(card.route)), words.level, words.where))),
        gettext("Starts: %(start)s. Pay or cost: %(money)s.", start=words.start, money=words.money),
    ]
    if card.closes_on is not None and not one.standing.is_closed:
        facts.append(gettext("Apply by %(day)s.", day=uk_date(card.closes_on)))
    if one.standing.is_closed:
        facts.append(gettext("Closed since this list was made. You could ask what comes next."))
    if one.reasons:
        facts.append(gettext("Why this one: %(reasons)s", reasons=_joined(one.reasons)))
    return SheetLine(
        title=card.title, facts=tuple(fact for fact in facts if fact), note=one.item.note_to_pupil
    )


def _joined(reasons: Sequence[str]) -> str:
    """Reasons on one line. Some are sentences and some are not: no stop stands before a semicolon."""
    return "; ".join(reason.rstrip(".") for reason in reasons)
