"""What changed from one version to another, field by field: for the history and for whoever reviews."""

from dataclasses import dataclass
from typing import Any

from pathways.listings.content import ListingContent


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that says something else. ``before`` and ``after`` are texts; empty: nothing was, or is, said.

    ``offer`` is the key of the offer that the field belongs to.
    """

    field: str
    before: str
    after: str
    offer: str = ""


def differences(before: ListingContent, after: ListingContent) -> list[Difference]:
    """Everything that differs: of the programme, then of who it is for, then of each place."""
    found = _differing(before.model_dump(), after.model_dump(), skip=("entry", "offers"))
    found += _differing(before.entry.model_dump(), after.entry.model_dump(), prefix="entry.")
    keys = [offer.key for offer in before.offers]
    keys += [offer.key for offer in after.offers if offer.key not in keys]
    for key in keys:
        old, new = before.offer(key), after.offer(key)
        if old is None or new is None:
            found.append(Difference("offer", "" if old is None else "yes", "" if new is None else "yes", key))
        found += _differing(
            old.model_dump() if old else {}, new.model_dump() if new else {}, skip=("key",), offer=key
        )
    return found


def _differing(
    before: dict[str, Any],
    after: dict[str, Any],
    *,
    skip: tuple[str, ...] = (),
    prefix: str = "",
    offer: str = "",
) -> list[Difference]:
    names = [name for name in dict.fromkeys((*before, *after)) if name not in skip]
    pairs = [(name, as_text(before.get(name)), as_text(after.get(name))) for name in names]
    return [Difference(prefix + name, old, new, offer) for name, old, new in pairs if old != new]


def as_text(value: Any) -> str:
    """A value in few words: what nothing is said of is empty."""
    if value is None or value is False or value == "":
        return ""
    if value is True:
        return "yes"
    if isinstance(value, dict):
        return " ".join(f"{name} {as_text(one)}" for name, one in value.items() if as_text(one))
    if isinstance(value, list | tuple):
        return "; ".join(as_text(one) for one in value)
    return str(getattr(value, "value", value))
