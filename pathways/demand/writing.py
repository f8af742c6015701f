"""Writing what was gathered: one statement for each table, in one transaction, so that a count is kept once or not."""

import logging
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from pathways.database import WRITES, Database, table_of
from pathways.demand.gathering import Counted, Gathered, OfProgramme, Seen, Typed, Unmet
from pathways.demand.models import DemandPhrase, DemandProgramme, DemandSeen, DemandUnmet
from pathways.demand.rules.phrases import KEPT_FROM, may_keep
from pathways.tokens import keyed_hash

logger = logging.getLogger(__name__)


def flush(gathered: Gathered, database: Database, *, key: str, known_words: Collection[str]) -> bool:
    """Write what was gathered; False when the database could not be asked, and everything is held for the next time.

    ``key`` makes the hashes of unknown words; ``known_words`` are those that no name is taken for.
    """
    counts = gathered.take()
    if not counts:
        return True
    try:
        with database.engine.execution_options(**{WRITES: True}).begin() as connection:
            write(connection, counts, key=key, known_words=known_words)
    except DBAPIError as error:
        logger.warning("Counts were not written; they are kept for later.", exc_info=error)
        gathered.put_back(counts)
        return False
    return True


def write(
    connection: Connection, counts: Counter[Counted], *, key: str, known_words: Collection[str]
) -> None:
    """Add counts to the tables. Rows are written in one order, so that two processes never wait for each other."""
    groups: dict[type, list[dict[str, Any]]] = {OfProgramme: [], Seen: [], Unmet: []}
    phrases: list[tuple[str, Typed, int]] = []
    for one, times in counts.items():
        if isinstance(one, Typed):
            phrases.append((keyed_hash(one.phrase, purpose="phrase", key=key), one, times))
        else:
            values = {name: getattr(one, name) for name in one.__slots__}
            groups[type(one)].append(values | {"times": times})
    for kind, model in ((OfProgramme, DemandProgramme), (Seen, DemandSeen), (Unmet, DemandUnmet)):
        _add(connection, table_of(model), groups[kind])
    _add_phrases(connection, phrases, known_words)


def _add(
    connection: Connection, table: Table, rows: Sequence[dict[str, Any]], also: tuple[str, ...] = ()
) -> None:
    if not rows:
        return
    keys = [column.name for column in table.primary_key.columns]
    ordered = sorted(rows, key=lambda row: tuple(str(row[name]) for name in keys))
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(table)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=keys,
            set_={"times": table.c.times + statement.excluded.times}
            | {name: statement.excluded[name] for name in also},
        ),
        ordered,
    )


def _add_phrases(
    connection: Connection, phrases: Sequence[tuple[str, Typed, int]], known_words: Collection[str]
) -> None:
    """Count phrases by their hashes; then give those their text that were typed often enough and tell of nobody."""
    table = table_of(DemandPhrase)
    together: dict[str, dict[str, Any]] = {}
    texts: dict[str, str] = {}
    for phrase_hash, one, times in sorted(phrases, key=lambda phrase: phrase[1].month):
        row = together.setdefault(phrase_hash, {"phrase_hash": phrase_hash, "times": 0, "text": ""})
        row["times"] += times
        row["last_month"] = one.month
        if may_keep(one.phrase, known_words):
            texts[phrase_hash] = one.phrase
    _add(connection, table, list(together.values()), also=("last_month",))
    if texts:
        connection.execute(
            update(table)
            .where(table.c.phrase_hash == bindparam("hash"), table.c.times >= KEPT_FROM, table.c.text == "")
            .values(text=bindparam("kept")),
            [{"hash": phrase_hash, "kept": text} for phrase_hash, text in sorted(texts.items())],
        )
