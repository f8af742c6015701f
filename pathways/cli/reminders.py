"""`pathways send-reminders`: letters to providers about listings that are over, closing or long unchecked."""

import click

from pathways import clock
from pathways.cli.letters import DRY_RUN, run_of_letters, tell_what_was_sent
from pathways.host.operations.reminders import send_reminders
from pathways.host.reminder_letters import reminder_letter

LOCK = "reminders"


@click.command("send-reminders")
@DRY_RUN
def remind(dry_run: bool) -> None:
    """Write to providers whose listings need a look, each once a week at most. Run it daily.

    Ends with 1 when letters could not be sent; they stay due, and the next run sends them.
    """
    with run_of_letters(LOCK, dry_run=dry_run) as run:
        tally = send_reminders(run.database, run.post, reminder_letter, today=clock.today(), dry_run=dry_run)
    others = (
        (tally.refused, "refused by the address"),
        (tally.failed, "not sent, for the mail server took none; they stay due"),
    )
    tell_what_was_sent(tally.sent, others, left_over=tally.failed, dry_run=dry_run)
