"""`pathways send-alerts`: letters about what is new in searches."""

import click

from pathways import clock
from pathways.alerts.sending import Grounds, send_due
from pathways.catalogue.current import current_gazetteer
from pathways.cli.letters import DRY_RUN, catalogue_to_compare, run_of_letters, tell_what_was_sent
from pathways.cli.progress import progress_bars
from pathways.front.alert_letters import news_letter

LOCK = "letters"


@click.command("send-alerts")
@DRY_RUN
def send_alerts(dry_run: bool) -> None:
    """Write to everybody whose search has something new, each once a week at most. Run it daily.

    Ends with 1 when letters could not be sent; they stay due, and the next run sends them.
    """
    with run_of_letters(LOCK, dry_run=dry_run) as run, progress_bars() as progress:
        grounds = Grounds(catalogue_to_compare().snapshot(), current_gazetteer(), clock.today())
        tally = send_due(run.database, run.post, grounds, news_letter, dry_run=dry_run, progress=progress)
    others = (
        (tally.quiet, "with nothing new"),
        (tally.refused, "refused by the address (deleted after the third time)"),
        (tally.ended, "refused for the third time and deleted"),
        (tally.failed, "not sent, for the mail server took none; they stay due"),
        (tally.left, "left for the next run"),
        (tally.unreadable, "whose search can no longer be read"),
        (tally.stale, "deleted before: never confirmed, or a year old"),
    )
    tell_what_was_sent(tally.sent, others, left_over=tally.failed + tally.left, dry_run=dry_run)
