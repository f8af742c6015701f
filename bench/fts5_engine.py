"""The same searches by SQLite: FTS5 for the words, indexed columns, and one GROUP BY for each facet."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

from bench.corpus import BIT_FACETS, FACETS, Row
from bench.counted import MOST_PROVIDERS, Counted, filters_of, windows
from bench.kept import kept
from bench.queries import Asked

_COLUMNS = (*FACETS, "start", "provider")


class Fts5:
    """A database file of its own."""

    name = "SQLite FTS5 with SQL facets"

    def __init__(self, folder: Path, version: str, rows: Callable[[], Iterable[Row]]) -> None:
        """Open the database of ``rows`` in ``folder``; make it when there is none of this ``version``."""
        with kept(folder, version) as is_new:
            self._connection = connection = sqlite3.connect(folder / "fts5.db", isolation_level=None)
            connection.execute("PRAGMA journal_mode=OFF")
            connection.execute("PRAGMA mmap_size=4000000000")
            connection.execute("PRAGMA cache_size=-400000")
            connection.execute("PRAGMA temp_store=MEMORY")
            if is_new:
                _fill(connection, rows())

    def ask(self, search: Asked) -> Counted:
        """Total, twenty best, and every facet with the other filters applied."""
        filters = filters_of(search.criteria)
        base, parameters = self._base(search)
        connection = self._connection
        connection.execute("DROP TABLE IF EXISTS temp.found")
        connection.execute(f"CREATE TEMP TABLE found AS {base}", parameters)
        counts = {}
        for name in (*FACETS, *BIT_FACETS, "start", "provider"):
            others = {other: codes for other, codes in filters.items() if other != name}
            counts[name] = self._counts(name, others)
        total = connection.execute(f"SELECT count(*) FROM found {_where(filters)}").fetchone()[0]
        connection.execute(f"SELECT id FROM found {_where(filters)} ORDER BY score, id LIMIT 20").fetchall()
        providers = tuple(sorted(counts.pop("provider").values(), reverse=True)[:MOST_PROVIDERS])
        counts["start"] = windows(counts["start"])
        counts["level"].pop(8, None)
        counts["money"].pop(4, None)
        return Counted(total, counts, providers)

    def _base(self, search: Asked) -> tuple[str, list[str]]:
        """The rows with the words and within reach."""
        columns = ", ".join(f"row.{name}" for name in ("id", *_COLUMNS))
        score, source, wheres, parameters = "0", "row", [], []
        if search.terms:
            score, source = "words.rank", "words JOIN row ON row.id = words.rowid"
            wheres.append("words MATCH ?")
            parameters.append(" AND ".join(f'"{term}"' for term in search.terms))
        if search.reached is not None:
            codes = ", ".join(map(str, search.reached))
            wheres.append(f"row.id IN (SELECT id FROM row_reached WHERE code IN ({codes}))")
        where = f"WHERE {' AND '.join(wheres)}" if wheres else ""
        return f"SELECT {columns}, {score} AS score FROM {source} {where}", parameters

    def _counts(self, name: str, filters: dict[str, tuple[int, ...]]) -> dict[int, int]:
        if name in BIT_FACETS:
            joined = f"found JOIN row_{name} AS held ON held.id = found.id"
            statement = f"SELECT held.code, count(*) FROM {joined} {_where(filters)} GROUP BY 1"
        else:
            statement = f"SELECT {name}, count(*) FROM found {_where(filters)} GROUP BY 1"
        return dict(self._connection.execute(statement).fetchall())


def _where(filters: dict[str, tuple[int, ...]]) -> str:
    parts = []
    for name, codes in filters.items():
        listed = ", ".join(map(str, codes))
        if name in BIT_FACETS:
            parts.append(f"found.id IN (SELECT id FROM row_{name} WHERE code IN ({listed}))")
        else:
            parts.append(f"found.{name} IN ({listed})")
    return f"WHERE {' AND '.join(parts)}" if parts else ""


def _fill(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    connection.execute(
        f"CREATE TABLE row (id INTEGER PRIMARY KEY, {', '.join(f'{name} INT' for name in _COLUMNS)})"
    )
    for name in (*BIT_FACETS, "reached"):
        connection.execute(
            f"CREATE TABLE row_{name} (code INT, id INT, PRIMARY KEY (code, id)) WITHOUT ROWID"
        )
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(terms, content='', tokenize='ascii')")
    connection.execute("BEGIN")
    for row in rows:
        values = (row.id, *(row.codes[name] for name in FACETS), row.start, row.provider)
        connection.execute(f"INSERT INTO row VALUES ({', '.join('?' * len(values))})", values)
        for name in BIT_FACETS:
            connection.executemany(
                f"INSERT INTO row_{name} VALUES (?, ?)", [(bit, row.id) for bit in row.bits[name]]
            )
        connection.executemany(
            "INSERT INTO row_reached VALUES (?, ?)", [(code, row.id) for code in row.reached]
        )
        connection.execute("INSERT INTO words (rowid, terms) VALUES (?, ?)", (row.id, row.terms))
    for name in _COLUMNS:
        connection.execute(f"CREATE INDEX row_by_{name} ON row ({name}, id)")
    for name in BIT_FACETS:
        connection.execute(f"CREATE INDEX row_{name}_by_id ON row_{name} (id, code)")
    connection.execute("COMMIT")
    connection.execute("INSERT INTO words (words) VALUES ('optimize')")
    connection.execute("ANALYZE")
