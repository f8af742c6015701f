"""The fit of nearness as a picture: bars of what was, points of what the fit says, and the curve itself, as SVG."""

from collections.abc import Sequence
from html import escape

from pathways.guidance.nearness import Decay

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 720, 400, 60, 56, 44
INK, BARS, POINTS, CURVE, PAPER = "#1b1b1b", "#9db8c9", "#8a2b5a", "#1d6a54", "#ffffff"


def draw(decay: Decay, edges: Sequence[float], was: Sequence[float], fitted: Sequence[float]) -> str:
    """An SVG with the share of starts between the ``edges`` (miles), as it was and as fitted, and the decay."""
    numbers = f"scale {decay.scale:.2f} miles, power {decay.power:.2f}"
    most = max(*was, *fitted)
    across = (WIDTH - LEFT - 16) / edges[-1]
    height = HEIGHT - BOTTOM - TOP

    def x(miles: float) -> float:
        return LEFT + miles * across

    def y(share: float) -> float:
        return TOP + height * (1.0 - share / most)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f'<g font-family="sans-serif" font-size="13" fill="{INK}">',
        "<title>How far apprentices in England train from home: as it was and as fitted</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>',
        f'<text x="{LEFT}" y="18">Bars: share of starts by distance. Points: as fitted.</text>',
        f'<text x="{LEFT}" y="35">Line: nearness, from 1 at home ({numbers}).</text>',
    ]
    for low, high, one, other in zip(edges, edges[1:], was, fitted, strict=False):
        parts.append(
            f'<rect x="{x(low) + 1:.1f}" y="{y(one):.1f}" width="{(high - low) * across - 2:.1f}" '
            f'height="{y(0) - y(one):.1f}" fill="{BARS}"/>'
        )
        middle = (low + high) / 2
        parts.append(f'<circle cx="{x(middle):.1f}" cy="{y(other):.1f}" r="5" fill="{POINTS}"/>')
        parts.append(f'<text x="{x(low):.1f}" y="{HEIGHT - 32}" text-anchor="middle">{low:g}</text>')
    curve = " ".join(
        f"{x(step / 4):.1f},{TOP + height * (1.0 - float(decay.nearness(step / 4))):.1f}"
        for step in range(int(edges[-1]) * 4 + 1)
    )
    parts.append(f'<polyline points="{curve}" fill="none" stroke="{CURVE}" stroke-width="2.5"/>')
    parts.extend(
        f'<text x="{LEFT - 8}" y="{y(share) + 4:.1f}" text-anchor="end">{share:.0%}</text>'
        for share in (0.0, most / 2, most)
    )
    parts.append(f'<line x1="{LEFT}" y1="{y(0):.1f}" x2="{WIDTH - 16}" y2="{y(0):.1f}" stroke="{INK}"/>')
    label = escape("Miles from home, straight line")
    parts.append(f'<text x="{WIDTH / 2}" y="{HEIGHT - 10}" text-anchor="middle">{label}</text></g></svg>\n')
    return "\n".join(parts)
