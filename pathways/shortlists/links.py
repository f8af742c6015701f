"""The address that a pupil opens a list by."""

from pathways.plans.of_request import service_key
from pathways.shortlists.models import ShortlistShare
from pathways.shortlists.operations.sharing import token_of
from pathways.web.site import absolute


def share_address(share: ShortlistShare) -> str:
    """The whole address of a link, with its secret."""
    return absolute(f"/s/{token_of(share, service_key())}")
