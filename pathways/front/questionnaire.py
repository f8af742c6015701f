"""The questionnaire: one idea to a page, nothing stored. Answers travel as codes, in the address and the form."""

from flask import Response, abort, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from pathways import clock
from pathways.front.blueprint import front
from pathways.front.carried import (
    Carried,
    is_page,
    question_address,
    read_carried,
    skipped,
    suggestions_address,
    way_on,
)
from pathways.front.carried_words import notice_words
from pathways.front.idea_chips import other_place
from pathways.front.left_out_words import left_out_words
from pathways.front.questionnaire_form import SentPage, read_kept, read_page
from pathways.front.questionnaire_page import QuestionPage, values_of
from pathways.guidance.questions import CHECK, PAGES
from pathways.web.fragments import render, wants_fragment


@front.get("/questions")
def questions() -> AnyResponse:
    """The way in: the first question."""
    return redirect(url_for("front.question", page=PAGES[0]), 303)


@front.get("/questions/<page>")
def question(page: str) -> Response:
    """One question, or the page on which all answers are checked, with the answers that the address carries."""
    _known(page)
    carried, notices = read_carried(request.args.to_dict(flat=False))
    return _answer(QuestionPage(page, carried, values_of(carried), clock.today(), notice_words(notices)))


@front.post("/questions/<page>")
def answer(page: str) -> AnyResponse:
    """Take the answer of one page and go on; show the page again, as filled in, when something is to be put right.

    ``do`` says which button was pressed: nothing for on, `skip`, `finish`, or `add` for one more idea. What own words
    were understood as is shown once before going on.
    """
    _known(page)
    do = request.form.get("do", "")
    if do == "skip" and page != CHECK:
        return _go(way_on(page, skipped(page, read_kept(request.form))))
    sent = read_page(page, request.form)
    carried = sent.carried
    if sent.needs_answer:
        return _again(page, sent)
    if do == "add" or (do != "finish" and sent.is_news and _is_to_be_shown(carried)):
        return _go(question_address(page, carried))
    return _go(suggestions_address(carried) if do == "finish" else way_on(page, carried))


def _is_to_be_shown(carried: Carried) -> bool:
    """Whether what was understood is shown before going on: always, or only what is odd where one answer is changed."""
    return not carried.then or other_place(carried) is not None or bool(left_out_words(carried.heard))


def _known(page: str) -> None:
    if not is_page(page):
        abort(404)


def _go(address: str) -> AnyResponse:
    """On to another page. One that is laid out otherwise is loaded whole."""
    if wants_fragment() and not address.startswith(url_for("front.questions")):
        response = make_response("")
        response.headers["HX-Redirect"] = address
        return response
    return redirect(address, 303)


def _again(page: str, sent: SentPage) -> Response:
    return _answer(
        QuestionPage(
            page,
            sent.carried,
            sent.values,
            clock.today(),
            errors=sent.errors,
            asked=sent.asked,
            typed=sent.typed,
            unknown_words=sent.unknown_words,
        ),
        status=422,
    )


def _answer(page: QuestionPage, status: int = 200) -> Response:
    response = render(
        "front/questionnaire.html", "front/_questionnaire_answer.html", page=page, status=status
    )
    response.headers["X-Robots-Tag"] = "noindex"
    if wants_fragment() and status == 200:
        response.headers["HX-Push-Url"] = page.address
    return response
