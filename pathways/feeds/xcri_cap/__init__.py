"""XCRI-CAP: course feeds of providers (EN 15982, version 1.2, and 1.1), read and written."""

from pathways.feeds.xcri_cap.format import XCRI_CAP

__all__ = ["XCRI_CAP"]
