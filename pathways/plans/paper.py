"""A plan on one sheet of paper: what is saved, what comes next, and the way back to it."""

from collections.abc import Sequence

from pathways import clock
from pathways.catalogue.labels import level_name, route_name
from pathways.plans.lines import PlanLine
from pathways.plans.next_steps import NextSteps
from pathways.plans.page import STATUS_WORDS, code_address
from pathways.plans.step_words import ask_words, step_words, where_words
from pathways.plans.steps_of_plan import steps_for_anybody, steps_of
from pathways.sheets.sheet import Sheet, SheetCode, SheetLine, SheetPart
from pathways.web.formats import uk_date
from pathways.web.language import gettext


def plan_sheet(lines: Sequence[PlanLine], code: str, site_name: str) -> Sheet:
    """The sheet. ``code`` is the five words to print with it.

    Empty makes a sheet that others may see: without what opens the plan, and without anything that the student said.
    """
    steps = steps_of(lines) if code else steps_for_anybody(lines)
    return Sheet(
        title=gettext("Your plan"),
        made_by=gettext("Printed on %(day)s from %(site)s", day=uk_date(clock.today()), site=site_name),
        parts=(
            SheetPart(
                gettext("What you saved"),
                tuple(_line(line, for_others=not code) for line in lines),
                numbered=True,
                nothing=gettext("Nothing yet."),
            ),
            SheetPart(gettext("Next steps"), _steps(steps), nothing=gettext("There are no dates to tell.")),
        ),
        code=_code(code) if code else None,
        footer=_footer(bool(code)),
        side=gettext("Side %(side)s of %(sides)s", side="{side}", sides="{sides}"),
    )


def _line(line: PlanLine, *, for_others: bool) -> SheetLine:
    card = line.card
    offered = ", ".join(
        part for part in (card.employer_name, card.provider_name, card.town, line.apart) if part
    )
    closed = (gettext("You cannot apply for this now."),) if line.is_closed else ()
    made_up = (gettext("Made-up example, not real."),) if card.is_demonstration else ()
    status = STATUS_WORDS[line.item.status] if line.item.status and not for_others else ""
    return SheetLine(
        title=card.title,
        facts=(f"{route_name(card.route)}, {level_name(card.level)}. {offered}", *made_up, *closed),
        mark=str(status),
        note="" if for_others else line.item.note,
    )


def _steps(steps: NextSteps) -> tuple[SheetLine, ...]:
    dated = (
        SheetLine(
            f"{uk_date(step.day)}: {step_words(step)}", (f"{step.saved.title}. {where_words(step.saved)}",)
        )
        for step in steps.dated
    )
    asked = (
        SheetLine(ask_words(ask), (f"{ask.saved.title}. {where_words(ask.saved)}",)) for ask in steps.to_ask
    )
    return (*dated, *asked)


def _code(code: str) -> SheetCode:
    return SheetCode(
        target=code_address(code),
        words=gettext(
            "Scan this with a phone to open your plan. Or go to %(address)s and type:", address=_page()
        ),
        typed=code.replace("-", " "),
    )


def _footer(has_code: bool) -> str:
    told = gettext("Dates change. Check with the provider before you rely on one.")
    if not has_code:
        return told
    return f"{told} {gettext('Whoever has this sheet can open your plan, so keep it to yourself.')}"


def _page() -> str:
    """The address as people say it."""
    return code_address("").removeprefix("https://").removeprefix("http://").rstrip("#")
