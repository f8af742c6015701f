"""How old the lists are that this site shows, read from the snapshot: said on every page when it is long."""

from datetime import date

from pathways import clock
from pathways.catalogue.current import current_catalogue
from pathways.catalogue.published_sources import is_overdue
from pathways.front.blueprint import front


@front.app_template_global()
def lists_last_read() -> date | None:
    """The day of the newest import when that is over 14 days ago, else None."""
    snapshot = current_catalogue().snapshot()
    return snapshot.newest_import if is_overdue(snapshot.newest_import_at, clock.now()) else None


def age_of_lists() -> dict[str, str | bool | None]:
    """The same for a machine that watches the service."""
    snapshot = current_catalogue().snapshot()
    newest = snapshot.newest_import
    return {
        "newest_import": None if newest is None else newest.isoformat(),
        "overdue": is_overdue(snapshot.newest_import_at, clock.now()),
    }
