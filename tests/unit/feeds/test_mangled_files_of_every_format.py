"""Good files of every format with bytes flipped and rows cut: read, or refused in words, and never anything else."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathways.database import Database
from pathways.feeds.formats import FORMATS
from pathways.feeds.importing import ImportOptions, import_feed
from pathways.feeds.refusals import FeedRefusedError
from pathways.feeds.standards import import_standards
from pathways.places.importing import PostcodeFileError, import_postcodes
from pathways.places.store import pointer_mark
from tests.unit.feeds.running import every_row, quiet
from tests.unit.feeds.spoilt_files import Shape, shapes, write

DRY = ImportOptions(dry_run=True)


def bring_in(database: Database, shape: Shape, folder: Path) -> str:
    """What is said of a set that is only looked at: nothing when it could come in."""
    try:
        if shape.command == "postcodes":
            import_postcodes([folder], folder / "instance", lambda _done, _total: None, dry_run=True)
        elif shape.command == "standards":
            import_standards(database, [folder], DRY, quiet)
        else:
            import_feed(database, FORMATS[shape.command], [folder], DRY, quiet)
    except (FeedRefusedError, PostcodeFileError) as refusal:
        return str(refusal)
    return ""


@st.composite
def mangled(draw: st.DrawFn, content: bytes) -> bytes:
    """A file with a few bytes changed, a few rows gone, twice or out of order, or its end cut off."""
    spoilt = bytearray(content)
    for _ in range(draw(st.integers(0, 4))):
        spoilt[draw(st.integers(0, len(spoilt) - 1))] = draw(st.integers(0, 255))
    rows = bytes(spoilt).splitlines(keepends=True)
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.integers(0, len(rows) - 1))
        rows[place] = draw(
            st.sampled_from([b"", rows[place] * 2, rows[place][: len(rows[place]) // 2], rows[0]])
        )
    whole = b"".join(rows)
    return whole[: draw(st.integers(0, len(whole)))] if draw(st.booleans()) else whole


@pytest.mark.parametrize("name", shapes())
@settings(max_examples=8)
@given(data=st.data())
def test_a_mangled_file_is_read_or_refused_in_words_and_nothing_is_written(
    database: Database, tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    shape, folder = shapes()[name], tmp_path_factory.mktemp("mangled")
    spoilt = data.draw(mangled(shape.content))
    packed = data.draw(st.booleans())
    files = {file: content for file, content in shape.files.items() if file != shape.spoilt}
    files[shape.spoilt + ".gz" * packed] = gzip.compress(spoilt, mtime=0) if packed else spoilt
    said = bring_in(database, shape, write(folder, files))
    assert said == "" or (len(said.split()) > 3 and said.endswith((".", ")")))
    assert not any(every_row(database).values())
    assert pointer_mark(folder / "instance") is None


@pytest.mark.parametrize("name", shapes())
def test_every_good_file_that_is_mangled_here_can_come_in(
    database: Database, tmp_path: Path, name: str
) -> None:
    assert bring_in(database, shapes()[name], write(tmp_path / "set", shapes()[name].files)) == ""
