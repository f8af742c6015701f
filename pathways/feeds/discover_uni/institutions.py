"""Who teaches: the providers of the set."""

from pathways.catalogue.vocabulary import Nation
from pathways.feeds.discover_uni.tables import InstitutionRow
from pathways.feeds.names import provider_name
from pathways.feeds.provider_kinds import Kinds
from pathways.feeds.records import ProviderRecord
from pathways.feeds.web_addresses import https_link
from pathways.places.names import slug

NATIONS = {
    "XF": Nation.ENGLAND,
    "XG": Nation.NORTHERN_IRELAND,
    "XH": Nation.SCOTLAND,
    "XI": Nation.WALES,
}
REAL_NUMBERS = range(10_000_000, 20_000_000)
"""Joint schools have made-up numbers in the set, outside the register's range."""


def provider_record(row: InstitutionRow, kinds: Kinds, rating: str) -> ProviderRecord:
    """The provider that teaches, under the name it trades by."""
    name = provider_name(row.first_trading_name or row.legal_name)
    number = int(row.pubukprn)
    return ProviderRecord(
        key=row.pubukprn,
        name=name,
        slug=slug(name)[:120] or row.pubukprn,
        kind=kinds.of(row.pubukprn, row.legal_name, name),
        nation=NATIONS[row.pubukprncountry],
        ukprn=number if number in REAL_NUMBERS else None,
        website=https_link(row.provurl),
        telephone=row.provtel[:40],
        quality_marks=f"Teaching Excellence Framework: {rating}" if rating else "",
    )
