"""`pathways init` and `pathways seed`: the database and its demonstration catalogue."""

import click
from alembic.util import CommandError

from pathways.catalogue.seed import seed as load_seed_data
from pathways.catalogue.seeding.facts import load_facts
from pathways.catalogue.seeding.files import SeedError
from pathways.cli.opening import open_current_database, open_database
from pathways.cli.progress import progress_bars
from pathways.migrations import is_empty, upgrade
from pathways.paths import resource_dir
from pathways.settings import get_settings


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
