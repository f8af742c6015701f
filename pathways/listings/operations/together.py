"""The same change to many listings: dates moved, then asked to be shown where nothing is wrong."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from pathways.accounts.member import Member
from pathways.feeds.same_offers import find_same_offers_of
from pathways.listings.checks import CheckFacts, check, errors_in
from pathways.listings.content import ListingContent, from_json
from pathways.listings.looked_up import check_facts
from pathways.listings.models import Listing
from pathways.listings.operations.many import hold, submit_many
from pathways.listings.operations.versions import newest_versions, save_content


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
    chosen = list(listings)
    versions = newest_versions(session, chosen)
    for listing in chosen:
        before = from_json(versions[listing.id or 0].content)
        after = change(before)
        if after != before:
            found.append(Change(listing, before, after))
    return found


def make_changes(
    session: Session, changes: Iterable[Change], *, member: Member, note: str, day: date, also_submit: bool
) -> tuple[int, int]:
    """Keep each change as a draft; with ``also_submit`` ask for those without errors to be shown.

    Gives how many were changed, and how many of them were submitted. Raises EditedMeanwhile.
    """
    ready: list[tuple[Listing, ListingContent]] = []
    kept = list(changes)
    hold(session, [change.listing for change in kept])
    facts: dict[int, CheckFacts] = {}
    for change in kept:
        provider_id = change.listing.provider_id
        if also_submit and provider_id not in facts:
            facts[provider_id] = check_facts(session, provider_id)
        if also_submit and not errors_in(check(change.after, facts[provider_id], day)):
            ready.append((change.listing, change.after))
        else:
            save_content(session, change.listing, change.after, member=member, note=note)
    if ready:
        submit_many(session, ready, member=member, note=note, day=day)
    for provider_id in facts:
        find_same_offers_of(session, provider_id)
    return len(kept), len(ready)
