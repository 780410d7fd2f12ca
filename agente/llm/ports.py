"""What the rest of the system asks of language models."""

from collections.abc import AsyncGenerator
from typing import Protocol

from agente.llm.messages import ChatRequest, Completion, Ledger, StreamEvent, Tier


class Model(Protocol):
    """Whoever answers: the failover chain in production, a script in tests.

    `within_s` is the time that the answer may take in all, retries and other providers included. Each call of a vendor
    is added to `ledger`, also the failed ones. Raises `NoProvider` when nobody answered; never another `LLMError`.
    """

    async def complete(self, request: ChatRequest, *, tier: Tier, within_s: float, ledger: Ledger) -> Completion: ...

    def stream(
        self, request: ChatRequest, *, tier: Tier, within_s: float, ledger: Ledger
    ) -> AsyncGenerator[StreamEvent, None]:
        """Text as it is written, then the whole `Completion` as the last event; closing it ends the calls.

        Another provider takes over only while no text has been given out; later a failure raises `NoProvider`.
        """
        ...
