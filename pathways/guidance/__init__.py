"""From answers to suggestions: what a person said, what is in reach, how well it fits, and why."""
