"""`pathways send-reminders`: letters to providers about listings that are over, closing or long unchecked."""

import click
from sqlalchemy.exc import DBAPIError

from pathways import clock
from pathways.app import create_app
from pathways.catalogue.one_at_a_time import one_at_a_time
from pathways.cli.opening import open_current_database
from pathways.database import Database
from pathways.host.live_settings import refresh
from pathways.host.operations.reminders import Tally, send_reminders
from pathways.host.reminder_letters import reminder_letter
from pathways.mail import post_office
from pathways.mail.post_office import NoPostOffice
from pathways.settings import Settings, get_settings

LOCK = "reminders"


@click.command("send-reminders")
@click.option("--dry-run", is_flag=True, help="Count what would be sent; send and change nothing.")
def remind(dry_run: bool) -> None:
    """Write to providers whose listings need a look, each once a week at most. Run it daily.

    Ends with 1 when letters could not be sent; they stay due, and the next run sends them.
    """
    settings = get_settings()
    if isinstance(post_office(settings), NoPostOffice) and not dry_run:
        raise click.ClickException("No mail server is set. Set PATHWAYS_MAIL_SERVER.")
    database = open_current_database(settings)
    try:
        with one_at_a_time(database, settings.instance_dir, LOCK) as held:
            if held is None:
                raise click.ClickException("Reminders are being sent by another run already.")
            tally = _send(settings, database, dry_run=dry_run)
    except DBAPIError as error:
        raise click.ClickException(
            "The database went away. What was sent until then is recorded; run it again when it is back."
        ) from error
    finally:
        database.close()
    click.echo(f"Reminders {'that would be sent' if dry_run else 'sent'}: {tally.sent:,}")
    if tally.refused:
        click.echo(f"  {tally.refused:,} refused by the address")
    if tally.failed:
        click.echo(f"  {tally.failed:,} not sent, for the mail server took none; they stay due")
        raise click.exceptions.Exit(1)


def _send(settings: Settings, database: Database, *, dry_run: bool) -> Tally:
    try:
        app = create_app(settings)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    refresh(app, database)
    # Letters are written with the words and addresses of the site's pages.
    with app.test_request_context():
        post = post_office(app.extensions["settings"])
        return send_reminders(database, post, reminder_letter, today=clock.today(), dry_run=dry_run)
