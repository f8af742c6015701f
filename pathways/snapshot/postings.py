"""The word index: for each term the rows that hold it and how much it counts there, by the field it stands in."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pathways.snapshot.contents import FIELD_END, Contents, Words
from pathways.snapshot.ragged import offsets_of, ranges

FORM_BYTES = 32

COMMON = 10
"""A term that more than one row in so many holds has a column of its own, where it is looked up row by row."""

_WEIGHT_BITS = 8


def word_arrays(contents: Contents, arrays: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """The arrays of terms, forms, postings and the runs of terms that phrases are looked for in."""
    names = np.array([term.encode() for term in contents.terms] or [b""], f"S{FORM_BYTES}")[
        : len(contents.terms)
    ]
    by_name = np.argsort(names, kind="stable")
    rank = np.empty(len(names) + 1, np.int32)
    rank[by_name] = np.arange(len(names), dtype=np.int32)
    rank[-1] = FIELD_END
    programme_words, where_words = (
        _ranked(contents.programme_words, rank),
        _ranked(contents.where_words, rank),
    )
    offsets, rows, weights = _postings(
        len(names), (programme_words, arrays["programme"]), (where_words, arrays["where"])
    )
    forms = np.array([form.encode() for form in contents.forms] or [b""], f"S{FORM_BYTES}")[
        : len(contents.forms)
    ]
    by_form = np.argsort(forms, kind="stable")
    return {
        **_columns(len(arrays["programme"]), offsets, rows, weights),
        "terms": names[by_name],
        "term_offsets": offsets,
        "posting_rows": rows,
        "posting_weights": weights,
        "term_heaviest": np.maximum.reduceat(weights, offsets[:-1]) if len(weights) else weights,
        "forms": forms[by_form],
        "form_terms": rank[contents.form_terms[by_form]],
        "programme_run": programme_words.terms,
        "programme_run_offsets": programme_words.offsets,
        "where_run": where_words.terms,
        "where_run_offsets": where_words.offsets,
        "provider_name_terms": _ranked(contents.provider_names, rank).terms,
        "provider_name_offsets": contents.provider_names.offsets,
    }


def _ranked(words: Words, rank: NDArray[np.int32]) -> Words:
    return Words(rank[words.terms], words.weights, words.offsets)


def _postings(
    term_count: int, *sources: tuple[Words, NDArray[np.int32]]
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.uint8]]:
    """Offsets by term, rows (sorted within a term) and weights, the best weight where a row holds a term twice.

    Each source is texts and, for every row, which of the texts it has.
    """
    parts = []
    for words, owner in sources:
        text_terms, text_weights, text_offsets = _best_in_each_text(words, term_count)
        picked = ranges(text_offsets[owner], text_offsets[owner + 1])
        rows = np.repeat(np.arange(len(owner), dtype=np.int64), np.diff(text_offsets)[owner])
        row_bits = max(1, len(owner).bit_length())
        parts.append(
            ((text_terms[picked] << row_bits | rows) << _WEIGHT_BITS)
            | (255 - text_weights[picked].astype(np.int64))
        )
    keys = np.concatenate(parts)
    keys.sort()
    pairs = keys >> _WEIGHT_BITS
    first = np.ones(len(keys), bool)
    first[1:] = pairs[1:] != pairs[:-1]
    pairs, weights = pairs[first], (255 - (keys[first] & 255)).astype(np.uint8)
    terms = pairs >> row_bits
    held = (pairs & ((1 << row_bits) - 1)).astype(np.int32)
    return offsets_of(terms, term_count), held, weights


def _columns(
    n: int, offsets: NDArray[np.int64], rows: NDArray[np.int32], weights: NDArray[np.uint8]
) -> dict[str, NDArray[Any]]:
    """The terms (int64, rising) that many rows hold, and what each counts in every row (uint8, term by row)."""
    common = np.flatnonzero(np.diff(offsets) * COMMON > n)
    columns = np.zeros((len(common), n), np.uint8)
    for column, term in zip(columns, common.tolist(), strict=True):
        held = slice(offsets[term], offsets[term + 1])
        column[rows[held]] = weights[held]
    return {"common_terms": common, "common_weights": columns}


def _best_in_each_text(
    words: Words, term_count: int
) -> tuple[NDArray[np.int64], NDArray[np.uint8], NDArray[np.int64]]:
    """Each term once a text with its best weight: terms, weights and offsets by text."""
    count = len(words.offsets) - 1
    texts = np.repeat(np.arange(count, dtype=np.int64), np.diff(words.offsets))
    real = words.terms != FIELD_END
    width = max(1, term_count)
    keys = ((texts[real] * width + words.terms[real]) << _WEIGHT_BITS) | (
        255 - words.weights[real].astype(np.int64)
    )
    keys.sort()
    pairs = keys >> _WEIGHT_BITS
    first = np.ones(len(keys), bool)
    first[1:] = pairs[1:] != pairs[:-1]
    owners, terms = np.divmod(pairs[first], width)
    return terms, (255 - (keys[first] & 255)).astype(np.uint8), offsets_of(owners, count)
