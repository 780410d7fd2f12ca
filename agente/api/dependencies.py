"""The gate: who calls, within which limit, and the parts of the running application.

One dependency on the request itself: each one more that FastAPI solves costs a tenth of a turn.
"""

from dataclasses import dataclass
from typing import Annotated, Any, cast

from fastapi import Depends, Header, Path, Request
from sqlalchemy import Connection

from agente.accounts.callers import Bearer, read_bearer
from agente.accounts.service import digest_of
from agente.api.parts import Parts
from agente.errors import NotFound, Unauthorized
from agente.kit.ids import is_id


@dataclass(frozen=True, slots=True)
class Gate:
    """Somebody who may come in: the application's parts, and who they say they are."""

    parts: Parts
    bearer: Bearer | None

    @property
    def credentials(self) -> Bearer:
        """The bearer; raises `Unauthorized` for a request without one."""
        if self.bearer is None:
            raise Unauthorized(
                "missing_credentials", "Send an API key or a web chat's token: Authorization: Bearer ..."
            )
        return self.bearer

    @property
    def api_key(self) -> Bearer:
        """The bearer of an API key; raises `Unauthorized` for a request without one, a web chat's token too."""
        if self.credentials.api_key is None:
            raise Unauthorized("needs_api_key", "Only an API key opens this; a web chat's token does not.")
        return self.credentials


def parts_of(request: Request) -> Parts:
    return cast(Parts, request.app.state.parts)


async def _enter(request: Request) -> Gate:
    """Reads the bearer, if any, and counts the request against the caller's limit."""
    parts = parts_of(request)
    authorization = request.headers.get("authorization")
    bearer = read_bearer(authorization, parts.tokens)
    await parts.rate_limit.count(_identity(bearer, request), barred_by=refusals_of(request) if bearer else None)
    return Gate(parts, bearer)


def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"


def refusals_of(request: Request) -> str:
    """Under which name an address's refused credentials are counted: inventing keys is limited too."""
    return f"refused:{_address(request)}"


def _identity(bearer: Bearer | None, request: Request) -> str:
    if bearer is None:
        return f"address:{_address(request)}"
    if bearer.api_key is not None:
        return f"key:{digest_of(bearer.api_key)}"
    return f"conversation:{bearer.conversation_id}"


def as_caller(connection: Connection, bearer: Bearer, work: Any, *args: Any) -> Any:
    """Runs a service function for whoever the bearer is, in the same transaction that finds it out."""
    return work(connection, bearer.identify(connection), *args)


def known_form(conversation_id: str) -> str:
    """The id as it is stored; raises `NotFound` for what can be no id."""
    if not is_id(conversation_id):
        raise NotFound("conversation_not_found", "There is no such conversation.")
    return conversation_id.lower()


AtGate = Annotated[Gate, Depends(_enter)]
ConversationId = Annotated[str, Path(max_length=64)]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern=r"^[\x21-\x7e]+$",
        description="The same key again gives the same reply, never a second turn.",
    ),
]
