"""The pages of addresses: the provider's to propose one, the host's to allow or stop it."""

from pathways.feed_addresses.views.host import feed_desk
from pathways.feed_addresses.views.provider import feed_pages

__all__ = ["feed_desk", "feed_pages"]
