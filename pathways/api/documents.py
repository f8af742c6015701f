"""One programme and one provider, whole."""

import json
from typing import Any

from flask import Response, url_for
from pydantic import BaseModel
from sqlmodel import SQLModel

from pathways import clock
from pathways.api.addresses import address_of
from pathways.api.blueprint import answer, api
from pathways.api.document_shapes import (
    EntryShape,
    IntakeShape,
    OfferShape,
    OutcomeShape,
    PlaceTaught,
    ProgrammeDocument,
    ProviderDocument,
)
from pathways.api.ladders import ladder_shape
from pathways.api.money import pounds
from pathways.api.schemas import ProviderRef, SourceShape
from pathways.catalogue.intakes import state_on
from pathways.catalogue.models import Intake, Outcome, Source, Venue
from pathways.catalogue.models.providers import Sourced
from pathways.catalogue.programmes import Offer, programme_page
from pathways.catalogue.providers import provider_page
from pathways.database import LARGEST_ID
from pathways.front.related import ladder_beside
from pathways.web.problems import problem
from pathways.web.session import current_session

MONEY_FIELDS = ("fee", "pay_hourly_low", "pay_hourly_high", "pay_weekly_low", "pay_weekly_high")


@api.get("/programmes/<int:programme_id>")
def read_programme(programme_id: int) -> Response:
    """All that is known of one programme: 404 when there is none, 410 when it was withdrawn."""
    detail = programme_page(current_session(), programme_id) if programme_id <= LARGEST_ID else None
    if detail is None or not detail.is_public:
        return problem(404, "There is no such programme.")
    if detail.is_withdrawn:
        return problem(410, "This programme was withdrawn.")
    programme, provider = detail.programme, detail.provider
    return answer(
        ProgrammeDocument(
            **_shared_fields(programme, ProgrammeDocument),
            areas=list(detail.areas),
            provider=ProviderRef(id=provider.id or 0, name=provider.name),
            entry=None if detail.entry is None else EntryShape(**_shared_fields(detail.entry, EntryShape)),
            outcomes=[_outcome(outcome) for outcome in detail.outcomes],
            opportunities=[_offer(offer) for offer in detail.offers],
            ladder=ladder_shape(ladder_beside(programme.id or 0, None), address_of),
            source=SourceShape(name=detail.source_names, checked=programme.checked_on),
            url=url_for("front.programme", programme_id=programme.id, slug=programme.slug, _external=True),
        )
    )


@api.get("/providers/<int:provider_id>")
def read_provider(provider_id: int) -> Response:
    """All that is known of one provider: 404 when there is none, 410 when it was withdrawn."""
    detail = provider_page(current_session(), provider_id) if provider_id <= LARGEST_ID else None
    if detail is None or not detail.is_public:
        return problem(404, "There is no such provider.")
    if detail.is_withdrawn:
        return problem(410, "This provider was withdrawn.")
    provider = detail.provider
    return answer(
        ProviderDocument(
            **_shared_fields(provider, ProviderDocument),
            venues=[_venue(venue) for venue in detail.venues],
            source=_source(detail.source, provider),
            url=url_for("front.provider", provider_id=provider.id, slug=provider.slug, _external=True),
        )
    )


def _shared_fields(record: SQLModel, shape: type[BaseModel]) -> dict[str, Any]:
    """The columns of ``record`` that ``shape`` shows under the same name."""
    return record.model_dump(include=set(shape.model_fields))


def _source(source: Source, record: Sourced) -> SourceShape:
    return SourceShape(name=source.name, checked=record.checked_on)


def _venue(venue: Venue) -> PlaceTaught:
    return PlaceTaught(**_shared_fields(venue, PlaceTaught))


def _outcome(outcome: Outcome) -> OutcomeShape:
    fields = _shared_fields(outcome, OutcomeShape)
    fields["detail"] = _json_or_null(outcome.detail)
    return OutcomeShape(**fields, source=outcome.source_name)


def _json_or_null(text: str) -> Any:
    """What a source noted beside a figure; a note that is spoilt is as good as none."""
    try:
        return json.loads(text) if text else None
    except ValueError:
        return None


def _intake(intake: Intake) -> IntakeShape:
    is_open = state_on(intake, clock.today()) == "open"
    return IntakeShape(**_shared_fields(intake, IntakeShape), is_open=is_open)


def _offer(offer: Offer) -> OfferShape:
    opportunity = offer.opportunity
    fields = _shared_fields(opportunity, OfferShape)
    for name in MONEY_FIELDS:
        fields[name] = pounds(fields[name])
    return OfferShape(
        **fields,
        venue=None if offer.venue is None else _venue(offer.venue),
        districts=list(offer.lad_codes),
        mode=list(offer.modes),
        employer=opportunity.employer_name or None,
        contact=opportunity.contact_text,
        intakes=[_intake(intake) for intake in offer.intakes],
    )
