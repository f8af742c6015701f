"""A QR code is a drawing that gives its address back to whoever scans it."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from pathways.sheets.qr import LONGEST_TARGET, QUIET_ZONE, QrDrawing, qr_drawing

ADDRESS = "https://pathways.example/plan/open#apple-river-stone-cloud-seven"
SQUARES = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")


def squares_of(drawing: QrDrawing) -> set[tuple[int, int]]:
    """Every black square, by column and row."""
    black = set()
    for x, y, across, back in SQUARES.findall(drawing.path):
        assert across == back
        black |= {(int(x) + step, int(y)) for step in range(int(across))}
    return black


@given(st.text(min_size=1, max_size=200).filter(lambda text: text.strip() and text.isprintable()))
def test_drawing_has_the_squares_of_the_code(target: str) -> None:
    drawing = qr_drawing(target)
    rows = segno.make_qr(target, error="m").matrix
    wanted = {
        (x + QUIET_ZONE, y + QUIET_ZONE) for y, row in enumerate(rows) for x, black in enumerate(row) if black
    }
    assert squares_of(drawing) == wanted
    assert drawing.size == len(rows) + 2 * QUIET_ZONE


def test_code_has_white_all_round_it() -> None:
    drawing = qr_drawing(ADDRESS)
    within = range(QUIET_ZONE, drawing.size - QUIET_ZONE)
    assert all(x in within and y in within for x, y in squares_of(drawing))


def test_picture_that_stands_alone_is_black_on_white_without_style() -> None:
    drawing = qr_drawing(ADDRESS)
    picture = ET.fromstring(drawing.svg)
    assert picture.get("viewBox") == f"0 0 {drawing.size} {drawing.size}"
    ground, code = picture
    assert (ground.get("fill"), code.get("d")) == ("#fff", drawing.path)
    assert "style" not in drawing.svg


def test_plan_address_stays_coarse_enough_for_a_school_printer() -> None:
    # 34 mm across: no square under half a millimetre, which is what old cameras still tell apart.
    assert 34 / qr_drawing(ADDRESS).size > 0.5


def test_address_too_long_to_scan_is_refused() -> None:
    assert qr_drawing("https://p.example/" + "a" * (LONGEST_TARGET - 18)).size
    with pytest.raises(ValueError, match="too long"):
        qr_drawing("https://p.example/" + "a" * (LONGEST_TARGET - 17))
