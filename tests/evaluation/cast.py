"""A model that plays customers and judges by script, beside the agent's own."""

import json
from dataclasses import dataclass, field

from agente.llm.errors import NoProvider
from agente.llm.messages import Attempt, ChatRequest, Completion, Ledger, Tier, Usage

USAGE = Usage(300, 20)


@dataclass
class Cast:
    """`says` are the customer's next messages, after which the talk is over for them; `finds` is each verdict."""

    says: list[str] = field(default_factory=list)
    goodbye: str = ""
    finds: bool = True
    is_away: bool = False
    requests: list[ChatRequest] = field(default_factory=list)

    async def complete(self, request: ChatRequest, *, tier: Tier, within_s: float, ledger: Ledger) -> Completion:
        self.requests.append(request)
        if self.is_away:
            ledger.attempts.append(Attempt("openai", "cast", "timeout", 1.0))
            raise NoProvider("away")
        ledger.attempts.append(Attempt("openai", "cast", "ok", 1.0, USAGE, 0.001))
        return Completion(json.dumps(self._answer(request)), "stop", "openai", "cast", USAGE)

    def _answer(self, request: ChatRequest) -> dict[str, object]:
        if "yes" in (request.json_schema or {})["properties"]:
            return {"reason": "está escrito", "yes": self.finds}
        said = self.says.pop(0) if self.says else ""
        return {"done": not said, "message": said or self.goodbye}
