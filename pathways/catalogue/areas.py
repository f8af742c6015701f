"""The twenty career areas in plain words."""

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.catalogue.models import CareerArea
from pathways.catalogue.vocabulary import Area


def career_areas(session: Session) -> tuple[CareerArea, ...]:
    """Every career area, in the order in which they are listed."""
    return tuple(session.scalars(select(CareerArea).order_by(col(CareerArea.position))))


def career_area(session: Session, slug: str) -> CareerArea | None:
    """The career area of that slug, or None when there is none."""
    return session.get(CareerArea, Area(slug)) if slug in set(Area) else None
