"""QR codes as drawings: a size and a path, for a page or a sheet to draw in its own ink."""

from dataclasses import dataclass

import segno

QUIET_ZONE = 4
"""Modules of white on each side, without which phones do not find the code (ISO/IEC 18004)."""
LONGEST_TARGET = 500
"""Characters. A longer one makes squares too fine for a school printer and an old phone."""


@dataclass(frozen=True, slots=True)
class QrDrawing:
    """A code as one path of black squares in a white square of ``size`` units a side, the quiet zone included."""

    size: int
    path: str

    @property
    def svg(self) -> str:
        """A picture of it that stands alone."""
        box = f"0 0 {self.size} {self.size}"
        ground = f'<path fill="#fff" d="M0 0h{self.size}v{self.size}H0z"/>'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{ground}<path d="{self.path}"/></svg>'
        )


def qr_drawing(target: str) -> QrDrawing:
    """The QR code of an address. A sixth of it may be dirty or torn.

    Raises ValueError for an address longer than `LONGEST_TARGET`.
    """
    if len(target) > LONGEST_TARGET:
        raise ValueError(f"An address of {len(target)} characters is too long for a QR code that scans well.")
    rows = segno.make_qr(target, error="m").matrix
    path = "".join(
        f"M{start + QUIET_ZONE} {y + QUIET_ZONE}h{end - start}v1h-{end - start}z"
        for y, row in enumerate(rows)
        for start, end in _runs(row)
    )
    return QrDrawing(size=len(rows) + 2 * QUIET_ZONE, path=path)


def _runs(row: bytearray) -> list[tuple[int, int]]:
    """Where the black runs of a row begin and end."""
    edges = [at for at in range(len(row) + 1) if (at < len(row) and row[at]) != (at > 0 and row[at - 1])]
    return list(zip(edges[::2], edges[1::2], strict=True))
