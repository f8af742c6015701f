"""Which numbers of machines are of the public internet. A feed is read from nowhere else."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

_PUBLIC_IPV6 = IPv6Network("2000::/3")
"""All that was ever given out for public use."""
_OTHERS_INSIDE = tuple(
    ip_network(net)
    for net in (
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
        "192.0.0.0/24",
        "192.88.99.0/24",
    )
)
"""Within the public ones: ranges of tunnels, which hide an IPv4 number, of documents and of protocols."""


def is_public(number: str) -> bool:
    """Whether a machine with this number stands in the public internet. False for what is no number."""
    try:
        found = ip_address(number)
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return _is_public(found.ipv4_mapped)
        if found not in _PUBLIC_IPV6 or found.scope_id:
            return False
    return _is_public(found)


def _is_public(found: IPv4Address | IPv6Address) -> bool:
    if not found.is_global or found.is_multicast or found.is_reserved or found.is_unspecified:
        return False
    return not any(found in net for net in _OTHERS_INSIDE if net.version == found.version)
