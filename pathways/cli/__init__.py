"""The `pathways` command."""

import click

from pathways.cli.alerts import send_alerts
from pathways.cli.database import init, seed
from pathways.cli.digests import digests
from pathways.cli.dump import dump
from pathways.cli.evaluate import evaluate, thesaurus
from pathways.cli.fetch_feeds import fetch_feeds
from pathways.cli.import_history import list_imports
from pathways.cli.imports import import_feed, rollback
from pathways.cli.purge import purge
from pathways.cli.reminders import remind
from pathways.cli.search import demo, index, search
from pathways.cli.serve import serve
from pathways.cli.suggest import suggest
from pathways.cli.uploads import work_uploads
from pathways.cli.user import user
from pathways.cli.wrong_settings import SettingsInWords


@click.group(cls=SettingsInWords, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="pathways")
def main() -> None:
    """Every route after school, near home: set up, fill and run the service."""


for _command in (
    init,
    seed,
    index,
    serve,
    search,
    suggest,
    evaluate,
    thesaurus,
    demo,
    dump,
    send_alerts,
    remind,
    import_feed,
    rollback,
    list_imports,
    digests,
    purge,
    work_uploads,
    fetch_feeds,
    user,
):
    main.add_command(_command)
