"""Listings written by a provider's own system, with a key: created, changed and withdrawn by their own reference.

What is written passes the checks of the form and of uploads. A provider that is not trusted asks for review.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

from flask import Response, abort, request
from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from pathways import clock
from pathways.accounts.current import secret
from pathways.api.blueprint import answer, api
from pathways.api.listing_shapes import ListingAnswer, Remark
from pathways.catalogue.models import Opportunity
from pathways.catalogue.query_values import shown
from pathways.listings.checks import CheckFacts, check, errors_in, hints_in
from pathways.listings.content import ListingContent
from pathways.listings.keys.models import LONGEST_IDEMPOTENCY_KEY, ApiAnswer
from pathways.listings.keys.operations import KeyHolder, holder_of
from pathways.listings.looked_up import check_facts
from pathways.listings.models import LifeState, Listing
from pathways.listings.operations import life
from pathways.listings.operations.versions import (
    EditedMeanwhile,
    newest_content,
    save_content,
    start_listing,
)
from pathways.listings.queries import listing_called
from pathways.listings.reading_back import FROM_A_FEED
from pathways.places.postcodes import contains_full_postcode
from pathways.tokens import TOKEN_LENGTH
from pathways.web.problems import FieldProblem, problem
from pathways.web.session import begin_writing, current_session
from pathways.web.trying import refuse_too_many

LARGEST_LISTING = 512 * 1024
LONGEST_REFERENCE = 100
WRITES_AN_HOUR = 3_000
WRONG_KEYS_AN_HOUR = 100
AN_HOUR = timedelta(hours=1)
SHOWN_OR_ASKED = (LifeState.PUBLISHED, LifeState.SUBMITTED, LifeState.CHANGES_WAITING)
Act = Callable[[KeyHolder], Response]


@api.put("/listings/<path:reference>")
def put_listing(reference: str) -> Response:
    """Create a listing, or replace what it says, and ask for it to be shown."""
    return _once(reference, lambda holder: _put(holder, reference))


@api.delete("/listings/<path:reference>")
def withdraw_listing(reference: str) -> Response:
    """Take a listing off the site at once. Its versions stay."""
    return _once(reference, lambda holder: _withdraw(holder, reference))


def _once(reference: str, act: Act) -> Response:
    """Do something for whoever holds the key; the same request under one idempotency key is done once."""
    request.max_content_length = LARGEST_LISTING
    holder = holder_of_key(writes=True)
    if holder is None:
        return key_refused()
    is_short = 0 < len(reference) <= LONGEST_REFERENCE
    if not is_short or reference != reference.strip() or contains_full_postcode(reference):
        detail = f"Of 1 to {LONGEST_REFERENCE} characters, without a postcode or spaces at its ends."
        return problem(422, detail, [FieldProblem("reference", detail)])
    name = request.headers.get("Idempotency-Key", "")
    if len(name) > LONGEST_IDEMPOTENCY_KEY:
        detail = f"At most {LONGEST_IDEMPOTENCY_KEY} characters."
        return problem(422, detail, [FieldProblem("Idempotency-Key", detail)])
    said = f"{request.method} {reference}\n".encode("utf-8", "replace") + request.get_data(cache=True)
    digest = sha256(said).hexdigest()
    before = current_session().get(ApiAnswer, (holder.key.id, name)) if name else None
    if before is not None:
        return _again(before, digest)
    try:
        made = act(holder)
        if name and made.status_code < 500:
            current_session().add(
                ApiAnswer(
                    api_key_id=holder.key.id or 0,
                    idempotency_key=name,
                    digest=digest,
                    status=made.status_code,
                    body=made.get_data(as_text=True),
                )
            )
        holder.key.used_on = clock.today()
        current_session().commit()
    except (IntegrityError, EditedMeanwhile):
        current_session().rollback()
        return problem(409, "Somebody wrote this listing at the same moment. Send it again.")
    except life.Suspended:
        current_session().rollback()
        return key_refused()
    return made


def key_refused() -> Response:
    """Answer 401 to a request without a key that works."""
    refused = problem(401, "Send a key that works: Authorization: Bearer, then the key.")
    refused.headers["WWW-Authenticate"] = "Bearer"
    return refused


def holder_of_key(*, writes: bool) -> KeyHolder | None:
    """Whom the key of this request is for; None without one that works. Too many requests are refused with 429."""
    if writes:
        begin_writing()
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    found = None
    if kind.lower() == "bearer" and len(token) == TOKEN_LENGTH and token.isascii():
        found = holder_of(current_session(), token, secret=secret())
    if found is None:
        if token:
            refuse_too_many("api-key-wrong", limit=WRONG_KEYS_AN_HOUR, per=AN_HOUR)
        return None
    refuse_too_many("api-listing", limit=WRITES_AN_HOUR, per=AN_HOUR, who=f"key {found.key.id}")
    return found


def _again(before: ApiAnswer, digest: str) -> Response:
    if before.digest != digest:
        detail = "This idempotency key came with another request before. Choose a new one."
        return problem(422, detail, [FieldProblem("Idempotency-Key", detail)])
    kind = "application/json" if before.status < 400 else "application/problem+json"
    response = Response(before.body, status=before.status, content_type=kind)
    response.headers["Idempotency-Replayed"] = "true"
    return response


def _put(holder: KeyHolder, reference: str) -> Response:
    session, today = current_session(), clock.today()
    try:
        # Strictly: a number is no text and no yes or no, as the description of the API says.
        content = ListingContent.model_validate_json(json.dumps(_body()), strict=True)
    except ValidationError as wrong:
        return _unusable(wrong)
    facts = check_facts(session, holder.provider_id)
    problems = check(content, facts, today)
    if wrong_fields := errors_in(problems):
        return problem(
            422,
            "The listing cannot be published. Nothing was changed.",
            [FieldProblem(shown(one.field), f"{one.words} {one.mend}") for one in wrong_fields],
        )
    hints = [
        Remark(field=one.field, code=one.code, detail=f"{one.words} {one.mend}") for one in hints_in(problems)
    ]
    listing = listing_called(current_session(), holder.member.organisation_id, reference)
    if unknown := _unknown_records(content, listing):
        return problem(422, "The listing cannot be published. Nothing was changed.", unknown)
    if listing is None:
        listing = start_listing(
            session,
            content,
            member=holder.member,
            provider_id=holder.provider_id,
            reference=reference,
            note="api",
        )
        _submit(holder, listing, facts)
        return answer(_told(listing, changed=True, hints=hints), 201)
    if listing.state in SHOWN_OR_ASKED and newest_content(session, listing) == content:
        return answer(_told(listing, changed=False, hints=hints))
    save_content(session, listing, content, member=holder.member, note="api")
    _submit(holder, listing, facts)
    return answer(_told(listing, changed=True, hints=hints))


def _unknown_records(content: ListingContent, listing: Listing | None) -> list[FieldProblem]:
    """Offers that say a feed brought them, and that are none of this listing's."""
    ours: set[int | None] = set()
    if listing is not None and listing.programme_id is not None:
        ours = set(
            current_session().scalars(
                select(col(Opportunity.id)).where(col(Opportunity.programme_id) == listing.programme_id)
            )
        )
    detail = "No record of a feed under this listing has that number. Give a new offer a key such as 1."
    return [
        FieldProblem(f"offers.{offer.key}.key", detail)
        for offer in content.offers
        if offer.key.startswith(FROM_A_FEED) and int(offer.key.removeprefix(FROM_A_FEED)) not in ours
    ]


