"""The settings that the host made on the site, in force in a running process without a query for any page.

A process reads them when it starts and every few seconds after (`keeping_up`); in between, and while the database is
away, what was read last goes on. What was never set is as the environment says.
"""

from collections.abc import Mapping

from flask import Flask

from pathways.database import Database
from pathways.host.operations.site import stored_settings
from pathways.logos.queries import ShownLogo, host_logo
from pathways.settings import Settings

IN_TEMPLATES = ("site_name", "site_area", "site_notice")
FROM_ENVIRONMENT = ("site_name", "host_contact")
"""Those that the environment may say as well."""


def bind_live_settings(app: Flask, settings: Settings) -> None:
    """Begin with what the environment says."""
    app.extensions["settings_of_environment"] = settings
    put_in_force(app, {})


def put_in_force(app: Flask, stored: Mapping[str, str], logo: ShownLogo | None = None) -> None:
    """Let pages, letters and feeds say from now on what the host set."""
    settings: Settings = app.extensions["settings_of_environment"]
    changed = {name: stored[name] for name in FROM_ENVIRONMENT if name in stored}
    live = settings.model_copy(update=changed)
    app.extensions["settings"] = live
    told = {"site_name": live.site_name} | {name: stored.get(name, "") for name in IN_TEMPLATES[1:]}
    app.jinja_env.globals.update(told, host_logo=logo)


def refresh(app: Flask, database: Database) -> None:
    """Read what the host set and put it in force. Raises sqlalchemy.exc.DBAPIError when the database is away."""
    with database.open_session() as session:
        put_in_force(app, stored_settings(session), host_logo(session))
