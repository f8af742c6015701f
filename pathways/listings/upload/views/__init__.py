"""The pages of uploads, under /listings/upload."""

from pathways.listings.upload.views import acting, one, rows, sending
from pathways.listings.upload.views.blueprint import uploads

__all__ = ["acting", "one", "rows", "sending", "uploads"]
