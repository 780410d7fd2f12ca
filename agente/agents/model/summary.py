"""What of a long conversation is kept when its beginning no longer fits? A summary that rolls along with it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agente.agents.prompts import render_summary
from agente.agents.turn import TurnInput, Utterance
from agente.guardrails.markers import data_marks
from agente.llm.errors import NoProvider
from agente.llm.messages import ChatMessage, ChatRequest, Ledger
from agente.llm.ports import Model
from agente.packs.pack import Pack

MAX_TOKENS = 250
EVERY_MESSAGES = 8  # less than a turn looks back on, so that nothing falls between the summary and the dialogue
MOST_CHARACTERS = 1500

# The messages after a place in the conversation and before this turn's, oldest first.
Earlier = Callable[[int], Awaitable[Sequence[Utterance]]]


@dataclass(frozen=True, slots=True)
class Summary:
    """`until` is the place of the last message that `text` covers."""

    text: str = ""
    until: int = 0

    @classmethod
    def of(cls, state: Mapping[str, Any]) -> "Summary":
        kept = state.get("summary")
        if not isinstance(kept, Mapping):
            return cls()
        text, until = kept.get("text"), kept.get("until")
        return cls(text, until) if isinstance(text, str) and isinstance(until, int) else cls()

    def to_json(self) -> dict[str, Any]:
        return {"text": self.text, "until": self.until}


class Summarizer:
    def __init__(self, pack: Pack, model: Model) -> None:
        self._model = model
        self._system = render_summary(pack)

    @staticmethod
    def is_due(turn: TurnInput) -> bool:
        return turn.seq - 1 - Summary.of(turn.state).until >= EVERY_MESSAGES

    async def renewed(
        self, turn: TurnInput, earlier: Earlier, hide: Callable[[str], str], *, within_s: float, ledger: Ledger
    ) -> Summary | None:
        """The summary with all before this message in it; None when it could not be written."""
        summary = Summary.of(turn.state)
        said = await earlier(summary.until)
        dialogue = "\n".join(f"{utterance.role}: {data_marks(hide(utterance.text))}" for utterance in said)
        request = ChatRequest(
            [
                ChatMessage("system", self._system),
                ChatMessage("user", f"So far:\n{summary.text or '-'}\n\nSince then:\n{dialogue}"),
            ],
            max_tokens=MAX_TOKENS,
        )
        try:
            answer = await self._model.complete(request, tier="simple", within_s=within_s, ledger=ledger.of("summary"))
        except NoProvider:
            return None
        return Summary(answer.text.strip()[:MOST_CHARACTERS], turn.seq - 1)
