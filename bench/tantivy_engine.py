"""The same searches by tantivy: one merged segment, fast fields, its own aggregations for the facets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import tantivy

from bench.corpus import BIT_FACETS, FACETS, Row
from bench.counted import MOST_PROVIDERS, Counted, filters_of, windows
from bench.kept import kept
from bench.queries import Asked

_MUST = tantivy.Occur.Must
_COUNTED = (*FACETS, *BIT_FACETS, "start")


class Tantivy:
    """An index in a folder."""

    name = "tantivy"

    def __init__(self, folder: Path, version: str, rows: Callable[[], Iterable[Row]]) -> None:
        """Open the index of ``rows`` in ``folder``; make it when there is none of this ``version``."""
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
        for name in (*_COUNTED, "provider", "reached"):
            builder.add_unsigned_field(name, indexed=True, fast=name != "reached")
        builder.add_unsigned_field("id", stored=True)
        self._schema = builder.build()
        with kept(folder, version) as is_new:
            index = tantivy.Index(self._schema, path=str(folder))
            if is_new:
                _fill(index, rows())
        index.reload()
        self._searcher = index.searcher()

    def ask(self, search: Asked) -> Counted:
        """Total, twenty best, and every facet with the other filters applied."""
        filters = filters_of(search.criteria)
        whole = self._query(search, filters)
        result = self._searcher.search(whole, 20)
        for _, address in result.hits:
            self._searcher.doc(address)
        unfiltered = [name for name in (*_COUNTED, "provider") if name not in filters]
        counts = self._aggregate(whole, unfiltered)
        for name in filters:
            others = {other: codes for other, codes in filters.items() if other != name}
            counts |= self._aggregate(self._query(search, others), [name])
        providers = tuple(sorted(counts.pop("provider").values(), reverse=True)[:MOST_PROVIDERS])
        counts["start"] = windows(counts["start"])
        counts["level"].pop(8, None)
        counts["money"].pop(4, None)
        return Counted(result.count, counts, providers)

    def _query(self, search: Asked, filters: dict[str, tuple[int, ...]]) -> Any:
        parts = [(_MUST, tantivy.Query.term_query(self._schema, "terms", term)) for term in search.terms]
        if search.reached is not None:
            near = tantivy.Query.term_set_query(self._schema, "reached", list(search.reached))
            parts.append((_MUST, tantivy.Query.const_score_query(near, 0.0)))
        for name, codes in filters.items():
            kept = tantivy.Query.term_set_query(self._schema, name, list(codes))
            parts.append((_MUST, tantivy.Query.const_score_query(kept, 0.0)))
        return tantivy.Query.boolean_query(parts) if parts else tantivy.Query.all_query()

    def _aggregate(self, query: Any, names: list[str]) -> dict[str, dict[int, int]]:
        wanted = {
            name: {"terms": {"field": name, "size": MOST_PROVIDERS if name == "provider" else 40}}
            for name in names
        }
        answer = self._searcher.aggregate(query, wanted)
        return {
            name: {int(bucket["key"]): bucket["doc_count"] for bucket in answer[name]["buckets"]}
            for name in names
        }


def _fill(index: tantivy.Index, rows: Iterable[Row]) -> None:
    writer = index.writer(heap_size=1_000_000_000, num_threads=1)
    for row in rows:
        document = tantivy.Document()
        document.add_text("terms", row.terms)
        for name in FACETS:
            document.add_unsigned(name, row.codes[name])
        for name in BIT_FACETS:
            for bit in row.bits[name]:
                document.add_unsigned(name, bit)
        document.add_unsigned("start", row.start)
        document.add_unsigned("provider", row.provider)
        for code in row.reached:
            document.add_unsigned("reached", code)
        document.add_unsigned("id", row.id)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
