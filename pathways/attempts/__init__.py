"""How often somebody tried: counted in the database, so that every worker and every node counts together."""

from pathways.attempts.counting import forget_old_attempts, seconds_to_wait

__all__ = ["forget_old_attempts", "seconds_to_wait"]
