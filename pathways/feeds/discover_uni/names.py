"""Names of providers by number, for the form of the set that gives the number alone."""

from pathlib import Path

from sqlalchemy import Connection, select

from pathways.catalogue.dated import read_rows
from pathways.catalogue.models import Provider
from pathways.database import table_of

_PROVIDER = table_of(Provider)


class ProviderNames:
    """What a provider is called: as any import named it, else as our reviewed lists do."""

    def __init__(self, connection: Connection, seed_dir: Path) -> None:
        self._names: dict[str, str] = {}
        for table in ("taught_at_college.csv", "provider_kinds.csv"):
            self._names.update((row["ukprn"], row["name"]) for row in read_rows(seed_dir / table))
        known = select(_PROVIDER.c.ukprn, _PROVIDER.c.name).where(_PROVIDER.c.ukprn.is_not(None))
        # In an order of its own: where several sources name one number, the newest row counts at every import.
        known = known.order_by(_PROVIDER.c.id)
        self._names.update((str(ukprn), name) for ukprn, name in connection.execute(known))
        connection.commit()

    def of(self, ukprn: str) -> str:
        """The name of a provider, or words that say that only its number is known."""
        return self._names.get(ukprn) or f"Provider number {ukprn}"
