"""May an address be called from here? Public ones only, whichever way they are written."""

import ipaddress
import socket
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, IPv6Network

from aiohttp.abc import AbstractResolver, ResolveResult

Address = IPv4Address | IPv6Address

# Public by their range, and yet the inside of a cloud: Azure's wire server.
_METADATA = frozenset({ipaddress.ip_address("168.63.129.16")})
# Blocks of IPv6 whose last 32 bits are an IPv4 address: mapped, compatible, and the two of NAT64.
_CARRIES_IPV4 = tuple(
    IPv6Network(block) for block in ("::ffff:0:0/96", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "::ffff:0:0:0/96")
)
_SIX_TO_FOUR = IPv6Network("2002::/16")  # bits 16 to 48 are an IPv4 address


class AddressRefused(OSError):
    """The host has no address that may be called."""


class GuardedResolver(AbstractResolver):
    """Gives only addresses that may be called. What it gives is what is connected to: there is no second look-up."""

    def __init__(self, inner: AbstractResolver, private_hosts: Collection[str]) -> None:
        self._inner = inner
        self._private_hosts = frozenset(private_hosts)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._inner.resolve(host, port, family)
        if host in self._private_hosts:
            return found
        public = [result for result in found if is_public(ipaddress.ip_address(result["host"].split("%")[0]))]
        if not public:
            raise AddressRefused(f"{host} has no public address")
        return public

    async def close(self) -> None:
        await self._inner.close()


def literal_address(host: str) -> Address | None:
    """The address that a host is written as; None for a name. Names are looked up, and judged, when connecting."""
    try:
        return ipaddress.ip_address(host.strip("[]").split("%")[0])
    except ValueError:
        return None


def is_public(address: Address) -> bool:
    """False for private, loopback, link-local, multicast, reserved and metadata addresses, also inside IPv6."""
    if isinstance(address, IPv6Address):
        if address in _SIX_TO_FOUR:
            return is_public(IPv4Address(int(address) >> 80 & 0xFFFFFFFF))
        if any(address in block for block in _CARRIES_IPV4):
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and address not in _METADATA
