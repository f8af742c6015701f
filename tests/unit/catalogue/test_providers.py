"""One provider with its venues; every source."""

from sqlalchemy.orm import Session

from pathways.catalogue.providers import provider_page, sources
from pathways.catalogue.vocabulary import ListingState
from tests.factories import make_provider, make_source, make_venue


def test_provider_comes_with_its_venues_by_town(session: Session) -> None:
    provider = make_provider(session, name="Two Towns College")
    for town in ("Wakefield", "Bradford"):
        make_venue(session, provider=provider, town=town)
    make_venue(session)
    detail = provider_page(session, provider.id)
    assert detail is not None
    assert [venue.town for venue in detail.venues] == ["Bradford", "Wakefield"]
    assert detail.source.id == provider.source_id
    assert detail.is_public
    assert not detail.is_withdrawn


def test_withdrawn_and_draft_providers_are_told_apart(session: Session) -> None:
    gone = provider_page(session, make_provider(session, state=ListingState.WITHDRAWN).id)
    draft = provider_page(session, make_provider(session, state=ListingState.DRAFT).id)
    assert gone is not None
    assert draft is not None
    assert (gone.is_withdrawn, gone.is_public) == (True, True)
    assert (draft.is_withdrawn, draft.is_public) == (False, False)


def test_an_unknown_provider_is_none(session: Session) -> None:
    assert provider_page(session, 424_242) is None


def test_sources_come_by_name(session: Session) -> None:
    for name in ("Zebra list", "Aardvark list"):
        make_source(session, slug=name.split(maxsplit=1)[0].lower(), name=name)
    assert [source.name for source in sources(session)] == ["Aardvark list", "Zebra list"]
