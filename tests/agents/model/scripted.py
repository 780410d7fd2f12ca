"""A language model that says what a test wrote for it, and remembers what it was asked."""

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field

from agente.llm.errors import LLMError, NoProvider
from agente.llm.messages import (
    Attempt,
    ChatRequest,
    Completion,
    Ledger,
    StreamEvent,
    TextDelta,
    Tier,
    ToolCall,
    Usage,
)

USAGE = Usage(input_tokens=900, output_tokens=40)
Answer = str | list[ToolCall] | LLMError
Line = Answer | Callable[[ChatRequest], Answer]


@dataclass
class ScriptedModel:
    """Says its `lines` one after the other; when they are over, nobody answers."""

    lines: list[Line]
    requests: list[ChatRequest] = field(default_factory=list)
    tiers: list[Tier] = field(default_factory=list)

    @property
    def prompt(self) -> str:
        """All that the last request said."""
        return "\n".join(message.text for message in self.requests[-1].messages)

    @property
    def prompts(self) -> str:
        return "\n".join(message.text for request in self.requests for message in request.messages)

    async def complete(self, request: ChatRequest, *, tier: Tier, within_s: float, ledger: Ledger) -> Completion:
        return self._next(request, tier, ledger)

    async def stream(
        self, request: ChatRequest, *, tier: Tier, within_s: float, ledger: Ledger
    ) -> AsyncGenerator[StreamEvent, None]:
        answer = self._next(request, tier, ledger)
        for start in range(0, len(answer.text), 7):
            yield TextDelta(answer.text[start : start + 7])
        yield answer

    def _next(self, request: ChatRequest, tier: Tier, ledger: Ledger) -> Completion:
        self.requests.append(request)
        self.tiers.append(tier)
        line = self.lines.pop(0) if self.lines else NoProvider("the script is over")
        answer = line(request) if callable(line) else line
        if isinstance(answer, LLMError):
            ledger.attempts.append(Attempt("openai", "scripted", answer.kind, 1.0, purpose=ledger.purpose))
            raise NoProvider(str(answer))
        ledger.attempts.append(Attempt("openai", "scripted", "ok", 1.0, USAGE, 0.0002, ledger.purpose))
        if isinstance(answer, str):
            return Completion(answer, "stop", "openai", "scripted", USAGE)
        return Completion("", "tool_calls", "openai", "scripted", USAGE, tool_calls=tuple(answer))


def call(name: str, **arguments: object) -> ToolCall:
    return ToolCall(f"call_{name}", name, arguments)
