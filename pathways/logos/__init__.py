"""Logos of providers and of the host: taken as a file, made anew by us, kept in the database and shown."""
