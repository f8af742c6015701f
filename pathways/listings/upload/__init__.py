"""Uploads: a provider's spreadsheet or feed, read and checked, mended in the page, published and taken back."""
