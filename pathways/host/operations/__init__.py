"""What the host changes. The caller commits."""
