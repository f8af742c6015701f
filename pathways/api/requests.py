"""What the API is asked: parameters of an address or a JSON body, read into the same lists of strings."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from pathways.catalogue.criteria import LONGEST_TEXT, Miles
from pathways.catalogue.learner_query import MOST_GCSES, MOST_POINTS, HighestAnswer, Stage, SubjectAnswer
from pathways.catalogue.query_string import LARGEST_PAGE
from pathways.catalogue.query_values import shown
from pathways.catalogue.vocabulary import Area, Delivery, Level, Mode, Money, Route, Sort, StartWindow
from pathways.database import LARGEST_ID
from pathways.web.problems import FieldProblem

MOST_PER_PAGE = 50
SearchMiles = Literal[Miles, "any"]


def _whole(value: object) -> object:
    """JSON writes 10 and 10.0 for one number; text and true are none. Raises ValueError for these."""
    if isinstance(value, bool | str):
        raise ValueError("a whole number, not text")  # noqa: TRY004 (validation reports ValueError only)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _mileage(value: object) -> object:
    return value if value == "any" else _whole(value)


PageNumber = Annotated[int, Field(ge=1, le=LARGEST_PAGE), BeforeValidator(_whole)]
PerPage = Annotated[int, Field(ge=1, le=MOST_PER_PAGE), BeforeValidator(_whole)]
ProviderId = Annotated[int, Field(ge=1, le=LARGEST_ID), BeforeValidator(_whole)]
GcseCount = Annotated[int, Field(ge=0, le=MOST_GCSES), BeforeValidator(_whole)]
UcasPoints = Annotated[int, Field(ge=0, le=MOST_POINTS), BeforeValidator(_whole)]
MilesAsked = Annotated[SearchMiles, BeforeValidator(_mileage)]


class SearchBody(BaseModel):
    """A search as JSON: the parameters of `/search`, where ``near`` may be a full postcode."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field("", max_length=LONGEST_TEXT, description='Words, "phrases" and -words to leave out.')
    near: str | None = Field(None, max_length=100, description="A postcode, district or town.")
    miles: MilesAsked | None = Field(None, description="Radius; 20 when only a place is given.")
    route: list[Route] = Field(default_factory=list)
    level: list[Level] = Field(default_factory=list)
    area: list[Area] = Field(default_factory=list)
    mode: list[Mode] = Field(default_factory=list)
    delivery: list[Delivery] = Field(default_factory=list)
    money: list[Money] = Field(default_factory=list)
    start: StartWindow | None = None
    provider: ProviderId | None = None
    only: Literal["eligible"] | None = Field(None, alias="for")
    stage: Stage | None = None
    english: SubjectAnswer | None = None
    maths: SubjectAnswer | None = None
    gcses: GcseCount | None = None
    highest: HighestAnswer | None = None
    points: UcasPoints | None = None
    sort: Sort | None = None
    page: PageNumber = 1
    per_page: PerPage = 20
    spelling: Literal["kept"] | None = Field(None, description="Search for the words as they are typed.")


REPEATABLE = frozenset({"route", "level", "area", "mode", "delivery", "money"})
WHOLE_NUMBERS = frozenset({"provider", "gcses", "points", "page", "per_page"})


class UnusableRequestError(Exception):
    """Parameters that cannot be used; ``problems`` names each."""

    def __init__(self, problems: list[FieldProblem]) -> None:
        super().__init__("; ".join(f"{found.field}: {found.detail}" for found in problems))
        self.problems = problems


def read_body(body: object) -> SearchBody:
    """The search in a JSON body. Raises UnusableRequestError naming every field that cannot be used."""
    try:
        return SearchBody.model_validate(body)
    except ValidationError as error:
        raise UnusableRequestError(list(_problems_of(error))) from error


def read_address(args: Mapping[str, list[str]]) -> SearchBody:
    """The search in the parameters of an address. Raises UnusableRequestError naming every unusable field."""
    values: dict[str, Any] = {}
    repeated: list[FieldProblem] = []
    for name, given in args.items():
        if name in REPEATABLE:
            values[name] = [value for value in given if value]
        elif len(given) > 1:
            repeated.append(FieldProblem(name, "Give this once."))
        elif given and given[0] != "":
            values[name] = _whole_number(given[0]) if _is_number(name, given[0]) else given[0]
    if repeated:
        raise UnusableRequestError(repeated)
    return read_body(values)


def _is_number(name: str, value: str) -> bool:
    return name in WHOLE_NUMBERS or (name == "miles" and value != "any")


def _whole_number(value: str) -> int | str:
    """The number written in ``value``, or the text itself, which validation then names as wrong."""
    digits = value.removesuffix(".0").removeprefix("-")
    usable = digits.isascii() and digits.isdigit() and len(digits) <= 16
    return (-int(digits) if value.startswith("-") else int(digits)) if usable else value


def _problems_of(error: ValidationError) -> Iterator[FieldProblem]:
    for found in error.errors(include_url=False, include_context=False, include_input=False):
        # A name of the sender's own making is shown as any text is: short, and without anybody's street.
        field = shown(".".join(str(part) for part in found["loc"][:2])) or "body"
        words = found["msg"].removeprefix("Value error, ")
        yield FieldProblem(field, f"{words[:1].upper()}{words[1:]}.")
