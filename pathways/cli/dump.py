"""`pathways dump`: the published catalogue as files, for services that keep a copy."""

import click

from pathways import clock
from pathways.api.dump_files import dump_file, write_dump
from pathways.catalogue.live import LiveCatalogue
from pathways.cli.opening import named_database
from pathways.cli.progress import progress_bars
from pathways.settings import get_settings


@click.command()
def dump() -> None:
    """Write every published opportunity as JSON lines and as CSV, which the API offers. Run it nightly."""
    settings = get_settings()
    live = LiveCatalogue(settings.instance_dir, named_database(settings))
    snapshot = live.snapshot()
    if live.state != "ready":
        raise click.ClickException("There is no snapshot to write out. Build one with: pathways index")
    try:
        with progress_bars() as progress:
            address = settings.site_address.rstrip("/")
            written = write_dump(snapshot, settings.instance_dir, address, clock.today(), progress)
    except OSError as error:
        why = f"The dump was not written ({error.strerror}). The last one still stands."
        raise click.ClickException(why) from error
    click.echo(f"Wrote {written:,} opportunities to {dump_file(settings.instance_dir)}.")
    click.echo("The same as CSV, and what they hold under what licence, are beside it.")
