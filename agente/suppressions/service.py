"""Suppressing an address, asking whether it is, and the token by which its owner unsubscribes."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Literal

from sqlalchemy import Connection

from agente.kit.clock import utc_now
from agente.suppressions import repository

Reason = Literal["bounce", "complaint", "unsubscribed"]


def suppress(connection: Connection, digest: str, reason: Reason) -> None:
    """Nothing more is sent there; what was said first stays."""
    suppress_all(connection, {digest: reason})


def suppress_all(connection: Connection, reasons: Mapping[str, Reason]) -> None:
    """The same for many, by digest."""
    now = utc_now()
    # In one order always: two calls with the same addresses would otherwise wait for each other.
    rows: list[dict[str, object]] = [
        {"digest": digest, "reason": reasons[digest], "created_at": now} for digest in sorted(reasons)
    ]
    if rows:
        repository.add(connection, rows)


def is_suppressed(connection: Connection, address: str) -> bool:
    return repository.has(connection, digest_of(address))


def allow_again(connection: Connection, address: str) -> bool:
    """Whether it was suppressed."""
    return repository.remove(connection, digest_of(address))


def digest_of(address: str) -> str:
    return hashlib.sha256(address.strip().lower().encode()).hexdigest()


def unsubscribe_token(address: str, signing_key: str) -> str:
    """Good for ever, for this address alone; it does not tell the address."""
    digest = digest_of(address)
    return f"{digest}.{_signature(digest, signing_key)}"


def read_token(token: str, signing_key: str) -> str | None:
    """The address's digest; None for a token that is not ours."""
    digest, _, signature = token.partition(".")
    return digest if hmac.compare_digest(_signature(digest, signing_key), signature) else None


def _signature(digest: str, signing_key: str) -> str:
    return hmac.new(signing_key.encode(), f"unsubscribe:{digest}".encode(), hashlib.sha256).hexdigest()[:32]
