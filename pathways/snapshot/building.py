"""From plain contents to the arrays of a segment: rows laid along the curve, cells joined, lists inverted."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pathways.snapshot.columns import ENTRY_COLUMNS, PROGRAMME_COLUMNS, as_columns
from pathways.snapshot.contents import Contents
from pathways.snapshot.curve import hilbert_keys
from pathways.snapshot.postings import word_arrays
from pathways.snapshot.ragged import offsets_of, pack_texts, ranges

TURN_BITS = 10
_SPREAD = np.uint64(2654435761)


def segment_arrays(contents: Contents) -> dict[str, NDArray[Any]]:
    """Every array of the segment that holds ``contents``, by name. See `segment.Segment` for their meaning."""
    order, located, point_starts = _lay_out(contents)
    arrays: dict[str, NDArray[Any]] = {
        "id": contents.ids[order],
        "programme": contents.programme[order],
        "venue": contents.venue[order],
        "provider": contents.provider[order],
        "where": contents.where[order],
        "point_starts": point_starts,
        "point_lat": contents.lats[order][point_starts[:-1]],
        "point_lng": contents.lngs[order][point_starts[:-1]],
        "point": np.repeat(np.arange(len(point_starts) - 1, dtype=np.int32), np.diff(point_starts)),
        "roaming": contents.roaming[order][located:],
        "nation": contents.nation[order][located:],
        "turn": turns(contents.ids[order]),
        "programme_ids": contents.programme_ids,
        "provider_ids": contents.provider_ids,
    }
    arrays["fair_order"] = np.lexsort((arrays["id"], arrays["turn"])).astype(np.int32)
    arrays["by_id"] = np.argsort(arrays["id"], kind="stable").astype(np.int32)
    arrays |= _cells({name: codes[order] for name, codes in contents.cells.items()})
    arrays |= _intakes(contents, order)
    arrays |= _districts(contents, order)
    arrays |= _described(contents)
    arrays |= _inverted("provider_rows", arrays["provider"], len(contents.provider_ids))
    arrays |= _inverted("programme_rows", arrays["programme"], len(contents.programme_ids))
    for name, texts in (
        ("row_text", [contents.row_texts[row] for row in order.tolist()]),
        ("programme_text", contents.programme_texts),
        ("venue_text", contents.venue_texts),
        ("provider_text", contents.provider_texts),
    ):
        arrays[name], arrays[f"{name}_offsets"] = pack_texts(texts)
    return arrays | word_arrays(contents, arrays)


def turns(ids: NDArray[np.int64]) -> NDArray[np.uint16]:
    """A fair, lasting shuffle: a number below 2 to the `TURN_BITS` for each opportunity, from its id alone.

    Rows that fit equally well take turns by it, so that no route and no provider leads for having come in first.
    (Knuth's multiplicative hash.)
    """
    mixed = (ids.astype(np.uint64) * _SPREAD) & np.uint64(0xFFFFFFFF)
    return (mixed >> np.uint64(32 - TURN_BITS)).astype(np.uint16)


def _lay_out(contents: Contents) -> tuple[NDArray[np.int64], int, NDArray[np.int64]]:
    """The order of the rows, how many have a point, and where each point's run of rows starts (one more at the end)."""
    has_point = ~np.isnan(contents.lats)
    keys = hilbert_keys(np.where(has_point, contents.lats, 0.0), np.where(has_point, contents.lngs, 0.0))
    order = np.lexsort((contents.ids, contents.lngs, contents.lats, keys, ~has_point))
    located = int(has_point.sum())
    lats, lngs = contents.lats[order][:located], contents.lngs[order][:located]
    new = np.ones(located, bool)
    new[1:] = (lats[1:] != lats[:-1]) | (lngs[1:] != lngs[:-1])
    return order, located, np.append(np.flatnonzero(new), located).astype(np.int64)


def _cells(codes: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """One code a row for the whole combination of facet values that occurs, and what each combination holds."""
    joint = np.zeros(len(next(iter(codes.values()))), np.int64)
    for values in codes.values():
        joint = joint * (int(values.max(initial=0)) + 1) + values
    _, first, cell = np.unique(joint, return_index=True, return_inverse=True)
    width = np.uint16 if len(first) <= np.iinfo(np.uint16).max else np.uint32
    arrays: dict[str, NDArray[Any]] = {"cell": cell.astype(width)}
    for name, values in codes.items():
        arrays[f"cell_{name}"] = values[first].astype(np.uint32)
    return arrays


def _intakes(contents: Contents, order: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
    offsets = offsets_of(contents.intake_row, len(order))
    picked = ranges(offsets[order], offsets[order + 1])
    lengths = np.diff(offsets)[order]
    return {
        "intake_offsets": np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths))),
        "intake_start": contents.intake_start[picked],
        "intake_close": contents.intake_close[picked],
        "intake_flexible": contents.intake_flexible[picked],
    }


def _districts(contents: Contents, order: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    codes, which = np.unique(contents.district_code, return_inverse=True)
    rows = place[contents.district_row] if len(which) else np.empty(0, np.int64)
    by_code = np.lexsort((rows, which))
    return {
        "district_codes": codes.astype("S9"),
        "district_offsets": offsets_of(which[by_code], len(codes)),
        "district_rows": rows[by_code].astype(np.int32),
    }


def _described(contents: Contents) -> dict[str, NDArray[Any]]:
    """What programmes are like, the distinct entry requirements, and the occupations that programmes name."""
    programmes = as_columns(PROGRAMME_COLUMNS, contents.programme_columns, len(contents.programme_ids))
    requirements = len(next(iter(contents.entry.values()), ()))
    entry = as_columns(ENTRY_COLUMNS, contents.entry, requirements)
    return {
        **{f"programme_{name}": values for name, values in programmes.items()},
        **{f"entry_{name}": values for name, values in entry.items()},
        "occupations": np.array([slug.encode() for slug in contents.occupations] or [b""])[
            : len(contents.occupations)
        ],
    }


def _inverted(name: str, owner: NDArray[Any], count: int) -> dict[str, NDArray[Any]]:
    rows = np.argsort(owner, kind="stable").astype(np.int32)
    return {name: rows, f"{name}_offsets": offsets_of(owner, count)}
