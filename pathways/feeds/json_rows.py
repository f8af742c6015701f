"""Items of published JSON as typed rows. An item that breaks a rule is reported and left out."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError
from pydantic.alias_generators import to_camel
from pydantic.fields import FieldInfo

from pathways.feeds.json_items import JsonItem
from pathways.feeds.plain_structure import plain_text
from pathways.feeds.problems import RowProblem, shown
from pathways.feeds.uk_days import uk_day

LONGEST_TEXT = 50_000


class JsonRow(BaseModel):
    """One item, or an object inside one: members in camel case, each with a description of what is right."""

    model_config = ConfigDict(alias_generator=to_camel, extra="ignore", frozen=True, populate_by_name=True)


JsonRowType = TypeVar("JsonRowType", bound=JsonRow)


def _as_text(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return plain_text(value) if isinstance(value, str) else value


def empty_to_none(value: object) -> object:
    """None for a text with nothing in it: so some services write what they do not know."""
    return None if isinstance(value, str) and not value.strip() else value


def _as_number(value: object) -> object:
    # By its shortest decimal form: 0.1 is a tenth, not the nearest binary fraction.
    return Decimal(str(value)) if isinstance(value, float) else empty_to_none(value)


def _none_to_list(value: object) -> object:
    return [] if value is None else value


Text = Annotated[
    str,
    BeforeValidator(_as_text),
    StringConstraints(max_length=LONGEST_TEXT),
    Field(description=f"text of at most {LONGEST_TEXT:,} characters"),
]
Name = Annotated[
    str,
    BeforeValidator(_as_text),
    StringConstraints(min_length=1, max_length=300),
    Field(description="a name of 1 to 300 characters"),
]
Degrees = Annotated[
    Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)] | None,
    BeforeValidator(empty_to_none),
    Field(description="degrees, such as 53.76, or empty"),
]
Pounds = Annotated[
    Annotated[Decimal, Field(ge=0, le=1_000_000)] | None,
    BeforeValidator(_as_number),
    Field(description="a number of pounds, or empty"),
]


def _as_day(value: object) -> object:
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError("a day is written as text")  # noqa: TRY004  (what pydantic reports)
    return uk_day(value)


Day = Annotated[
    date | None,
    BeforeValidator(_as_day),
    Field(description="a day such as 2026-09-01, with or without a time, or empty"),
]


def listed(items: type[JsonRowType]) -> Any:
    """The type of a member that lists such rows; a null is an empty list."""
    return Annotated[
        tuple[items, ...],  # type: ignore[valid-type]
        BeforeValidator(_none_to_list),
        Field(description="a list of objects"),
    ]


def read_row(
    item: JsonItem, model: type[JsonRowType], refuse: Callable[[RowProblem], None]
) -> JsonRowType | None:
    """The row of an item; None, and its first problem refused, where it breaks a rule."""
    try:
        return model.model_validate(item.value)
    except ValidationError as error:
        refuse(_broken_rule(item, model, error))
        return None


def _broken_rule(item: JsonItem, model: type[JsonRow], error: ValidationError) -> RowProblem:
    first = error.errors(include_url=False, include_context=False)[0]
    place = ".".join(str(part) for part in first["loc"] if not _is_machinery(part))
    described = next(
        (field.description for field in reversed([*_fields(model, first["loc"])]) if field.description), None
    )
    rule = f"{place} is {described}" if described else f"{place}: {first['msg']}"
    mend = f"Write {described} in {place}." if described else "Correct the item and bring the set in again."
    value = first["input"]
    # An object is not shown: it may hold members that were never meant for a report.
    told = "" if isinstance(value, dict | list) or first["type"] == "missing" else shown(value)
    return RowProblem(item.file, item.number, place, told, rule, mend)


def _is_machinery(part: object) -> bool:
    """Whether a part of a place is pydantic's own, such as the name of a validator."""
    return isinstance(part, str) and ("[" in part or "-" in part)


def _fields(model: type[BaseModel], place: tuple[Any, ...]) -> Iterator[FieldInfo]:
    """The fields on the way to a place, the innermost last."""
    inner: type[BaseModel] | None = model
    for part in place:
        if inner is None or not isinstance(part, str):
            continue
        found = next((field for field in inner.model_fields.values() if part in _names(field)), None)
        if found is None:
            return
        yield found
        inner = _model_in(found.annotation)


def _names(field: FieldInfo) -> list[str]:
    choices = getattr(field.validation_alias, "choices", [field.validation_alias])
    return [str(name) for name in (field.alias, *choices) if name is not None]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The row model that an annotation holds, through lists and unions."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    parts = getattr(annotation, "__args__", ())
    return next((found for part in parts if (found := _model_in(part)) is not None), None)
