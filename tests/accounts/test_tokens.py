"""A token opens one conversation, until it expires, and only if we signed it."""

import hmac
import json
from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import Any

import pytest

from agente.accounts.tokens import WebTokens
from agente.errors import Unauthorized

KEY = "a key of thirty-two characters .."
CLAIMS = {"sub": "01990000-0000-7000-8000-000000000000", "aud": "agente-web-chat", "exp": 4_000_000_000}


def encode(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def jwt(claims: dict[str, Any], algorithm: str = "HS256", key: str = KEY) -> str:
    """A token as RFC 7519 and RFC 7515 describe it."""
    header = {"alg": algorithm, "typ": "JWT"}
    signed = ".".join(encode(json.dumps(part, separators=(",", ":")).encode()) for part in (header, claims))
    digest = {"HS256": "sha256", "HS512": "sha512"}.get(algorithm)
    return f"{signed}.{encode(hmac.digest(key.encode(), signed.encode(), digest)) if digest else ''}"


@pytest.fixture
def tokens() -> WebTokens:
    return WebTokens(KEY, timedelta(hours=1))


def test_what_was_issued_opens_its_conversation(tokens: WebTokens) -> None:
    assert tokens.read(tokens.issue("conversation"))[0] == "conversation"


def test_it_is_the_standard_form(tokens: WebTokens) -> None:
    conversation, expires = tokens.read(jwt(CLAIMS))
    assert (conversation, expires.timestamp()) == (CLAIMS["sub"], CLAIMS["exp"])


def test_expired_is_told_apart(tokens: WebTokens) -> None:
    with pytest.raises(Unauthorized) as refused:
        tokens.read(WebTokens(KEY, timedelta(seconds=-1)).issue("conversation"))
    assert refused.value.code == "token_expired"


@pytest.mark.parametrize(
    "token",
    [
        jwt(CLAIMS, key="another key of thirty-two characters"),
        jwt(CLAIMS, algorithm="none"),
        jwt(CLAIMS, algorithm="HS512"),
        jwt({**CLAIMS, "aud": "something else"}),
        jwt(CLAIMS)[:-1],
        jwt(CLAIMS) + "=",
        jwt(CLAIMS).replace(".", "..", 1),
        "a.b.c",
        "..",
        "é.ü.\ud800",
    ],
)
def test_what_we_did_not_sign_is_refused(tokens: WebTokens, token: str) -> None:
    with pytest.raises(Unauthorized) as refused:
        tokens.read(token)
    assert refused.value.code == "invalid_credentials"


def test_another_conversation_cannot_be_put_into_it(tokens: WebTokens) -> None:
    mine, other = tokens.issue("mine").split("."), tokens.issue("other").split(".")
    with pytest.raises(Unauthorized):
        tokens.read(".".join([mine[0], other[1], mine[2]]))
