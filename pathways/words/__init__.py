"""The reader of what people type, and of the catalogue's own text, into the same words."""
