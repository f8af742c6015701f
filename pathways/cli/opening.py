"""The database that a command works on, opened or refused in words."""

import click
from sqlalchemy.exc import ArgumentError, DBAPIError

from pathways.database import Database
from pathways.migrations import is_current
from pathways.settings import Settings


def named_database(settings: Settings) -> Database:
    """The database of these settings, not yet connected to.

    Raises click.ClickException when the address is none, or is of an engine that is not supported.
    """
    try:
        return Database(settings.database_url)
    except (ArgumentError, ImportError) as error:
        raise click.ClickException(
            "PATHWAYS_DATABASE_URL is not the address of a database that can be used here. "
            "It begins with sqlite:/// or postgresql://"
        ) from error


class DatabaseAway(click.ClickException):
    """The database cannot be reached. The message says what to do."""


def open_database(settings: Settings) -> Database:
    """The database of these settings, with a folder to stand in.

    Raises DatabaseAway when it cannot be reached, and click.ClickException when the folder cannot be written to.
    """
    try:
        settings.instance_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.ClickException(
            f"The folder {settings.instance_dir} cannot be made ({error.strerror}). "
            "Choose another with PATHWAYS_INSTANCE_DIR."
        ) from error
    database = named_database(settings)
    try:
        database.engine.connect().close()
    except DBAPIError as error:
        address = database.engine.url.render_as_string(hide_password=True)
        raise DatabaseAway(
            f"The database at {address} cannot be opened. "
            f"Check PATHWAYS_DATABASE_URL and that it is running.\n{error.orig}"
        ) from error
    return database


def open_current_database(settings: Settings) -> Database:
    """The database, refused with a click.ClickException when `pathways init` has not been run on it."""
    database = open_database(settings)
    if not is_current(database):
        raise click.ClickException("The database is not ready for this version. Run: pathways init")
    return database
