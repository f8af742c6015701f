"""Who teaches: a provider of the feed, and the place it says of itself."""

import re

from pathways.catalogue.vocabulary import Nation, ProviderKind
from pathways.feeds.names import provider_name
from pathways.feeds.plain_structure import one_line, structure_of
from pathways.feeds.provider_kinds import Kinds
from pathways.feeds.records import ProviderRecord
from pathways.feeds.web_addresses import https_link
from pathways.feeds.whereabouts import AddressBook
from pathways.feeds.xcri_cap.complaints import Complaints
from pathways.feeds.xcri_cap.keys import identifier_of, short_key, slug_of, ukprn_of
from pathways.feeds.xcri_cap.refined import refined, unrefined
from pathways.feeds.xcri_cap.venues import addressed
from pathways.feeds.xml_nodes import XmlNode
from pathways.places.postcodes import parse_postcode

_EMAIL = re.compile(r"^[^@\s<>\"]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")
_OFFICE = re.compile(
    r"enquir|inquir|(?<![a-z])info|admission|contact|college|student|course|office|reception|(?<![a-z])help|apply"
    r"|(?<![a-z])hello(?![a-z])|(?<![a-z])general(?![a-z])|learn(?:ing|er)|training|trainee|prospect|recruit"
    r"|teams?(?![a-z])|(?<![a-z])admin(?![a-z])|administration|schools?(?![a-z])|universit|advice|apprentices"
    r"|(?<![a-z])mail(?![a-z])|services?(?![a-z])",
    re.IGNORECASE,
)
"""Words of an office: an address of e-mail without one may be a person's own, and is not shown.

Words that begin or end surnames and first names (Ismail, Trainor, Schoolcraft) count where they stand alone.
"""
_TELEPHONE = re.compile(r"^[\d\s()+.-]{8,40}$")


def provider_record(
    provider: XmlNode, kinds: Kinds, book: AddressBook, complaints: Complaints
) -> ProviderRecord | None:
    """The provider, or None (reported) when it has no name."""
    name = provider_name(one_line(provider.text_of("title"), 200))
    if not name:
        complaints.refuse(provider, "title", "", "A provider has a title", "Write the name it trades under.")
        return None
    ukprn = ukprn_of(provider)
    told = next((node.text for node in refined(provider.named("type"), "kind")), "")
    kind = ProviderKind(told) if told in set(ProviderKind) else kinds.of(str(ukprn or ""), name, name)
    address = addressed(provider)
    contact = provider.first("location") or provider
    website = _website(provider, complaints)
    key = short_key(
        str(ukprn) if ukprn else identifier_of(provider).rstrip("/") or website or slug_of(name, "?")
    )
    return ProviderRecord(
        key=key,
        name=name,
        slug=slug_of(name, "provider"),
        kind=kind,
        nation=_nation(provider, address, book),
        ukprn=ukprn,
        about="\n".join(filter(None, map(structure_of, unrefined(provider.named("description"))))),
        support="\n".join(filter(None, map(structure_of, refined(provider.named("description"), "support")))),
        website=website,
        email=_email(contact, complaints),
        telephone=_telephone(contact),
        quality_marks=one_line(" ".join(_qualities(provider)), 500),
    )


def _qualities(provider: XmlNode) -> list[str]:
    return [structure_of(node) for node in refined(provider.named("description"), "qualitymarks")]


def _website(provider: XmlNode, complaints: Complaints) -> str:
    if address := complaints.address_of(unrefined(provider.named("url"))):
        return address
    identifier = identifier_of(provider)
    return https_link(identifier) if identifier.startswith("http") else ""


def _nation(provider: XmlNode, address: XmlNode | None, book: AddressBook) -> Nation:
    told = next((node.text for node in refined(provider.named("type"), "nation")), "")
    if told in set(Nation):
        return Nation(told)
    read = parse_postcode(address.text_of("postcode")) if address is not None else None
    return book.find(str(read)).nation if read else Nation.ENGLAND


def _email(contact: XmlNode, complaints: Complaints) -> str:
    node = contact.first("email")
    if node is None or not node.text:
        return ""
    written = re.sub(r"^mailto:\s*", "", node.text, flags=re.IGNORECASE)
    if not _EMAIL.match(written) or len(written) > 200:
        complaints.note(node, "email", node.text, "email is an address of e-mail",
                        "Write one such as enquiries@college.example, or leave the element out.")  # fmt: skip
        return ""
    if not _OFFICE.search(written.partition("@")[0]):
        complaints.note(node, "email", "(not shown)", "email is that of an office and not of a person",
                        "Give an address such as enquiries@college.example.")  # fmt: skip
        return ""
    return written


def _telephone(contact: XmlNode) -> str:
    number = contact.text_of("phone")
    return number if _TELEPHONE.match(number) else ""
