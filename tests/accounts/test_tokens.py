"""The web chat's tokens: what we signed opens one conversation, and nothing else opens any."""

from base64 import urlsafe_b64encode
from datetime import timedelta

import pytest

from agente.accounts.tokens import WebTokens
from agente.errors import Unauthorized

CONVERSATION = "01a0b1c2-0000-7000-8000-000000000001"
# Made by another program with the key "k", valid until 2100: those that customers hold must stay good.
STANDARD = (
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
    "eyJzdWIiOiIwMWEwYjFjMi0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDEiLCJhdWQiOiJhZ2VudGUtd2ViLWNoYXQiLCJleHAi"
    "OjQxMDI0NDQ4MDB9."
    "S8xJwbIPGXxjzceXInmv5IFtvG8y4Nmx41vy62DacHc"
)


@pytest.fixture
def tokens() -> WebTokens:
    return WebTokens("k", timedelta(hours=1))


def _refusal(tokens: WebTokens, token: str) -> str:
    with pytest.raises(Unauthorized) as refused:
        tokens.read(token)
    return refused.value.code


class TestRead:
    def test_its_own_token_opens_the_conversation_until_it_expires(self, tokens: WebTokens) -> None:
        conversation_id, expires_at = tokens.read(tokens.issue(CONVERSATION))
        assert conversation_id == CONVERSATION
        assert expires_at.tzinfo is not None

    def test_a_standard_jwt_of_the_same_key_is_read(self, tokens: WebTokens) -> None:
        assert tokens.read(STANDARD)[0] == CONVERSATION

    def test_an_expired_token_is_refused_by_name(self) -> None:
        old = WebTokens("k", timedelta(seconds=-1))
        assert _refusal(old, old.issue(CONVERSATION)) == "token_expired"

    def test_a_token_of_another_key_is_refused(self, tokens: WebTokens) -> None:
        assert _refusal(tokens, WebTokens("other", timedelta(hours=1)).issue(CONVERSATION)) == "invalid_credentials"

    def test_another_conversation_cannot_be_written_into_a_token(self, tokens: WebTokens) -> None:
        header, payload, signature = tokens.issue(CONVERSATION).split(".")
        _, other, _ = tokens.issue(CONVERSATION[:-1] + "2").split(".")
        assert payload != other
        assert _refusal(tokens, f"{header}.{other}.{signature}") == "invalid_credentials"

    def test_a_token_that_says_it_needs_no_signature_is_refused(self, tokens: WebTokens) -> None:
        _, payload, _ = tokens.issue(CONVERSATION).split(".")
        none = urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode()
        assert _refusal(tokens, f"{none}.{payload}.") == "invalid_credentials"

    @pytest.mark.parametrize("token", ["..", "a.b.c", "é.é.é", "a.b.\ud800", "x" * 5000])
    def test_anything_else_is_refused(self, tokens: WebTokens, token: str) -> None:
        assert _refusal(tokens, token) == "invalid_credentials"
