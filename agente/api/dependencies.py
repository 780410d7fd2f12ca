"""What routes ask for: who calls, within which limit, and the parts of the running application."""

from typing import Annotated, cast

from fastapi import Depends, Header, Path, Request
from fastapi.security import HTTPBearer

from agente.accounts.callers import Bearer, read_bearer
from agente.accounts.service import digest_of
from agente.api.parts import Parts
from agente.errors import NotFound, Unauthorized
from agente.kit.ids import is_id

# Documents the scheme in the OpenAPI description; the header itself is read by `_bearer`.
bearer_scheme = HTTPBearer(auto_error=False, description="An API key, or a web chat's token.")


def _parts(request: Request) -> Parts:
    return cast(Parts, request.app.state.parts)


AppParts = Annotated[Parts, Depends(_parts)]


def _optional_bearer(request: Request, parts: AppParts) -> Bearer | None:
    """The bearer, if any; the request is counted against the caller's limit."""
    address = request.client.host if request.client else "unknown"
    try:
        bearer = read_bearer(request.headers.get("authorization"), parts.tokens)
    except Unauthorized:
        parts.rate_limit.count(f"address:{address}")
        raise
    parts.rate_limit.count(_identity(bearer, address))
    return bearer


def _identity(bearer: Bearer | None, address: str) -> str:
    if bearer is None:
        return f"address:{address}"
    if bearer.api_key is not None:
        return f"key:{digest_of(bearer.api_key)}"
    return f"conversation:{bearer.conversation_id}"


OptionalBearer = Annotated[Bearer | None, Depends(_optional_bearer)]


def _bearer(bearer: OptionalBearer) -> Bearer:
    if bearer is None:
        raise Unauthorized("missing_credentials", "Send an API key or a web chat's token: Authorization: Bearer ...")
    return bearer


RequiredBearer = Annotated[Bearer, Depends(_bearer)]


def _conversation_id(conversation_id: Annotated[str, Path(max_length=64)]) -> str:
    if not is_id(conversation_id):
        raise NotFound("conversation_not_found", "There is no such conversation.")
    return conversation_id.lower()


ConversationId = Annotated[str, Depends(_conversation_id)]
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
