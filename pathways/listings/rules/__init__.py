"""What holds for listings whatever the database says: pure rules."""
