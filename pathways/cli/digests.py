"""`pathways send-digests`: the weekly letters to advisers who want them."""

import click
from sqlalchemy.exc import DBAPIError

from pathways.app import create_app
from pathways.catalogue.current import current_catalogue
from pathways.catalogue.one_at_a_time import one_at_a_time
from pathways.cli.opening import open_current_database
from pathways.database import Database
from pathways.host.live_settings import refresh
from pathways.mail import post_office
from pathways.mail.post_office import NoPostOffice
from pathways.settings import Settings, get_settings
from pathways.shortlists.digest import Tally, send_digests
from pathways.shortlists.digest_letters import digest_letter

LOCK = "digests"


@click.command("send-digests")
@click.option("--dry-run", is_flag=True, help="Count what would be sent; send and change nothing.")
def digests(dry_run: bool) -> None:
    """Write to advisers who asked for it how many of their lists need a look, naming none. Run it weekly.

    Ends with 1 when letters could not be sent; they stay due, and the next run sends them.
    """
    settings = get_settings()
    if isinstance(post_office(settings), NoPostOffice) and not dry_run:
        raise click.ClickException("No mail server is set. Set PATHWAYS_MAIL_SERVER.")
    database = open_current_database(settings)
    try:
        with one_at_a_time(database, settings.instance_dir, LOCK) as held:
            if held is None:
                raise click.ClickException("These letters are being sent by another run already.")
            tally = _send(settings, database, dry_run=dry_run)
    except DBAPIError as error:
        raise click.ClickException(
            "The database went away. What was sent until then is recorded; run it again when it is back."
        ) from error
    except KeyboardInterrupt as error:
        raise click.ClickException(
            "Stopped. What was sent is recorded; run it again for the rest."
        ) from error
    finally:
        database.close()
    _tell(tally, dry_run=dry_run)
    if tally.failed:
        raise click.exceptions.Exit(1)


def _send(settings: Settings, database: Database, *, dry_run: bool) -> Tally:
    try:
        app = create_app(settings)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    refresh(app, database)
    # Letters are written with the words and addresses of the site's pages.
    with app.test_request_context():
        catalogue = current_catalogue()
        if catalogue.state != "ready":
            raise click.ClickException("There is no snapshot to compare with. Build one with: pathways index")
        post = post_office(app.extensions["settings"])
        return send_digests(database, catalogue.snapshot(), post, digest_letter, dry_run=dry_run)


def _tell(tally: Tally, *, dry_run: bool) -> None:
    click.echo(f"Letters {'that would be sent' if dry_run else 'sent'}: {tally.sent:,}")
    for count, what in (
        (tally.quiet, "with nothing to say"),
        (tally.refused, "refused by the address"),
        (tally.failed, "not sent, for the mail server took none; they stay due"),
        (tally.left, "left for the next run"),
    ):
        if count:
            click.echo(f"  {count:,} {what}")
