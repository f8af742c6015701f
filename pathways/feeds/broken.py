"""What a rule of rows gives for a row that breaks it: importers and upload pages show it in the same words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Broken:
    """One rule that a row breaks: at which field, with what value, what the rule is and what would put it right."""

    field: str
    value: str
    rule: str
    mend: str
