"""`pathways send-alerts`: letters about what is new in searches."""

import click
from flask import Flask
from sqlalchemy.exc import DBAPIError

from pathways import clock
from pathways.alerts.sending import Grounds, Tally, send_due
from pathways.app import create_app
from pathways.catalogue.current import current_catalogue, current_gazetteer
from pathways.catalogue.one_at_a_time import one_at_a_time
from pathways.cli.opening import open_current_database
from pathways.cli.progress import progress_bars
from pathways.database import Database
from pathways.front.alert_letters import news_letter
from pathways.host.live_settings import refresh
from pathways.mail import PostOffice, post_office
from pathways.mail.post_office import NoPostOffice
from pathways.settings import Settings, get_settings

LOCK = "letters"


@click.command("send-alerts")
@click.option("--dry-run", is_flag=True, help="Count what would be sent; send and change nothing.")
def send_alerts(dry_run: bool) -> None:
    """Write to everybody whose search has something new, each once a week at most. Run it daily.

    Ends with 1 when letters could not be sent; they stay due, and the next run sends them.
    """
    settings = get_settings()
    post = post_office(settings)
    if isinstance(post, NoPostOffice) and not dry_run:
        raise click.ClickException("No mail server is set. Set PATHWAYS_MAIL_SERVER.")
    database = open_current_database(settings)
    try:
        with one_at_a_time(database, settings.instance_dir, LOCK) as held:
            if held is None:
                raise click.ClickException("Letters are being sent by another run already.")
            tally = _send(_app(settings), database, post, dry_run=dry_run)
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
    for line in _lines(tally, dry_run=dry_run):
        click.echo(line)
    if tally.failed or tally.left:
        raise click.exceptions.Exit(1)


def _app(settings: Settings) -> Flask:
    try:
        return create_app(settings)
    except ValueError as error:
        raise click.ClickException(str(error)) from error


def _send(app: Flask, database: Database, post: PostOffice, *, dry_run: bool) -> Tally:
    refresh(app, database)
    # Letters are written with the words and addresses of the site's pages.
    with app.test_request_context(), progress_bars() as progress:
        catalogue = current_catalogue()
        if catalogue.state != "ready":
            raise click.ClickException("There is no snapshot to search. Build one with: pathways index")
        grounds = Grounds(catalogue.snapshot(), current_gazetteer(), clock.today())
        return send_due(database, post, grounds, news_letter, dry_run=dry_run, progress=progress)


def _lines(tally: Tally, *, dry_run: bool) -> list[str]:
    counted = (
        (tally.sent, "would be sent" if dry_run else "sent"),
        (tally.quiet, "with nothing new"),
        (tally.refused, "refused by the address (deleted after the third time)"),
        (tally.ended, "refused for the third time and deleted"),
        (tally.failed, "not sent, for the mail server took none; they stay due"),
        (tally.left, "left for the next run"),
        (tally.unreadable, "whose search can no longer be read"),
        (tally.stale, "deleted before: never confirmed, or a year old"),
    )
    return [f"Letters {counted[0][1]}: {counted[0][0]:,}"] + [
        f"  {count:,} {what}" for count, what in counted[1:] if count
    ]
