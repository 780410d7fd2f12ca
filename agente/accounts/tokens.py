"""Web-chat tokens: a signed, expiring bearer for exactly one conversation."""

from datetime import UTC, datetime, timedelta

import jwt

from agente.errors import Unauthorized
from agente.kit.clock import utc_now

ALGORITHM = "HS256"
AUDIENCE = "agente-web-chat"


class WebTokens:
    """Makes and reads tokens with one key. Reading needs no database: the conversation's id is inside."""

    def __init__(self, signing_key: str, lifetime: timedelta) -> None:
        self._key = signing_key
        self._lifetime = lifetime

    def issue(self, conversation_id: str) -> str:
        claims = {"sub": conversation_id, "aud": AUDIENCE, "exp": utc_now() + self._lifetime}
        return jwt.encode(claims, self._key, ALGORITHM)

    def read(self, token: str) -> tuple[str, datetime]:
        """The conversation that it opens, and until when; raises `Unauthorized` for one that is expired or not ours."""
        try:
            claims = jwt.decode(
                token,
                self._key,
                [ALGORITHM],
                audience=AUDIENCE,
                options={"require": ["exp", "sub", "aud"]},
            )
        except jwt.ExpiredSignatureError:
            raise Unauthorized("token_expired", "This chat's access has expired. Open a new conversation.") from None
        except jwt.InvalidTokenError:
            raise Unauthorized("invalid_credentials", "This API key or token is not valid.") from None
        return str(claims["sub"]), datetime.fromtimestamp(claims["exp"], UTC)
