"""A student's plan: what they saved, in their order, with their notes. No account and no name."""
