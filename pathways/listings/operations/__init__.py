"""What changes listings: each function takes a session, flushes, and leaves the commit to the caller."""
