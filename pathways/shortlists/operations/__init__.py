"""Changing lists. Functions flush; whoever calls commits once."""
