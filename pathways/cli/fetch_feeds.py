"""`pathways fetch-feeds`: what providers publish at addresses that the host allows, fetched and taken in. For cron."""

import click
from sqlalchemy.exc import DBAPIError

from pathways.cli.opening import open_current_database
from pathways.cli.progress import progress_bars
from pathways.feed_addresses.operations.run import AnotherRunError, Asking, FetchResult, fetch_all
from pathways.settings import get_settings


@click.command("fetch-feeds")
@click.option(
    "--provider", metavar="NAME", default="", help="Only this provider: its whole name, or its UKPRN."
)
def fetch_feeds(provider: str) -> None:
    """Fetch providers' feeds from the addresses that the host allows, and take in what is new.

    Ends with 0 when all went well (also when nothing was new), and with 1 when an address needs somebody, when no
    address of the provider is allowed, or when another run is at work.
    """
    settings = get_settings()
    database = open_current_database(settings)
    how = Asking(about=settings.site_address, locally=settings.feeds_locally)
    try:
        with progress_bars() as progress:
            told = fetch_all(
                database,
                settings.instance_dir,
                how,
                provider=provider,
                progress=lambda done, total: progress("Fetching", done, total),
            )
    except AnotherRunError as error:
        raise click.ClickException("Another run is fetching feeds. Nothing was done.") from error
    except DBAPIError as error:
        raise click.ClickException(
            f"The database refused ({error.orig}). What was taken in before stays; run the command again."
        ) from error
    except KeyboardInterrupt as error:
        raise click.ClickException(
            "Stopped. What was taken in before stays; the next run goes on."
        ) from error
    finally:
        database.close()
    _say(told, provider)


def _say(told: list[FetchResult], provider: str) -> None:
    for one in told:
        click.echo(f"{one.address}: {one.said}", err=one.failed)
    failed = sum(one.failed for one in told)
    if provider and not told:
        raise click.ClickException(f"No address of {provider} is allowed. Look at the host's page of feeds.")
    click.echo(f"Addresses asked: {len(told):,}. Needing somebody: {failed:,}.")
    if failed:
        raise click.exceptions.Exit(1)
