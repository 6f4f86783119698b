"""From a name to the very addresses that may be connected to."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.evidence.addresses import PORTS, RefusedLinkError, Target, is_address, is_public

Resolve = Callable[[str], Sequence[str]]
"""The addresses of a host, by DNS. OSError where there are none (socket.gaierror) or DNS does not answer."""


def system_dns(host: str) -> tuple[str, ...]:
    """What this machine's DNS says, IPv4 first: not every network carries IPv6."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    addresses = sorted({(family != socket.AF_INET, str(place[0])) for family, _, _, _, place in found})
    return tuple(address for _, address in addresses)


@dataclass(frozen=True, slots=True)
class Reach:
    """What may be reached. `exceptions` are single (address, port) pairs allowed although they are local: for tests."""

    resolve: Resolve = system_dns
    exceptions: frozenset[tuple[str, int]] = frozenset()

    def addresses(self, target: Target) -> tuple[str, ...]:
        """The addresses to connect to, and no others. `RefusedLinkError` where the port or any address is refused."""
        if target.port not in {*PORTS.values(), *(port for _, port in self.exceptions)}:
            raise RefusedLinkError("port")
        found = (target.host,) if is_address(target.host) else tuple(self.resolve(target.host))
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, "no addresses")
        if not all(self._may(address, target.port) for address in found):
            raise RefusedLinkError("private_address")
        return found

    def _may(self, address: str, port: int) -> bool:
        return is_public(address) or (address, port) in self.exceptions
