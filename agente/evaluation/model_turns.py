"""How does a language model take part in a rehearsed conversation? As in a served one, and what vouched is kept."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from agente.agents.assistant import Assistant, Opinion
from agente.agents.model.answering import Answering
from agente.agents.model.briefing import Briefing
from agente.agents.prompts import render_prompt
from agente.agents.tools.registry import ToolRegistry
from agente.agents.tools.tool import ToolContext
from agente.agents.turn import Draft, TurnInput, Utterance
from agente.guardrails.output import Breach, Evidence, OutputGuard
from agente.kit.serialization import loads
from agente.llm.answers import AnswerCache, MemoryStore
from agente.llm.budget import DailyBudget
from agente.llm.messages import ChatRequest, Completion, Ledger, StreamEvent, Tier
from agente.llm.ports import Model
from agente.packs.models import IntentName
from agente.scheduling.requests import Busy
from agente.settings import Settings, environment

REHEARSED = "rehearsed"  # the id of every conversation and contact here


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What a turn may know of its conversation."""

    consider: Callable[[IntentName | None], Opinion]
    busy: Callable[[datetime, datetime], Sequence[Busy]]
    history: Sequence[Utterance]  # all of it, before this turn's message


@dataclass
class OverheardModel:
    """A model whose requests are kept."""

    model: Model
    requests: list[ChatRequest] = field(default_factory=list)

    async def complete(self, request: ChatRequest, *, tier: Tier, within_s: float, ledger: Ledger) -> Completion:
        self.requests.append(request)
        return await self.model.complete(request, tier=tier, within_s=within_s, ledger=ledger)

    def stream(
        self, request: ChatRequest, *, tier: Tier, within_s: float, ledger: Ledger
    ) -> AsyncGenerator[StreamEvent, None]:
        self.requests.append(request)
        return self.model.stream(request, tier=tier, within_s=within_s, ledger=ledger)


class ModelTurns:
    """Answers the turns of one pack with a model's help. Connections belong to the loop of `runner`."""

    def __init__(
        self, assistant: Assistant, model: Model, budget: DailyBudget, settings: Settings, runner: asyncio.Runner
    ):
        self._assistant = assistant
        self._model = OverheardModel(model)
        self._budget = budget
        self._settings = settings
        self._runner = runner
        self._tools = ToolRegistry.of(assistant, environment())
        self._guard = OutputGuard(assistant.pack, _prompts(assistant))
        self.forget()

    def forget(self) -> None:
        """From now on no answer is given again that was made before."""
        self._model.requests.clear()
        self._answering = Answering(
            self._assistant,
            self._model,
            self._tools,
            within_s=self._settings.request_timeout,
            max_tokens=self._settings.max_tokens,
            budget=self._budget,
            answers=AnswerCache(self._settings.cache_ttl, MemoryStore()),
        )

    def answer(self, turn: TurnInput, dialogue: Dialogue) -> tuple[Draft, tuple[Breach, ...]]:
        """The reply, and what is wrong with it as it goes out: nothing, if the guards did their work."""
        said = [*(utterance.text for utterance in dialogue.history if utterance.role == "customer"), turn.text]
        asked_before = len(self._model.requests)
        opinions: list[Opinion] = []

        async def consider(intent: IntentName | None) -> Opinion:
            opinions.append(dialogue.consider(intent))
            return opinions[-1]

        async def busy(start: datetime, end: datetime) -> Sequence[Busy]:
            return dialogue.busy(start, end)

        async def earlier(seq: int) -> Sequence[Utterance]:
            return dialogue.history[seq:]

        context = ToolContext(REHEARSED, REHEARSED, turn.locale, turn.now, turn.state, busy, said)
        draft = self._runner.run(self._answering.answer(consider, context, earlier))
        if draft.source not in ("llm", "cache"):
            return draft, ()
        # An answer that is given again was vouched for when it was made.
        requests = self._model.requests[asked_before:] if draft.source == "llm" else self._model.requests
        evidence = Evidence((*_told(opinions), *_said_by_us(dialogue.history)), tuple(_tool_results(requests)))
        return draft, self._guard.check(draft.text, evidence, locale=draft.locale, customer_texts=said)


def _prompts(assistant: Assistant) -> list[str]:
    pack = assistant.pack
    locales = pack.business.locales
    return [render_prompt(specialist, pack, locale) for specialist in assistant.specialists for locale in locales]


def _told(opinions: Sequence[Opinion]) -> list[str]:
    """The passages that the model was shown, and what the local engine would have said."""
    material = [
        piece.text for opinion in opinions if opinion.reading for piece in Briefing("", opinion, "", str).material
    ]
    return [*material, *(opinion.draft.text for opinion in opinions)]


def _said_by_us(history: Sequence[Utterance]) -> list[str]:
    return [utterance.text for utterance in history if utterance.role != "customer"]


def _tool_results(requests: Sequence[ChatRequest]) -> list[Mapping[str, Any]]:
    texts = {message.text for request in requests for message in request.messages if message.role == "tool"}
    return [loads(text) for text in texts]
