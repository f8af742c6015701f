"""Staff: organisations, their members and roles, signing in. Students have no accounts."""
