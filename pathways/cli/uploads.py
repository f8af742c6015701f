"""Work on uploads: as a process beside the web server, and as `pathways work-uploads`, which does what waits now."""

from pathlib import Path
from typing import Any

import click

from pathways.cli.opening import open_current_database
from pathways.cli.publisher import run_until_told
from pathways.listings.upload.operations.working import work_once, work_until
from pathways.settings import get_settings


def work_on_uploads(
    database_url: str, instance_dir: Path, parent: int, logging_config: dict[str, Any]
) -> None:
    """Work on uploads until SIGTERM comes or the process that started this one (``parent``) is gone."""
    run_until_told(work_until, database_url, instance_dir, parent, logging_config)


@click.command("work-uploads")
def work_uploads() -> None:
    """Check, publish or take back the files of providers that wait for it, then stop. `serve` does it by itself."""
    settings = get_settings()
    database = open_current_database(settings)
    done = 0
    try:
        while work_once(database, settings.instance_dir):
            done += 1
    finally:
        database.close()
    click.echo(f"{done:,} files were worked on.")
