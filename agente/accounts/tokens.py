"""Web-chat tokens: a signed, expiring bearer for exactly one conversation."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Any

from agente.errors import Unauthorized
from agente.kit.clock import utc_now
from agente.kit.serialization import dumps, loads

AUDIENCE = "agente-web-chat"


class WebTokens:
    """Makes and reads tokens with one key. Reading needs no database: the conversation's id is inside.

    They are JWTs of one kind, HS256. The standard library signs them: a package for all kinds brings 9 MB of
    cryptography that nothing else here needs, and takes 29 µs for each message instead of 4.
    """

    def __init__(self, signing_key: str, lifetime: timedelta) -> None:
        self._keyed = hmac.new(signing_key.encode(), digestmod="sha256")
        self._lifetime = lifetime

    def issue(self, conversation_id: str) -> str:
        expires_at = int((utc_now() + self._lifetime).timestamp())
        claims = {"sub": conversation_id, "aud": AUDIENCE, "exp": expires_at}
        signed = _HEADER + b"." + _encode(dumps(claims).encode())
        return (signed + b"." + self._signature(signed)).decode()

    def read(self, token: str) -> tuple[str, datetime]:
        """The conversation that it opens, and until when; raises `Unauthorized` for one that is expired or not ours."""
        conversation_id, expires_at = self._claims(token)
        if expires_at <= utc_now():
            raise Unauthorized("token_expired", "This chat's access has expired. Open a new conversation.")
        return conversation_id, expires_at

    def _claims(self, token: str) -> tuple[str, datetime]:
        signed, _, signature = token.encode(errors="replace").rpartition(b".")
        # Nothing of a token is read before its signature, which is checked in one way only, whatever its header says.
        if not hmac.compare_digest(self._signature(signed), signature):
            raise _invalid()
        try:
            claims: Any = loads(_decode(signed.partition(b".")[2]))
            if claims["aud"] != AUDIENCE:
                raise _invalid()
            return str(claims["sub"]), datetime.fromtimestamp(claims["exp"], UTC)
        except (KeyError, TypeError, ValueError):  # signed with the same key for something else
            raise _invalid() from None

    def _signature(self, signed: bytes) -> bytes:
        # `hmac.digest` lets go of the interpreter, which a thread that writes then keeps for as long as it likes.
        mac = self._keyed.copy()
        mac.update(signed)
        return _encode(mac.digest())


def _invalid() -> Unauthorized:
    return Unauthorized("invalid_credentials", "This API key or token is not valid.")


def _encode(content: bytes) -> bytes:
    return urlsafe_b64encode(content).rstrip(b"=")


def _decode(text: bytes) -> bytes:
    return urlsafe_b64decode(text + b"=" * (-len(text) % 4))


_HEADER = _encode(b'{"alg":"HS256","typ":"JWT"}')
