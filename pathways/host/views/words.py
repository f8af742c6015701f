"""The thesaurus editor: searches that failed, a term to add, and what it would change before it is added."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pathways.accounts.signed_in import signed_in_member
from pathways.catalogue.careers_thesaurus import careers_occupations
from pathways.catalogue.labels import area_name, route_name
from pathways.catalogue.vocabulary import Area, Route
from pathways.database import LARGEST_ID
from pathways.demand.queries import phrases
from pathways.host.live_words import meaning_of, refresh_words
from pathways.host.models import ThesaurusAddition
from pathways.host.operations.words import CannotAdd, add_term, added_terms, remove_term
from pathways.host.rules.effect import Effect, effect_of
from pathways.host.rules.words import is_term, meaning_in, tidy_term
from pathways.host.views.blueprint import for_host, host
from pathways.host.views.counted import term_name
from pathways.web.session import current_database, current_session


@host.get("/words")
@for_host
def words() -> ResponseReturnValue:
    """Searches that failed, the terms added so far, and a form for another."""
    return _page()


@host.post("/words")
@for_host
def change_words() -> ResponseReturnValue:
    """Show what a term would change, or add it."""
    term, meant = tidy_term(request.form.get("term", "")), meaning_in(request.form.get("meaning", ""))
    mistakes = ([] if is_term(term) else ["term"]) + ([] if meant is not None else ["meaning"])
    if mistakes or meant is None:
        return _page(mistakes=mistakes), 422
    session = current_session()
    if request.form.get("do") != "add":
        tried = ThesaurusAddition(term=term, kind=meant[0].value, value=meant[1])
        return _page(effect=_effect(tried), is_tried=True)
    try:
        add_term(session, term=term, kind=meant[0], value=meant[1], member=signed_in_member())
    except CannotAdd:
        session.rollback()
        return _page(mistakes=["known"]), 422
    session.commit()
    refresh_words(current_database())
    return redirect(url_for("host.words"), 303)


@host.post("/words/<int:addition_id>/remove")
@for_host
def remove_word(addition_id: int) -> ResponseReturnValue:
    """Take an added term out."""
    session = current_session()
    found = session.get(ThesaurusAddition, addition_id) if 1 <= addition_id <= LARGEST_ID else None
    if found is None:
        abort(404)
    remove_term(session, found, member=signed_in_member())
    session.commit()
    refresh_words(current_database())
    return redirect(url_for("host.words"), 303)


def _effect(tried: ThesaurusAddition) -> list[Effect]:
    session = current_session()
    added = (*(meaning_of(one) for one in added_terms(session)), meaning_of(tried))
    return effect_of(added, phrases(session))


def _page(
    *, mistakes: list[str] | None = None, effect: list[Effect] | None = None, is_tried: bool = False
) -> str:
    session = current_session()
    jobs = sorted((one.name, f"occupation:{slug}") for slug, one in careers_occupations().items())
    return render_template(
        "host/words.html",
        failed=phrases(session),
        added=[(one, term_name(f"{one.kind}:{one.value}")) for one in added_terms(session)],
        areas=[(area_name(area), f"area:{area}") for area in Area],
        routes=[(route_name(route), f"route:{route}") for route in Route],
        jobs=jobs,
        typed={
            name: request.form.get(name, request.args.get(name, ""))[:200] for name in ("term", "meaning")
        },
        mistakes=mistakes or [],
        changed=[one for one in effect or [] if one.is_changed],
        is_tried=is_tried,
        name_of=lambda one: ", ".join(term_name(f"{one.facet}:{value}") for value in one.values) or one.facet,
    )
