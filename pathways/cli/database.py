"""`pathways init` and `pathways seed`: the database and its demonstration catalogue."""

import click
from alembic.util import CommandError
from sqlalchemy.exc import ArgumentError, DBAPIError

from pathways.catalogue.seed import seed as load_seed_data
from pathways.catalogue.seeding.facts import load_facts
from pathways.catalogue.seeding.files import SeedError
from pathways.cli.progress import progress_bars
from pathways.database import Database
from pathways.migrations import is_current, is_empty, upgrade
from pathways.paths import resource_dir
from pathways.settings import Settings, get_settings


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


@click.command()
def init() -> None:
    """Create the database, or bring it to this version and keep its rows; load the dated facts of seed_data/."""
    database = open_database(get_settings())
    try:
        was_empty = is_empty(database)
        upgrade(database)
        load_facts(database, resource_dir("seed_data"))
    except SeedError as error:
        raise click.ClickException(str(error)) from error
    except CommandError as error:
        raise click.ClickException(
            f"The database was made by another version of Pathways: {error}"
        ) from error
    finally:
        database.close()
    click.echo("The database was created." if was_empty else "The database is ready.")


@click.command()
@click.option("--reset", is_flag=True, help="Remove the demonstration catalogue first, then load it afresh.")
def seed(reset: bool) -> None:
    """Load seed_data/. Running it again changes nothing but dates, which move forward."""
    database = open_current_database(get_settings())
    try:
        with progress_bars() as progress:
            report = load_seed_data(database, resource_dir("seed_data"), reset=reset, progress=progress)
    except SeedError as error:
        raise click.ClickException(str(error)) from error
    finally:
        database.close()
    click.echo(str(report))
