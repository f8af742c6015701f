"""Cells that the rows of several seed files share, and the row they stand in."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator


def _yes(text: object) -> object:
    return {"yes": True, "no": False}.get(text, text) if isinstance(text, str) else text


Ref = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
Age = Annotated[int, Field(ge=13, le=99)] | Literal["none"]
Flag = Annotated[bool, BeforeValidator(_yes)]
Prose = Annotated[str, Field(max_length=2000)]


class SeedRow(BaseModel):
    """A row of a seed file: empty cells are absent, unknown columns are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    @model_validator(mode="before")
    @classmethod
    def _drop_empty_cells(cls, cells: dict[str, str]) -> dict[str, str]:
        return {column: value.strip() for column, value in cells.items() if value and value.strip()}
