"""Interview mode: the questionnaire beside the pupil on one page, saved as it goes; what fits goes onto the list."""

from dataclasses import replace

from flask import Response, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from pathways import clock
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.front.carried import Carried
from pathways.front.questionnaire_form import read_page, read_whole
from pathways.guidance.answers import Answers
from pathways.guidance.suggest import suggest
from pathways.shortlists.blueprint import advisers
from pathways.shortlists.desk import for_advisers, list_or_404, snapshot, taken_or_404
from pathways.shortlists.interview_answers import TooMuchSaid, keep, kept_answers, mark_of
from pathways.shortlists.interview_page import InterviewPage
from pathways.shortlists.models import Shortlist
from pathways.shortlists.operations.items import list_items
from pathways.shortlists.putting_on import new_items, put_on
from pathways.shortlists.reasons import reasons_of
from pathways.shortlists.views.adding import opportunities
from pathways.web.fragments import wants_fragment
from pathways.web.language import gettext
from pathways.web.session import current_session

MOST_LOOKED_AT = 30


@advisers.get("/lists/<int:list_id>/interview")
@for_advisers
def interview(list_id: int) -> str:
    """Every question with the answers so far, and what fits them."""
    return render_template("shortlists/interview.html", page=_page(list_or_404(list_id)))


@advisers.post("/lists/<int:list_id>/interview")
@for_advisers
def save_interview(list_id: int) -> AnyResponse:
    """Save what was answered, take own words in (`ideas`), let one go (`drop`), or `add` suggestions to the list."""
    do = request.form.get("do", "")
    if do == "add":
        return _add(list_id)
    if do in ("ideas", "drop"):
        return _own_words(list_id, do)
    sent = read_whole(_form())
    session, found = taken_or_404(list_id)
    before = kept_answers(found)
    answers = replace(sent.carried.answers, ideas=before.ideas, wants=before.wants)
    if sent.needs_answer:
        session.rollback()
        asked = {"asked": sent.asked, "errors": sent.errors}
        return _answer(_page(list_or_404(list_id), answers, before=_mark_sent(), **asked), 422)
    if do != "force" and request.form.get("before") != mark_of(found):
        session.rollback()
        return _answer(_page(list_or_404(list_id), answers, before=_mark_sent(), is_changed=True), 409)
    try:
        keep(session, found, answers)
    except TooMuchSaid:
        return _too_much(session, list_id, answers)
    session.commit()
    return _done(found)


def _too_much(session: Session, list_id: int, answers: Answers) -> AnyResponse:
    session.rollback()
    words = gettext("These are more answers than a list keeps. Leave some out.")
    page = _page(list_or_404(list_id), answers, before=_mark_sent(), errors=(("#ideas", words),))
    return _answer(page, 422)


def _add(list_id: int) -> AnyResponse:
    """Add suggestions with why they were made. One that is not suggested any more is added without."""
    catalogue = snapshot()
    if catalogue is not None:
        reasons = _reasons(catalogue, kept_answers(list_or_404(list_id)))
        if put_on(list_id, new_items(catalogue, opportunities(), reasons)).is_full:
            return _answer(_page(list_or_404(list_id), before=_mark_sent(), is_full=True), 422)
    # Beside what fits stand answers that were not sent along: whether they are those of the list is not known here.
    return _done(list_or_404(list_id), before=_mark_sent())


def _own_words(list_id: int, do: str) -> AnyResponse:
    session, found = taken_or_404(list_id)
    answers = kept_answers(found)
    typed, unknown = "", tuple[str, ...]()
    if do == "drop":
        gone = request.form.get("idea", "")
        answers = replace(answers, ideas=tuple(code for code in answers.ideas if code != gone))
    else:
        form = MultiDict(Carried(answers=answers).pairs())
        form["ideas"] = request.form.get("ideas", "")
        sent = read_page("ideas", form)
        answers, unknown = sent.carried.answers, sent.unknown_words
        typed = " ".join(unknown)
    try:
        keep(session, found, answers)
    except TooMuchSaid:
        return _too_much(session, list_id, answers)
    session.commit()
    if unknown:
        return _answer(_page(found, answers, typed=typed, unknown_words=unknown), 422)
    return _done(found)


def _reasons(catalogue: CatalogueSnapshot, answers: Answers) -> dict[int, tuple[str, ...]]:
    found = suggest(catalogue, answers, clock.today(), most=MOST_LOOKED_AT)
    return {item.card.id: reasons_of(item) for item in found.items}


def _form() -> MultiDict[str, str]:
    """The form, with a place that was picked among several of one name as the home."""
    form = MultiDict(request.form)
    picked = form.get("pick", "")
    if picked:
        form.setlist("home", [picked])
        form.poplist("near")
    return form


def _mark_sent() -> str:
    """The mark of the answers that the page of this request was drawn with."""
    return request.form.get("before", "")[:16]


def _done(found: Shortlist, before: str = "") -> AnyResponse:
    if wants_fragment():
        return _answer(_page(found, is_saved=True, before=before), 200)
    return redirect(url_for("advisers.interview", list_id=found.id), 303)


def _answer(page: InterviewPage, status: int) -> Response:
    """The whole page, or the part that htmx asked for: what fits, or everything when own words changed the answers."""
    template = "shortlists/interview.html"
    if wants_fragment():
        is_fits = request.headers.get("HX-Target") == "fits"
        template = "shortlists/_fits.html" if is_fits else "shortlists/_interview.html"
        # A conflict is shown where the answer would be.
        status = 422 if status == 409 else status
    response = make_response(render_template(template, page=page), status)
    response.vary.update(("HX-Request", "HX-Boosted", "HX-History-Restore-Request", "HX-Target"))
    return response


def _page(found: Shortlist, answers: Answers | None = None, **more: object) -> InterviewPage:
    return InterviewPage(
        shortlist=found,
        answers=kept_answers(found) if answers is None else answers,
        items=tuple(list_items(current_session(), found)),
        catalogue=snapshot(),
        **more,  # type: ignore[arg-type]
    )
