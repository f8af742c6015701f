"""Published data in: one module (or package) for each format, and the safe frame that they share."""
