"""A synthetic catalogue of any size, for load tests only and marked so, drawn from our own words and real places."""
