"""The pages of a plan."""

from pathways.plans.views import calendar, computer, delete, items, next_steps, plan, save, show

__all__ = ["calendar", "computer", "delete", "items", "next_steps", "plan", "save", "show"]
