"""A step of the form for one listing: what it shows, and what becomes of what was typed."""

from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from pydantic import ValidationError

from pathways.listings.content import ListingContent, OfferContent
from pathways.listings.forms.districts import district_codes, district_names
from pathways.listings.forms.fields import Field, Mistyped, Typed
from pathways.listings.forms.starts import read_starts, show_starts
from pathways.listings.forms.steps import WHEN, Step


@dataclass(slots=True)
class Read:
    """What was typed, as content; None when something could not be read, and then why by the name of its input."""

    content: ListingContent | None = None
    mistakes: dict[str, LazyString] = field(default_factory=dict)


def show_step(step: Step, content: ListingContent, offer: OfferContent | None = None) -> dict[str, list[str]]:
    """The values of a step as the form holds them."""
    part = _part(step, content, offer)
    shown = {}
    for one in step.on(content.route):
        value = getattr(part, one.name)
        shown[one.name] = one.show(district_names(value) if one.kind == "names" else value)
    if step is WHEN and offer is not None:
        shown |= show_starts(offer.starts)
    return shown


def read_step(
    step: Step, typed: Typed, content: ListingContent, offer: OfferContent | None, fields: tuple[Field, ...]
) -> Read:
    """``content`` with what was typed into a step of it. ``fields`` are those of the step, with their choices."""
    read = Read()
    said: dict[str, Any] = {}
    for one in fields:
        try:
            said[one.name] = _value(one, typed)
        except Mistyped as mistyped:
            read.mistakes[one.name] = mistyped.words
    if step is WHEN:
        said["starts"], wrong = read_starts(typed)
        read.mistakes |= wrong
    if read.mistakes:
        return read
    try:
        read.content = with_part(step, content, offer, said)
    except ValidationError as wrong_values:
        names = {one.name for one in fields}
        for error in wrong_values.errors(include_url=False, include_input=False):
            name = next((str(part) for part in error["loc"] if part in names), step.name)
            read.mistakes[name] = _words_for(error)
    return read


def with_part(
    step: Step, content: ListingContent, offer: OfferContent | None, said: dict[str, Any]
) -> ListingContent:
    """The content with new values in one part of it. Raises pydantic's ValidationError."""
    whole = content.model_dump()
    if step.part == "programme":
        whole |= said
    elif step.part == "entry":
        whole["entry"] |= said
    else:
        whole["offers"] = [
            one | said if offer and one["key"] == offer.key else one for one in whole["offers"]
        ]
    return ListingContent.model_validate(whole)


def fingerprint(step: Step, content: ListingContent, offer: OfferContent | None = None) -> str:
    """What a step says, in short: the form carries it, so that a change by somebody else meanwhile is noticed."""
    said = repr(sorted(show_step(step, content, offer).items()))
    return blake2b(said.encode(), digest_size=8).hexdigest()


def _value(one: Field, typed: Typed) -> Any:
    value = one.read(typed)
    if one.kind == "names":
        codes, unknown = district_codes(value)
        if unknown:
            raise Mistyped(_("We do not know “%(name)s”. Check how it is written.", name=unknown[0][:60]))
        return codes
    if value is None and one.name in ("english", "maths"):
        return "not-stated"
    return "england" if value is None and one.name == "nation" else value


def _part(step: Step, content: ListingContent, offer: OfferContent | None) -> Any:
    if step.part == "offer":
        return offer
    return content.entry if step.part == "entry" else content


def _words_for(error: Any) -> LazyString:
    context = error.get("ctx", {})
    if error["type"] == "greater_than_equal":
        return _("It is at least %(least)s.", least=context["ge"])
    if error["type"] == "less_than_equal":
        return _("It is at most %(most)s.", most=context["le"])
    if error["type"] in ("string_too_long", "too_long"):
        return _("This is too long. Make it shorter.")
    if error["loc"][-1] == "apply_url":
        return _("Write an address that begins with https://.")
    return _("This does not fit here.")
