"""Pages told to machines: the facts of a programme or provider in the vocabulary of schema.org, as JSON-LD."""
