"""Advisers' shortlists for pupils and groups, and what pupils see of them."""
