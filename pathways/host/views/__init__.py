"""The pages of the host's desk, under /admin, and what providers see of demand, under /listings/demand."""

from pathways.host.views import (
    audit,
    claims,
    demand,
    home,
    import_area,
    imports,
    letters,
    logo,
    providers,
    reports,
    review,
    samples,
    site,
    words,
)
from pathways.host.views.blueprint import host

__all__ = [
    "audit",
    "claims",
    "demand",
    "home",
    "host",
    "import_area",
    "imports",
    "letters",
    "logo",
    "providers",
    "reports",
    "review",
    "samples",
    "site",
    "words",
]
