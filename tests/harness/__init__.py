"""What the tests stand on: databases, a seeded catalogue, a client that checks every page, and a browser."""
