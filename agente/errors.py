"""How do refusals travel? As one family with a stable code and a status, rendered as problem+json in one place.

A 4xx is an expected refusal; a 5xx always means that someone should look.

    AgenteError
      BadInput 400 · Unauthorized 401 · NotFound 404 · Conflict 409 · TooLarge 413 · KeyReused 422 · RateLimited 429
      UnderMaintenance 503 · Unavailable 503 · TimedOut 504
"""

from typing import Any, ClassVar


class AgenteError(Exception):
    """A refusal that a caller can act on: `code` for programs, `detail` for people, `fields` for more data."""

    status: ClassVar[int] = 500
    title: ClassVar[str] = "Internal Server Error"

    def __init__(self, code: str, detail: str, *, retry_after_s: int | None = None, **fields: Any) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.retry_after_s = retry_after_s
        self.fields = fields


class BadInput(AgenteError):
    status = 400
    title = "Bad Request"


class Unauthorized(AgenteError):
    status = 401
    title = "Unauthorized"


class NotFound(AgenteError):
    """Also what exists but belongs to somebody else: its existence is not told."""

    status = 404
    title = "Not Found"


class Conflict(AgenteError):
    status = 409
    title = "Conflict"


class TooLarge(AgenteError):
    status = 413
    title = "Content Too Large"


class KeyReused(AgenteError):
    status = 422
    title = "Unprocessable Content"


class RateLimited(AgenteError):
    status = 429
    title = "Too Many Requests"


class UnderMaintenance(AgenteError):
    """Operators let nobody in for now, or no new visitors."""

    status = 503
    title = "Service Unavailable"


class Unavailable(AgenteError):
    """A dependency is away; the same request may succeed after `retry_after_s`."""

    status = 503
    title = "Service Unavailable"


class TimedOut(AgenteError):
    """No reply within REQUEST_TIMEOUT; the turn goes on, and the same request finds its reply after `retry_after_s`."""

    status = 504
    title = "Gateway Timeout"
