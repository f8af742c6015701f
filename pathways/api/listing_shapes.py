"""What the API says of a provider's own listing."""

from typing import Literal

from pydantic import BaseModel, Field


class Remark(BaseModel):
    """Something that could make a listing better. It keeps nothing from being published."""

    field: str
    code: str
    detail: str


class ListingAnswer(BaseModel):
    """How a listing stands after a request."""

    reference: str
    state: Literal["draft", "submitted", "published", "changes-waiting", "returned", "withdrawn"]
    version: int = Field(description="The number of its newest version.")
    programme_id: int | None = Field(
        description="Of the programme that students see; null before it is first shown."
    )
    changed: bool = Field(description="Whether this request changed anything.")
    hints: list[Remark] = Field(description="What could make it better.")
