"""One page of the form: shown, read and kept, whether it belongs to the programme or to one place of it."""

from collections.abc import Callable
from dataclasses import replace

from flask import make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from pathways import clock
from pathways.accounts.signed_in import signed_in_member
from pathways.listings.checks import Problem, check
from pathways.listings.content import MOST_STARTS, ListingContent, OfferContent
from pathways.listings.forms.fields import Field
from pathways.listings.forms.page import fingerprint, read_step, show_step
from pathways.listings.forms.starts import COLUMNS, rows_in
from pathways.listings.forms.steps import WHEN, Step
from pathways.listings.looked_up import check_facts
from pathways.listings.models import Listing
from pathways.listings.operations.versions import EditedMeanwhile, newest_content, save_content
from pathways.listings.queries import own_venues
from pathways.listings.views.parts import how_far
from pathways.listings.views.place_words import place_name, place_number, place_week
from pathways.listings.views.preview import seen_part
from pathways.listings.views.words import said
from pathways.web.fragments import wants_fragment
from pathways.web.language import gettext
from pathways.web.session import current_session

Address = Callable[..., str]


def step_page(
    listing: Listing, step: Step, *, here: str, onward: str, offer_key: str = ""
) -> ResponseReturnValue:
    """Show a step, or keep what was typed into it as a draft and go ``onward``.

    422 shows what is wrong: what could not be read is not kept, the rest is. 409 shows what somebody else wrote
    meanwhile beside what was typed, and nothing of either is lost.
    """
    session = current_session()
    content = newest_content(session, listing)
    offer = content.offer(offer_key) if offer_key else None
    fields = tuple(_with_venues(one, listing) for one in step.on(content.route))
    if request.method != "POST":
        return _page(
            listing, step, fields, show_step(step, content, offer), here=here, onward=onward, offer=offer
        )
    typed = {name: list(values) for name, values in request.form.lists()}
    read = read_step(step, typed, content, offer, fields)
    if "see" in request.form and wants_fragment():
        return _seen_part(listing, read.content, here)
    if read.content is None or "see" in request.form:
        mistakes = {name: str(words) for name, words in read.mistakes.items()}
        return _page(
            listing,
            step,
            fields,
            typed,
            here=here,
            onward=onward,
            offer=offer,
            mistakes=mistakes,
            written=read.content,
            read_then=request.form.get("seen", ""),
            status=422 if mistakes else 200,
        )
    saved = show_step(step, content, offer)
    if request.form.get("seen", "") != fingerprint(step, content, offer) and read.content != content:
        return _page(
            listing,
            step,
            fields,
            typed,
            here=here,
            onward=onward,
            offer=offer,
            theirs=saved,
            written=read.content,
            status=409,
        )
    try:
        save_content(session, listing, read.content, member=signed_in_member())
    except EditedMeanwhile:
        session.rollback()
        return step_page(listing, step, here=here, onward=onward, offer_key=offer_key)
    session.commit()
    wrong = _errors(listing, step, fields, offer_key)
    if wrong and "later" not in request.form:
        offer = read.content.offer(offer_key) if offer_key else None
        kept = show_step(step, read.content, offer)
        return _page(
            listing,
            step,
            fields,
            kept,
            here=here,
            onward=onward,
            offer=offer,
            mistakes=wrong,
            is_saved=True,
            status=422,
        )
    return redirect(onward, 303)


def _errors(listing: Listing, step: Step, fields: tuple[Field, ...], offer_key: str) -> dict[str, str]:
    """What keeps the listing from being published, of the fields of one step, by the name of their input."""
    content = newest_content(current_session(), listing)
    names = {one.name for one in fields} | ({"starts"} if step is WHEN else set())
    found: dict[str, str] = {}
    for problem in check(content, check_facts(current_session(), listing.provider_id), clock.today()):
        is_here = (problem.offer_key or "") == offer_key and problem.own_field in names
        if not (problem.is_error and is_here):
            continue
        words, mend = said(problem)
        found.setdefault(_input_of(problem), f"{words} {mend}")
    return found


def _input_of(problem: Problem) -> str:
    """The name of the input that a problem stands at: ``closes_on-0`` for a day of the first start."""
    *_, number, name = ["", *problem.field.split(".")]
    return f"{name}-{number}" if number.isdigit() and ".starts." in problem.field else problem.own_field


def _with_venues(one: Field, listing: Listing) -> Field:
    if one.name != "venue_id":
        return one
    venues = own_venues(current_session(), listing.provider_id)
    names = [(str(venue.id), f"{venue.name}, {venue.town}" if venue.town else venue.name) for venue in venues]
    return replace(one, choices=tuple(names))


def _page(
    listing: Listing,
    step: Step,
    fields: tuple[Field, ...],
    typed: dict[str, list[str]],
    *,
    here: str,
    onward: str,
    offer: OfferContent | None,
    mistakes: dict[str, str] | None = None,
    theirs: dict[str, list[str]] | None = None,
    is_saved: bool = False,
    written: ListingContent | None = None,
    read_then: str | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """The page of a step. ``written`` is what a student would see of it; what is saved, where there is none.

    ``read_then`` is what the form was begun from, where nothing was saved: somebody else may have written since.
    """
    content = newest_content(current_session(), listing)
    now = fingerprint(step, content, content.offer(offer.key) if offer else None)
    differing = {
        name: values
        for name, values in (theirs or {}).items()
        if [one for one in values if one] != [one for one in typed.get(name, []) if one]
    }
    page = render_template(
        "listings/step.html",
        listing=listing,
        step=step,
        fields=fields,
        typed=typed,
        here=here,
        onward=onward,
        offer=offer,
        mistakes=mistakes or {},
        told=_with_labels(mistakes or {}, fields),
        theirs=theirs,
        differing=differing,
        is_saved=is_saved,
        seen=now if read_then is None else read_then,
        seen_part=seen_part(listing, written or content),
        is_unread=written is None and read_then is not None,
        start_columns=COLUMNS if step is WHEN else (),
        start_rows=rows_in(typed) if step is WHEN else 0,
        most_starts=MOST_STARTS,
        how_far=how_far(step),
        place=_place(listing, content, offer) if offer else "",
        place_number=place_number(content, offer) if offer else 0,
    )
    return make_response(page, status)


def _with_labels(mistakes: dict[str, str], fields: tuple[Field, ...]) -> list[tuple[str, str]]:
    """What is wrong, each after the name of its field: on top of the page the words stand far from it."""
    labels = {one.name: str(one.label) for one in fields}
    columns = {column.name: str(column.label) for column in COLUMNS}
    told = []
    for name, words in mistakes.items():
        column, _dash, number = name.rpartition("-")
        label = labels.get(name, "")
        if column in columns and number.isdigit():
            start = gettext("Start %(num)s", num=int(number) + 1)
            label = f"{start}, {columns[column]}"
        told.append((name, f"{label}: {words}" if label else words))
    return told


def _place(listing: Listing, content: ListingContent, offer: OfferContent) -> str:
    venues = {venue.id or 0: venue for venue in own_venues(current_session(), listing.provider_id)}
    named = place_name(content, offer, venues)
    return ", ".join(part for part in (named, place_week(offer)) if part)


def _seen_part(listing: Listing, written: ListingContent | None, here: str) -> str:
    """How a student will see what is being written; where that cannot be read yet, what is saved."""
    shown = written or newest_content(current_session(), listing)
    return render_template(
        "listings/_seen.html",
        listing=listing,
        here=here,
        seen_part=seen_part(listing, shown),
        is_unread=written is None,
    )
