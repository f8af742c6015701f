"""A provider as JSON-LD: who they are, how to reach them and where they teach."""

from pathways.catalogue.providers import ProviderDetail
from pathways.front.linked_data.parts import Node, document, organisation, place


def provider_data(detail: ProviderDetail, *, address: str, about: str) -> Node:
    """The document for the page of a provider at ``address``; ``about`` says in a sentence who they are."""
    provider = detail.provider
    return document(
        organisation(
            provider,
            address,
            is_demonstration=detail.is_demonstration,
            description=about,
            telephone=provider.telephone,
            email=provider.email,
            location=[place(venue) for venue in detail.venues],
        )
    )
