"""Who works with lists: every query and operation is told, and answers nothing for anybody else's."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Whose:
    """One adviser in one organisation."""

    organisation_id: int
    user_id: int
