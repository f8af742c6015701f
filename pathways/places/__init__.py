"""Places: postcodes, towns, distances. Knows nothing of the web or the catalogue."""
