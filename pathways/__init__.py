"""Pathways: every route after school, near home, in one searchable place."""
