"""The four kinds of record that feeds bring, and their parts: which table each fills, and how they join."""

from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Column, Integer, MetaData, String, Table
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.types import TypeEngine

from pathways.catalogue import models
from pathways.database import table_of
from pathways.feeds import records

_staged = MetaData()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record: its live table, its staging table, and the kinds that its keys point to.

    ``points_to`` maps a field such as ``provider_key`` to the live column and table it is an id of.
    """

    name: str
    record: type[Any]
    live: Table
    staged: Table
    points_to: dict[str, tuple[str, Table]]

    @property
    def own_columns(self) -> list[str]:
        """The columns that a record gives as they are."""
        return [f.name for f in fields(self.record) if f.name != "key" and f.name not in self.points_to]


@dataclass(frozen=True, slots=True)
class PartKind:
    """A part of a record, replaced as a whole when the record changes."""

    name: str
    record: type[Any]
    live: Table
    staged: Table
    whole: Kind
    key_field: str
    id_column: str

    @property
    def own_columns(self) -> list[str]:
        """The columns that a part gives as they are."""
        return [f.name for f in fields(self.record) if f.name != self.key_field]


def _plain(column_type: TypeEngine[Any]) -> TypeEngine[Any]:
    # Enums are staged as text: the live table checks them when they arrive.
    return String() if isinstance(column_type, SqlEnum) else column_type


def _columns(record: type[Any], live: Table, keys: set[str]) -> list[Column[Any]]:
    return [
        Column(f.name, String() if f.name in keys else _plain(live.c[f.name].type)) for f in fields(record)
    ]


def _kind(name: str, record: type[Any], model: type[Any], points_to: dict[str, tuple[str, Table]]) -> Kind:
    live = table_of(model)
    columns = _columns(record, live, {"key", *points_to})
    columns[0].primary_key = True
    staged = Table(
        f"staged_{live.name}",
        _staged,
        *columns,
        Column("digest", String()),
        Column("verdict", String()),
        Column("row_id", Integer()),
        # The ids of what it points to, once they are known.
        *(Column(column, Integer()) for column, _ in points_to.values()),
        prefixes=["TEMPORARY"],
    )
    return Kind(name, record, live, staged, points_to)


def _part(name: str, record: type[Any], model: type[Any], whole: Kind) -> PartKind:
    live = table_of(model)
    key_field = f"{whole.name}_key"
    staged = Table(
        f"staged_{live.name}", _staged, *_columns(record, live, {key_field}), prefixes=["TEMPORARY"]
    )
    return PartKind(name, record, live, staged, whole, key_field, f"{whole.name}_id")


PROVIDER = _kind("provider", records.ProviderRecord, models.Provider, {})
VENUE = _kind("venue", records.VenueRecord, models.Venue, {"provider_key": ("provider_id", PROVIDER.live)})
PROGRAMME = _kind(
    "programme", records.ProgrammeRecord, models.Programme, {"provider_key": ("provider_id", PROVIDER.live)}
)
OPPORTUNITY = _kind(
    "opportunity",
    records.OpportunityRecord,
    models.Opportunity,
    {"programme_key": ("programme_id", PROGRAMME.live), "venue_key": ("venue_id", VENUE.live)},
)
KINDS = (PROVIDER, VENUE, PROGRAMME, OPPORTUNITY)
"""In the order in which they can be written."""

PARTS = (
    _part("area", records.AreaRecord, models.ProgrammeArea, PROGRAMME),
    _part("entry", records.EntryRecord, models.EntryRequirement, PROGRAMME),
    _part("outcome", records.OutcomeRecord, models.Outcome, PROGRAMME),
    _part("intake", records.IntakeRecord, models.Intake, OPPORTUNITY),
    _part("district", records.DistrictRecord, models.OpportunityDistrict, OPPORTUNITY),
)

HELD = Table(
    "staged_held", _staged, Column("programme_key", String(), primary_key=True), prefixes=["TEMPORARY"]
)
"""Programmes with a row that was refused: they stay as they are and are not taken for vanished."""

INSIDE = Table(
    "staged_inside", _staged, Column("venue_key", String(), primary_key=True), prefixes=["TEMPORARY"]
)
"""Venues in the host's area, when imports keep to it."""

LEFT_OUT = Table(
    "staged_left_out",
    _staged,
    Column("kind", String(), primary_key=True),
    Column("key", String(), primary_key=True),
    prefixes=["TEMPORARY"],
)
"""Records of which something lies outside that area: they may have nothing left."""

REPLACED = Table(
    "staged_replaced",
    _staged,
    Column("part", String(), primary_key=True),
    Column("row_id", Integer(), primary_key=True),
    prefixes=["TEMPORARY"],
)
"""Rows of changed records one of whose parts differs from what is live: only those parts are written again."""

CONFLICTS = Table(
    "staged_conflict",
    _staged,
    Column("kind", String(), primary_key=True),
    Column("row_id", Integer(), primary_key=True),
    Column("base_digest", String()),
    Column("digest", String()),
    Column("theirs", String()),
    prefixes=["TEMPORARY"],
)
"""Records that were edited here, and of which the source now says something else."""

KIND_OF: dict[type[Any], Kind] = {kind.record: kind for kind in KINDS}
PART_OF: dict[type[Any], PartKind] = {part.record: part for part in PARTS}

staged_metadata = _staged
