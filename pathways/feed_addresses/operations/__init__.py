"""What changes an address, and what fetches from it."""
