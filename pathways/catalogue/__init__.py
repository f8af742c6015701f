"""The catalogue: providers, venues, programmes, opportunities and intakes, and the one search over them."""
