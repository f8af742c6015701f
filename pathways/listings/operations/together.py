"""The same change to many listings: dates moved, then asked to be shown where nothing is wrong."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from pathways.accounts.member import Member
from pathways.feeds.same_offers import find_same_offers_of
from pathways.listings.checks import check, errors_in
from pathways.listings.content import ListingContent
from pathways.listings.looked_up import check_facts
from pathways.listings.models import Listing
from pathways.listings.operations import life
from pathways.listings.operations.versions import newest_content, save_content


@dataclass(frozen=True, slots=True)
class Change:
    """What a change would make of one listing."""

    listing: Listing
    before: ListingContent
    after: ListingContent

    @property
    def moved(self) -> list[tuple[date | None, date | None, date | None, date | None]]:
        """Start and last day to apply, before and after, of every start that moves."""
        olds = {
            (offer.key, place): start
            for offer in self.before.offers
            for place, start in enumerate(offer.starts)
        }
        news = {
            (offer.key, place): start
            for offer in self.after.offers
            for place, start in enumerate(offer.starts)
        }
        return [
            (old.starts_on, old.closes_on, news[key].starts_on, news[key].closes_on)
            for key, old in olds.items()
            if key in news and news[key] != old
        ]


def look_at(
    session: Session, listings: Iterable[Listing], change: Callable[[ListingContent], ListingContent]
) -> list[Change]:
    """What a change would make of each listing that it would change at all. Nothing is written."""
    found = []
    for listing in listings:
        before = newest_content(session, listing)
        after = change(before)
        if after != before:
            found.append(Change(listing, before, after))
    return found


def make_changes(
    session: Session, changes: Iterable[Change], *, member: Member, note: str, day: date, also_submit: bool
) -> tuple[int, int]:
    """Keep each change as a draft; with ``also_submit`` ask for those without errors to be shown.

    Gives how many were changed, and how many of them were submitted.
    """
    changed = submitted = 0
    facts = {}
    for change in changes:
        listing = change.listing
        save_content(session, listing, change.after, member=member, note=note)
        changed += 1
        if not also_submit:
            continue
        if listing.provider_id not in facts:
            facts[listing.provider_id] = check_facts(session, listing.provider_id)
        if not errors_in(check(change.after, facts[listing.provider_id], day)):
            life.submit(
                session, listing, member=member, facts=facts[listing.provider_id], day=day, one_of_many=True
            )
            submitted += 1
    for provider_id in facts:
        find_same_offers_of(session, provider_id)
    return changed, submitted