def _whole(said: object) -> object:
    """What was sent, with 12.0 as 12: JSON writes both for one number."""
    if isinstance(said, dict):
        return {name: _whole(one) for name, one in said.items()}
    if isinstance(said, list):
        return [_whole(one) for one in said]
    return int(said) if isinstance(said, float) and said.is_integer() else said


def _withdraw(holder: KeyHolder, reference: str) -> Response:
    listing = listing_called(current_session(), holder.member.organisation_id, reference)
    if listing is None:
        return problem(404, "You have no listing of that reference.")
    changed = listing.state is not LifeState.WITHDRAWN
    if changed:
        life.withdraw(current_session(), listing, member=holder.member)
    return answer(_told(listing, changed=changed, hints=[]))


def _submit(holder: KeyHolder, listing: Listing, facts: CheckFacts) -> None:
    life.submit(current_session(), listing, member=holder.member, facts=facts, day=clock.today())


def _told(listing: Listing, *, changed: bool, hints: list[Remark]) -> ListingAnswer:
    return ListingAnswer(
        reference=listing.reference,
        state=listing.state.value,
        version=listing.newest_version,
        programme_id=listing.programme_id,
        changed=changed,
        hints=hints,
    )


def _body() -> object:
    try:
        return _whole(request.get_json())
    except UnsupportedMediaType:
        abort(problem(415, "Send the listing as JSON, with Content-Type: application/json."))
    except (BadRequest, RecursionError):
        return None


def _unusable(wrong: ValidationError) -> Response:
    listed = []
    for one in wrong.errors(include_url=False, include_context=False, include_input=False):
        field = shown(".".join(str(part) for part in one["loc"])) or "body"
        words = one["msg"].removeprefix("Value error, ")
        listed.append(FieldProblem(field, f"{words[:1].upper()}{words[1:]}."))
    return problem(422, "The listing cannot be read. Nothing was changed.", listed[:50])
