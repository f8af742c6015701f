"""The page of a plan, worked out before it is drawn."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from urllib.parse import quote

from flask import url_for
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from pathways.plans.carried import carry
from pathways.plans.cookie import MONTHS_KEPT
from pathways.plans.forms import TypedItem
from pathways.plans.lines import MOST_SEARCHES, PlanLine
from pathways.plans.models import Plan, PlanStatus
from pathways.plans.of_request import service_key
from pathways.sheets.qr import QrDrawing, qr_drawing
from pathways.web.language import gettext, ngettext
from pathways.web.site import absolute, site_settings

STATUS_WORDS: dict[PlanStatus, LazyString] = {
    PlanStatus.KEEN: _("Keen"),
    PlanStatus.MAYBE: _("Maybe"),
    PlanStatus.APPLIED: _("I have applied"),
    PlanStatus.OFFER: _("I have an offer"),
    PlanStatus.NO: _("Not for me"),
}
NOTICES: dict[str, LazyString] = {
    "opened": _("Your plan is open."),
    "kept": _("That is kept."),
    "out": _("It is out of your plan."),
    "back": _("It is back in your plan."),
    "up": _("It moved up."),
    "down": _("It moved down."),
    "shared": _("This browser forgets your plan when you close it. Your five words still open it."),
    "own": _("This browser remembers your plan for %(months)s months.", months=MONTHS_KEPT),
    "left": _("This browser has forgotten your plan. The plan is still there: your five words open it."),
    "deleted": _("Your plan is deleted. Nothing of it is left here."),
    "ended": _("That link no longer works."),
    "calendar-ended": _("Your calendar address no longer works."),
}


def said_in_address(code: str) -> LazyString | None:
    """What an address asks to be said; nothing for a code that is none of ours."""
    return NOTICES.get(code)


@dataclass(frozen=True)
class PlanPage:
    """A plan as it is shown to its owner. ``code`` is its five words; ``typed`` what could not be kept, and of what."""

    plan: Plan
    lines: tuple[PlanLine, ...]
    code: str
    is_shared_computer: bool
    goes_on: date
    today: date
    said: LazyString | None = None
    typed: tuple[int, TypedItem] | None = None
    most_searches: ClassVar[int] = MOST_SEARCHES
    months_kept: ClassVar[int] = MONTHS_KEPT

    @property
    def heading(self) -> str:
        """The h1."""
        return gettext("Your plan")

    @property
    def title(self) -> str:
        """The title, which begins with the h1."""
        return f"{self.heading}: {self.count}"

    @property
    def count(self) -> str:
        """How many are saved, in words."""
        if not self.lines:
            return gettext("nothing saved")
        return ngettext("%(num)s saved", "%(num)s saved", len(self.lines))

    @property
    def words(self) -> tuple[str, ...]:
        """The five words."""
        return tuple(self.code.split("-"))

    @property
    def statuses(self) -> tuple[tuple[str, LazyString], ...]:
        """Every status with its words."""
        return tuple((status.value, words) for status, words in STATUS_WORDS.items())

    @property
    def has_examples(self) -> bool:
        """Whether any card is of the demonstration catalogue."""
        return any(line.card.is_demonstration for line in self.lines)

    def typed_of(self, line: PlanLine) -> TypedItem:
        """What the form of a line shows: what was typed and not kept, or else what is there."""
        if self.typed is not None and self.typed[0] == line.item.opportunity_id:
            return self.typed[1]
        was = "" if line.is_listed else carry(line.item.as_saved, key=service_key())
        return TypedItem(line.item.version, line.item.status, line.item.note, was)

    @property
    def code_address(self) -> str:
        """The address that brings the words along. What stands behind `#` is never sent to anybody."""
        return code_address(self.code)

    @property
    def picture(self) -> QrDrawing:
        """The same address as a QR code."""
        return qr_drawing(self.code_address)

    @property
    def mail_to_oneself(self) -> str:
        """An address of the device's own mail program, with a letter to oneself that holds the words."""
        subject = gettext("My plan on %(site)s", site=site_settings().site_name)
        text = gettext(
            "My five words: %(words)s\nOpen my plan: %(address)s",
            words=" ".join(self.words),
            address=self.code_address,
        )
        return f"mailto:?subject={quote(subject)}&body={quote(text)}"


def code_address(code: str) -> str:
    """The public address of the page where a plan is opened, with its words behind `#`."""
    return absolute(url_for("plans.plan")) + f"#{code}"
