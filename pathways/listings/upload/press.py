"""What an upload is published with."""

from dataclasses import dataclass
from datetime import date

from pathways.accounts.member import Member
from pathways.feeds.whereabouts import AddressBook
from pathways.listings.checks import CheckFacts


@dataclass(frozen=True, slots=True)
class Press:
    """Who publishes, what listings are held against, the day, and where addresses are."""

    member: Member
    facts: CheckFacts
    today: date
    book: AddressBook
