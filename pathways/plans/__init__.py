"""A student's plan: what they saved, in their order, with their notes. No account and no name."""

from pathways.plans import views
from pathways.plans.blueprint import plans
from pathways.plans.card_action import save_action
from pathways.plans.shared_page import SharedPlans

__all__ = ["SharedPlans", "plans", "save_action", "views"]
