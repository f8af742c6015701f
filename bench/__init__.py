"""How fast the search and its pages are, measured against a search library and against SQL. See docs/performance.md."""
