"""From a plan to its next steps: what is saved, as the rule and the calendar want it."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from pathways import clock
from pathways.catalogue.starts import StartDates
from pathways.plans.calendar import CalendarEvent, written
from pathways.plans.lines import PlanLine, plan_lines
from pathways.plans.models import Plan, PlanStatus
from pathways.plans.next_steps import NextSteps, Saved, next_steps
from pathways.plans.queries import items_of
from pathways.plans.step_words import event_words, where_words
from pathways.web.language import gettext
from pathways.web.session import current_session
from pathways.web.site import absolute, site_settings


def lines_of(plan: Plan) -> tuple[PlanLine, ...]:
    """What a plan holds, in its order."""
    return plan_lines(items_of(current_session(), plan), clock.today())


def steps_of(lines: Iterable[PlanLine]) -> NextSteps:
    """The next steps for what is saved, but for what is not wanted any more."""
    return next_steps(
        (_saved(line, has_applied=_has_applied(line)) for line in _wanted(lines)), clock.today()
    )


def steps_for_anybody(lines: Iterable[PlanLine]) -> NextSteps:
    """The same whether somebody has applied or not: it goes to others, and says nothing of what the student did."""
    return next_steps((_saved(line, has_applied=False) for line in _wanted(lines)), clock.today())


def events_of(lines: Iterable[PlanLine]) -> tuple[CalendarEvent, ...]:
    """Every day as an event of a calendar."""
    told = gettext("Dates change. Check with the provider before you rely on one.")
    return tuple(
        CalendarEvent(
            step=step,
            summary=event_words(step),
            description=f"{where_words(step.saved)}\n{told}",
            address=absolute(step.saved.link) if step.saved.link else "",
        )
        for step in steps_for_anybody(lines).dated
    )


def calendar_of(events: Sequence[CalendarEvent]) -> bytes:
    """The events as a calendar file of this site."""
    host = urlsplit(absolute("/")).hostname or "localhost"
    name = gettext("Next steps from %(site)s", site=site_settings().site_name)
    return written(events, name=name, host=host, made_at=clock.now())


def _wanted(lines: Iterable[PlanLine]) -> Iterable[PlanLine]:
    return (line for line in lines if line.item.status is not PlanStatus.NO)


def _has_applied(line: PlanLine) -> bool:
    return line.item.status in (PlanStatus.APPLIED, PlanStatus.OFFER)


def _saved(line: PlanLine, *, has_applied: bool) -> Saved:
    card = line.card
    return Saved(
        opportunity_id=line.item.opportunity_id,
        title=card.title,
        provider=card.employer_name or card.provider_name,
        place=card.town or "",
        link=line.link,
        starts=tuple(start for start in line.starts if isinstance(start, StartDates)),
        is_listed=line.is_listed,
        has_applied=has_applied,
        apart=line.apart,
    )
