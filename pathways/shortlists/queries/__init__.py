"""Reading lists. Every query of an adviser's begins with `own.owned_by`."""
