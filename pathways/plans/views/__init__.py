"""The pages of a plan."""

from pathways.plans.views import computer, delete, items, plan, save, show

__all__ = ["computer", "delete", "items", "plan", "save", "show"]
