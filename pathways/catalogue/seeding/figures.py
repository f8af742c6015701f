"""The ``outcomes`` column: how people got on, in figures, or why there is none."""

from dataclasses import dataclass

from pathways.catalogue.vocabulary import Measure, MissingReason

MISSING_REASONS = tuple(MissingReason)


@dataclass(frozen=True, slots=True)
class Figure:
    """One outcome: a value in the measure's unit (per cent, pounds a year, points), or why there is none."""

    measure: Measure
    value: float | None = None
    low: float | None = None
    high: float | None = None
    people: int | None = None
    years_after: int | None = None
    period: str = ""
    missing_reason: str = ""


def read_figures(text: str) -> tuple[Figure, ...]:
    """Every figure of the column; none for an empty one. Raises ValueError for one that cannot be read."""
    return tuple(_read_figure(part.split()) for part in text.split(";") if part.strip())


def _read_figure(words: list[str]) -> Figure:
    measure, *rest = words
    value = float(rest.pop(0)) if rest and "=" not in rest[0] else None
    told = dict(word.split("=", 1) for word in rest)
    unknown = set(told) - {"low", "high", "people", "after", "period", "missing"}
    if unknown:
        raise ValueError(f"{min(unknown)!r} is not understood")
    missing = told.get("missing", "")
    if (value is None) != (missing in MISSING_REASONS):
        raise ValueError(
            f"{' '.join(words)!r} needs a figure, or missing= and one of {', '.join(MISSING_REASONS)}"
        )
    return Figure(
        measure=Measure(measure),
        value=value,
        low=float(told["low"]) if "low" in told else None,
        high=float(told["high"]) if "high" in told else None,
        people=int(told["people"]) if "people" in told else None,
        years_after=int(told["after"]) if "after" in told else None,
        period=told.get("period", ""),
        missing_reason=missing,
    )
