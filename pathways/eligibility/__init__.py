"""Whether somebody can get in: rules over entry requirements and a date. It knows no table, no page and no search."""
