"""Addresses of providers' own feeds: proposed by them, allowed by the host, fetched by a command."""
