"""Who is calling, and what is theirs: the one place that decides it."""

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from agente.accounts.service import client_of, digest_of
from agente.accounts.tokens import WebTokens
from agente.errors import Unauthorized
from agente.kit.clock import utc_now


@dataclass(frozen=True, slots=True)
class Caller:
    """An API client by its name, or the bearer of one web chat's token."""

    client: str | None = None
    conversation_id: str | None = None

    def may_see(self, row: Any) -> bool:
        """Whether this `conversations` row is theirs."""
        if self.client is not None:
            return bool(row.owner == self.client)
        return bool(row.id == self.conversation_id and row.owner is None)


@dataclass(frozen=True, slots=True)
class Bearer:
    """What came in the Authorization header: a token that was verified, or an API key that was not looked up yet."""

    conversation_id: str | None = None
    expires_at: datetime | None = None  # of a token; an API key is good until it is revoked
    api_key: str | None = None

    @property
    def seconds_left(self) -> float:
        """For how long the token is still good; endless for an API key."""
        return (self.expires_at - utc_now()).total_seconds() if self.expires_at else math.inf

    def identify(self, connection: Connection) -> Caller:
        """The caller; raises `Unauthorized` for a key that is unknown or revoked. Part of the caller's transaction."""
        return self.known_as(client_of(connection, self.api_key) if self.api_key else None)

    @property
    def digest(self) -> str | None:
        """Of the API key, as `CLIENT_OF_DIGEST` looks for it; None for a token."""
        return digest_of(self.api_key) if self.api_key else None

    def known_as(self, client: str | None) -> Caller:
        """The caller, when the key was found to be this client's; None when it is nobody's."""
        if self.api_key is None:
            return Caller(conversation_id=self.conversation_id)
        if client is None:
            raise Unauthorized("invalid_credentials", "This API key or token is not valid.")
        return Caller(client=client)


def read_bearer(authorization: str | None, tokens: WebTokens) -> Bearer | None:
    """The bearer of an Authorization header; None without one. Raises `Unauthorized` when it is not usable."""
    if not authorization:
        return None
    scheme, _, credential = authorization.partition(" ")
    credential = credential.strip()
    if scheme.lower() != "bearer" or not credential:
        raise Unauthorized("invalid_credentials", "Send the header as: Authorization: Bearer <API key or token>.")
    if credential.count(".") == 2:
        conversation_id, expires_at = tokens.read(credential)
        return Bearer(conversation_id=conversation_id, expires_at=expires_at)
    return Bearer(api_key=credential)
