"""From the catalogue's tables to the plain contents of a snapshot segment."""
