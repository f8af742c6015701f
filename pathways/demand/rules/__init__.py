"""What may be counted, kept and shown: pure rules."""
