"""What holds for the host's desk whatever the database says: pure rules."""
