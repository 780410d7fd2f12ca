"""The sample business with a scripted language model."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import pytest

from agente.agents.assistant import Assistant, Opinion
from agente.agents.model.answering import Answering
from agente.agents.tools.registry import ToolRegistry
from agente.agents.tools.tool import ToolContext
from agente.agents.turn import CalendarNeeded, Draft, TurnInput, Utterance
from agente.llm.answers import AnswerCache, MemoryStore
from agente.llm.budget import DailyBudget
from agente.llm.messages import Attempt
from agente.packs.models import IntentName
from agente.scheduling.requests import Busy
from tests.agents.conftest import TUESDAY
from tests.agents.model.scripted import Line, ScriptedModel

CONVERSATION_ID = "0192e4a0-0000-7000-8000-000000000001"


@dataclass
class ModelTalk:
    """A conversation that a scripted model takes part in."""

    assistant: Assistant
    model: ScriptedModel
    answering: Answering
    history: list[Utterance] = field(default_factory=list)
    state: dict[str, Any] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)

    def say(self, text: str, *, watched: bool = False) -> Draft:
        turn = TurnInput(text, "pt-BR", TUESDAY, tuple(self.history[-10:]), self.state, seq=len(self.history) + 1)

        async def earlier(seq: int) -> Sequence[Utterance]:
            return self.history[seq:]

        async def consider(intent: IntentName | None) -> Opinion:
            try:
                return self.assistant.consider(turn, intent)
            except CalendarNeeded:
                return self.assistant.consider(replace(turn, busy=[]), intent)

        emit = self.shown.append if watched else None
        draft = asyncio.run(self.answering.answer(consider, self._context(text), earlier, emit=emit))
        self.history += [Utterance("customer", text), Utterance("agent", draft.text)]
        self.state = dict(draft.state)
        return draft

    def _context(self, text: str) -> ToolContext:
        said = tuple(utterance.text for utterance in self.history if utterance.role == "customer")
        return ToolContext(CONVERSATION_ID, "contact", "pt-BR", TUESDAY, self.state, _no_meetings, (*said, text))


async def _no_meetings(start: datetime, end: datetime) -> Sequence[Busy]:
    return ()


@pytest.fixture
def with_model(sample_assistant: Assistant) -> Callable[..., ModelTalk]:
    def start(*lines: Line, spent: float = 0.0) -> ModelTalk:
        """`spent` is the share of the day's budget that is gone."""
        model = ScriptedModel(list(lines))
        budget = DailyBudget(1.0, TUESDAY.tzinfo)
        budget.count([Attempt("openai", "earlier", "ok", 1.0, cost_usd=spent)])
        answers = AnswerCache(60, MemoryStore())
        tools = ToolRegistry.of(sample_assistant, {})
        answering = Answering(
            sample_assistant, model, tools, within_s=5, max_tokens=500, budget=budget, answers=answers
        )
        return ModelTalk(sample_assistant, model, answering)

    return start
