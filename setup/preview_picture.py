"""Draws static/images/preview.png, the picture beside a shared link, from static/drawings/preview.svg.

Run it after changing the drawing (`make preview-picture`) and commit both: a service only ever sends the picture.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.harness.chromium import FLAGS, chromium_path  # noqa: E402  (found from the root of the project)

DRAWING = ROOT / "static" / "drawings" / "preview.svg"
PICTURE = ROOT / "static" / "images" / "preview.png"
WIDTH, HEIGHT = 1200, 630


def drawn(drawing: str) -> bytes:
    """The drawing as a PNG of the size that previews are shown at. It holds no words, so no font matters."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.set_content(f"<body style='margin:0'>{drawing}</body>")
        picture = page.screenshot(type="png")
        browser.close()
    return picture


if __name__ == "__main__":
    PICTURE.write_bytes(drawn(DRAWING.read_text(encoding="utf-8")))
