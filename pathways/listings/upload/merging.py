"""What a file says of a programme, laid over what its listing says already. What is not mentioned stays."""

from collections.abc import Sequence
from typing import Any

from pathways.listings.content import ListingContent, OfferContent
from pathways.listings.upload.said import Said, SaidOffer


def content_with(
    said: Said, offers: Sequence[SaidOffer], before: ListingContent | None
) -> tuple[ListingContent, dict[str, int]]:
    """The content that publishing would make, and the line of each offer by its key.

    Places of the listing that the file does not mention stay as they are. Raises pydantic's ValidationError.
    """
    old = before.model_dump() if before else {}
    entry = (old.get("entry") or {}) | said.entry
    known: dict[str, dict[str, Any]] = {one["key"]: one for one in old.get("offers", ())}
    keys = _keys(offers, before.offers if before else ())
    for key, offer in zip(keys, offers, strict=True):
        known[key] = (known.get(key) or {}) | offer.values | {"key": key}
    said_before = {name: value for name, value in old.items() if value not in (None, "", ())}
    content = ListingContent.model_validate(
        said.guessed | said_before | said.programme | {"entry": entry, "offers": tuple(known.values())}
    )
    return content, {key: offer.line for key, offer in zip(keys, offers, strict=True)}


def _keys(offers: Sequence[SaidOffer], before: Sequence[OfferContent]) -> list[str]:
    """A key for each offer: of the place that it was before, if it was there, else one that nobody has."""
    left = {one.key: one for one in before}
    found: list[str | None] = [None] * len(offers)
    for alike in (_is_named, _is_the_same, _is_there):
        for place, offer in enumerate(offers):
            if found[place] is None:
                found[place] = next((key for key, one in left.items() if alike(offer, one)), None)
                left.pop(found[place] or "", None)
    numbers = [int(one.key) for one in before if one.key.isdigit()]
    free = max(numbers, default=0) + 1
    keys = []
    for key in found:
        keys.append(key or str(free))
        free += key is None
    return keys


def _is_named(offer: SaidOffer, one: OfferContent) -> bool:
    return offer.key == one.key


def _is_the_same(offer: SaidOffer, one: OfferContent) -> bool:
    return _is_there(offer, one) and set(offer.values["modes"]) == set(one.modes)


def _is_there(offer: SaidOffer, one: OfferContent) -> bool:
    values = offer.values
    return (values["delivery"], values["venue_id"]) == (one.delivery, one.venue_id) and set(
        values["districts"]
    ) == set(one.districts)
