"""Providers' own programmes: what they write, how it is checked, reviewed and brought into the catalogue."""
