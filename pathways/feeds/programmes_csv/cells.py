"""The cells of our own template: how each kind of value is written, read back, and what is right in it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from pathways.feeds.web_addresses import https_address

_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_POUNDS = re.compile(r"\d{1,7}(\.\d{1,2})?", re.ASCII)
_PENCE = 100
_POUNDS_RULE = "pounds with at most two decimal places, such as 450 or 8.40, without signs"
_DAY_RULE = "a day written dd/mm/yyyy, such as 07/09/2027"
_FLAG_RULE = "yes or no"
_ADDRESS_RULE = "an address of the web that begins with https://"


class CellError(ValueError):
    """A cell that is not right. ``rule`` ends the sentence "COLUMN is ..."."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Cell:
    """One kind of cell. ``read`` raises CellError; an empty cell is never read, and stands for ``empty``.

    ``rule`` says what is right in it, as the error does: "text of at most 255 characters".
    """

    read: Callable[[str], Any]
    write: Callable[[Any], str]
    rule: str
    empty: Any = None


def text_cell(most: int) -> Cell:
    """Text of at most so many characters."""
    rule = f"text of at most {most:,} characters"

    def read(text: str) -> str:
        if len(text) > most:
            raise CellError(f"{rule}; it has {len(text):,}")
        return text

    return Cell(read, str, rule, "")


def number_cell(least: int, most: int) -> Cell:
    """A whole number between two others."""
    rule = f"a whole number from {least:,} to {most:,}"

    def read(text: str) -> int:
        if (
            not (text.isascii() and text.isdigit())
            or len(text) > len(str(most))
            or not least <= int(text) <= most
        ):
            raise CellError(rule)
        return int(text)

    return Cell(read, str, rule)


def decimal_cell(least: float, most: float) -> Cell:
    """A number between two others, which may have decimal places."""
    rule = f"a number from {least:g} to {most:g}"

    def read(text: str) -> float:
        if not re.fullmatch(r"-?\d{1,6}(\.\d{1,20})?", text, re.ASCII) or not least <= float(text) <= most:
            raise CellError(rule)
        return float(text)

    return Cell(read, lambda value: f"{Decimal(repr(value)):f}".removesuffix(".0"), rule)


def _read_pounds(text: str) -> int:
    if not _POUNDS.fullmatch(text):
        raise CellError(_POUNDS_RULE)
    return int(Decimal(text) * _PENCE)


def _write_pounds(pence: int) -> str:
    return f"{pence // _PENCE}.{pence % _PENCE:02d}" if pence % _PENCE else str(pence // _PENCE)


def read_day(text: str) -> date:
    """A day written dd/mm/yyyy. Raises CellError."""
    if found := _DAY.fullmatch(text):
        try:
            return date(int(found[3]), int(found[2]), int(found[1]))
        except ValueError:
            pass
    raise CellError(_DAY_RULE)


def write_day(day: date) -> str:
    """A day as it is written."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def _read_flag(text: str) -> bool:
    if text.lower() not in ("yes", "no"):
        raise CellError(_FLAG_RULE)
    return text.lower() == "yes"


def _read_address(text: str) -> str:
    address = https_address(text, http_too=False)
    if not address:
        raise CellError(_ADDRESS_RULE)
    return address


def flag_cell(empty: bool) -> Cell:
    """Yes or no; what an empty cell stands for depends on the column."""
    return Cell(_read_flag, lambda value: "yes" if value else "no", _FLAG_RULE, empty)


def choice_cell(kind: type[Enum], empty: Any = None) -> Cell:
    """One of the codes of a list."""
    rule = "one of " + ", ".join(str(choice.value) for choice in kind)

    def read(text: str) -> Enum:
        try:
            return kind(text.lower())
        except ValueError:
            raise CellError(rule) from None

    return Cell(read, lambda value: str(value.value), rule, empty)


def choices_cell(kind: type[Enum]) -> Cell:
    """Several codes of a list, with ; between."""
    one = choice_cell(kind)

    def read(text: str) -> tuple[Any, ...]:
        return tuple(dict.fromkeys(one.read(part.strip()) for part in text.split(";") if part.strip()))

    rule = f"{one.rule}, with ; between several"
    return Cell(read, lambda values: "; ".join(value.value for value in values), rule, ())


POUNDS = Cell(_read_pounds, _write_pounds, _POUNDS_RULE)
DAY = Cell(read_day, write_day, _DAY_RULE)
ADDRESS = Cell(_read_address, str, _ADDRESS_RULE, "")
