"""What the API says of a provider's own listing."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from pathways.catalogue.vocabulary import Route
from pathways.listings.content import ListingContent

State = Literal["draft", "submitted", "published", "changes-waiting", "returned", "withdrawn"]


class Remark(BaseModel):
    """Something that could make a listing better. It keeps nothing from being published."""

    field: str
    code: str
    detail: str


class ListingAnswer(BaseModel):
    """How a listing stands after a request."""

    reference: str
    state: State
    version: int = Field(description="The number of its newest version.")
    programme_id: int | None = Field(
        description="Of the programme that students see; null before it is first shown."
    )
    changed: bool = Field(description="Whether this request changed anything.")
    hints: list[Remark] = Field(description="What could make it better.")


class ListedListing(BaseModel):
    """How one of the provider's listings stands."""

    reference: str
    title: str
    route: Route
    state: State
    version: int = Field(description="The number of its newest version.")
    shown_version: int | None = Field(description="The version that students see; null when they see none.")
    programme_id: int | None = Field(description="Of the programme that students see, or saw.")
    last_day: date | None = Field(description="The last day to apply; null when there is none.")
    confirmed_on: date | None = Field(description="When it was last published, or said to be right.")


class OwnListing(ListedListing):
    """One listing with all that its newest version says."""

    reasons: str = Field(description="Why it was sent back; empty when it was not.")
    content: ListingContent = Field(description="As it is sent with PUT.")


class OwnListings(BaseModel):
    """One page of the provider's listings, by reference."""

    total: int
    page: int
    pages: int
    items: list[ListedListing]
