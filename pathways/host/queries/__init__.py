"""What the host's desk reads."""
