"""From which network someone asks, so that limits count people and not addresses. Pure."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

OF_ONE_LINE = 64
"""Bits of an IPv6 address that belong to one line: whoever has it may use any of the addresses below."""


def network_of(address: str) -> str:
    """The network that an address stands for: an IPv4 address itself, of an IPv6 address its first 64 bits."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    return str(ip_network((found, OF_ONE_LINE), strict=False)) if isinstance(found, IPv6Address) else str(found)
