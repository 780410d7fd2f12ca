"""Who sent this request? The address and the browser, as far as they may be believed and are anybody's business."""

import ipaddress
import re
from collections.abc import Sequence
from functools import lru_cache

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Most specific first: Edge and Opera call themselves Chrome as well, and Chrome calls itself Safari.
FAMILIES = (
    ("Edge", re.compile(r"Edg(?:e|A|iOS)?/(\d{1,4})")),
    ("Opera", re.compile(r"OPR/(\d{1,4})")),
    ("Firefox", re.compile(r"(?:Firefox|FxiOS)/(\d{1,4})")),
    ("Chrome", re.compile(r"(?:Chrome|CriOS)/(\d{1,4})")),
    ("Safari", re.compile(r"Version/(\d{1,4})\S* (?:Mobile/\S+ )?Safari/")),
    ("curl", re.compile(r"^curl/(\d{1,4})")),
    ("Prometheus", re.compile(r"^Prometheus/(\d{1,4})")),
    ("kube-probe", re.compile(r"^kube-probe/(\d{1,4})")),
    ("python-httpx", re.compile(r"^python-httpx/(\d{1,4})")),
    ("python-requests", re.compile(r"^python-requests/(\d{1,4})")),
    ("OpenAI", re.compile(r"OpenAI/\w+ (\d{1,4})")),
    ("Go-http-client", re.compile(r"^Go-http-client/(\d{1,4})")),
)


@lru_cache(maxsize=1024)
def reduced_user_agent(text: str) -> str:
    """Family and major version of a program that we know, else `other`.

    A whole one tells people apart, and its numbers look like addresses to who searches the log for addresses.
    """
    for family, pattern in FAMILIES:
        if found := pattern.search(text):
            return f"{family}/{found[1]}"
    return "other" if text else "none"


class ClientAddress:
    """Puts the caller's own address into the request, where a trusted proxy tells it; everybody after asks there."""

    def __init__(self, app: ASGIApp, trusted: Sequence[Network]) -> None:
        self._app = app
        self._trusted = trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope.get("client"):
            direct = scope["client"][0]
            if self._trusts(direct):
                scope["client"] = (self._told(Headers(scope=scope), direct), 0)
        await self._app(scope, receive, send)

    def _told(self, headers: Headers, direct: str) -> str:
        """The last address on the way here that is no proxy of ours: those before it may be invented."""
        way = [hop.strip() for hop in headers.get("x-forwarded-for", "").split(",")]
        for hop in reversed(way):
            if parsed(hop) is None:
                break
            if not self._trusts(hop):
                return hop
        real = headers.get("x-real-ip", "").strip()
        return real if parsed(real) else direct

    def _trusts(self, text: str) -> bool:
        address = parsed(text)
        return address is not None and any(address in network for network in self._trusted)


@lru_cache(maxsize=4096)
def parsed(text: str) -> Address | None:
    """The address; an IPv4 one in IPv6's clothes as what it is. None for anything else."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address
