"""A catalogue many times as large, made from the arrays of a prepared one: every opportunity so many times over.

Filling a database with five million opportunities and publishing them would take an hour. What a search costs depends
on the arrays alone: here each row stands ``times`` times beside itself, with an id of its own, at the same venue of
the same provider, with the same words. Cards, counts and distances are worked out from them as from any others.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pathways.snapshot.building import turns
from pathways.snapshot.pointer import Pointer, read_pointer, snapshot_dir, write_pointer
from pathways.snapshot.ragged import gather
from pathways.snapshot.store import open_arrays, write_arrays

_BY_ROW = (
    "programme", "venue", "provider", "where", "cell", "point", "roaming", "nation",
    "posting_weights",
)  # fmt: skip
_LISTS_OF_ROWS = ("provider_rows", "programme_rows", "posting_rows", "district_rows")
_COUNTED_IN_ROWS = (
    "point_starts", "provider_rows_offsets", "programme_rows_offsets", "term_offsets", "district_offsets",
)  # fmt: skip


def enlarged(instance: Path, times: int) -> Path:
    """The instance folder with every opportunity of ``instance`` so many times, made when it is not there yet."""
    larger = instance.with_name(f"{instance.name}-times-{times}")
    source, target = snapshot_dir(instance), snapshot_dir(larger)
    pointer = read_pointer(source)
    assert pointer is not None
    name = f"{pointer.large}-times-{times}"
    if not (target / name).exists():
        target.mkdir(parents=True, exist_ok=True)
        write_arrays(target / name, _repeated(open_arrays(source / pointer.large).arrays, times), {})
        write_pointer(target, Pointer(name, name, None, pointer.sequence))
    return larger


def _repeated(arrays: dict[str, NDArray[Any]], times: int) -> dict[str, NDArray[Any]]:
    copies = np.arange(times)
    found = dict(arrays)
    for name in _BY_ROW:
        found[name] = np.repeat(arrays[name], times)
    for name in _LISTS_OF_ROWS:
        rows = arrays[name].astype(np.int64)[:, None] * times + copies
        found[name] = rows.reshape(-1).astype(np.int32)
    for name in _COUNTED_IN_ROWS:
        found[name] = arrays[name] * times
    found["common_weights"] = np.repeat(arrays["common_weights"], times, axis=1)
    found["id"] = (arrays["id"][:, None] * times + copies).reshape(-1)
    found["turn"] = turns(found["id"])
    found["fair_order"] = np.lexsort((found["id"], found["turn"])).astype(np.int32)
    found["by_id"] = np.argsort(found["id"], kind="stable").astype(np.int32)
    for offsets, parts in (
        ("row_text_offsets", ("row_text",)),
        ("intake_offsets", ("intake_start", "intake_close", "intake_flexible")),
    ):
        starts, ends = np.repeat(arrays[offsets][:-1], times), np.repeat(arrays[offsets][1:], times)
        found[offsets] = np.concatenate((np.zeros(1, np.int64), np.cumsum(ends - starts)))
        for part in parts:
            found[part] = gather(arrays[part], starts, ends)
    return found
