"""Web-chat tokens: a signed, expiring bearer for exactly one conversation.

A JWT (RFC 7519) of the one kind that is needed here, signed with HS256. The usual library brings all of `cryptography`:
9 MB and 0.1 ms a message, for what the standard library's `hmac` does in a tenth of it.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta

from agente.errors import Unauthorized
from agente.kit.clock import utc_now
from agente.kit.serialization import dumps, loads

HEADER = b"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"  # {"alg":"HS256","typ":"JWT"}; a token with any other is not ours
AUDIENCE = "agente-web-chat"


class WebTokens:
    """Makes and reads tokens with one key. Reading needs no database: the conversation's id is inside."""

    def __init__(self, signing_key: str, lifetime: timedelta) -> None:
        self._key = signing_key.encode()
        self._lifetime = lifetime

    def issue(self, conversation_id: str) -> str:
        expires = int((utc_now() + self._lifetime).timestamp())
        signed = HEADER + b"." + _encode(dumps({"sub": conversation_id, "aud": AUDIENCE, "exp": expires}).encode())
        return (signed + b"." + self._signature(signed)).decode()

    def read(self, token: str) -> tuple[str, datetime]:
        """The conversation that it opens, and until when; raises `Unauthorized` for one that is expired or not ours."""
        signed, _, signature = token.encode(errors="replace").rpartition(b".")
        header, _, claims = signed.partition(b".")
        if not hmac.compare_digest(signature, self._signature(signed)) or header != HEADER:
            raise Unauthorized("invalid_credentials", "This API key or token is not valid.")
        # What we signed ourselves is well-formed.
        read = loads(urlsafe_b64decode(claims + b"=="))
        if read.get("aud") != AUDIENCE:
            raise Unauthorized("invalid_credentials", "This API key or token is not valid.")
        expires_at = datetime.fromtimestamp(read["exp"], UTC)
        if expires_at <= utc_now():
            raise Unauthorized("token_expired", "This chat's access has expired. Open a new conversation.")
        return read["sub"], expires_at

    def _signature(self, signed: bytes) -> bytes:
        return _encode(hmac.digest(self._key, signed, "sha256"))


def _encode(content: bytes) -> bytes:
    return urlsafe_b64encode(content).rstrip(b"=")
