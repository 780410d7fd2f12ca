"""A model and its tools, taking turns until there is a reply."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import Any

from agente.agents.model.release import Release
from agente.agents.tools.running import ToolRecord, run_tool, written
from agente.agents.tools.tool import Effects, Tool, ToolContext, ToolResult
from agente.agents.turn import Citation
from agente.guardrails.markers import data_marks
from agente.guardrails.masking import Masking
from agente.guardrails.output import Evidence
from agente.llm.errors import Interrupted, NoProvider
from agente.llm.messages import ChatMessage, ChatRequest, Completion, Ledger, TextDelta, Tier, ToolCall
from agente.llm.ports import Model

MOST_ROUNDS = 4  # of tools; then the model has to answer from what it has


class Deadline:
    def __init__(self, within_s: float) -> None:
        self._at = time.monotonic() + within_s

    @property
    def left_s(self) -> float:
        return max(0.0, self._at - time.monotonic())


@dataclass(slots=True)
class Findings:
    """What the tools of a turn returned and asked for."""

    results: list[ToolResult] = field(default_factory=list)
    records: list[ToolRecord] = field(default_factory=list)
    changed: bool = False  # a tool was called that alters something

    @classmethod
    def citing(cls, citations: Sequence[Mapping[str, Any]]) -> "Findings":
        """Those of an answer that was made before."""
        return cls([ToolResult({}, citations=tuple(Citation(**citation) for citation in citations))])

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(dict.fromkeys(citation for result in self.results for citation in result.citations))

    @property
    def products(self) -> list[str]:
        return list(dict.fromkeys(product for result in self.results for product in result.products))

    @property
    def effects(self) -> Effects:
        """All that was asked for; of two of a kind the later one counts."""
        effects = [result.effects for result in self.results]
        return Effects(
            told={name: value for effect in effects for name, value in effect.told.items()},
            booking=next((effect.booking for effect in reversed(effects) if effect.booking), None),
            handoff=next((effect.handoff for effect in reversed(effects) if effect.handoff), None),
            summary_to=next((effect.summary_to for effect in reversed(effects) if effect.summary_to), None),
            remember={name: value for effect in effects for name, value in effect.remember.items()},
        )


class Loop:
    """One attempt at a reply."""

    def __init__(
        self,
        model: Model,
        tools: Mapping[str, Tool],
        context: ToolContext,
        masking: Masking,
        *,
        tier: Tier,
        max_tokens: int,
    ) -> None:
        self._model = model
        self._tools = tools
        self._context = context
        self._masking = masking
        self._tier: Tier = tier
        self._max_tokens = max_tokens

    async def run(
        self,
        messages: Sequence[ChatMessage],
        release: Release,
        evidence: Evidence,
        findings: Findings,
        *,
        deadline: Deadline,
        ledger: Ledger,
    ) -> None:
        """Writes the reply through `release`. Raises `Withheld`, or `NoProvider` when there is none in time.

        `findings` is filled on the way and holds also when an exception ends the attempt.
        """
        dialogue = list(messages)
        for round_number in range(MOST_ROUNDS + 1):
            last = round_number == MOST_ROUNDS
            answer = await self._ask(dialogue, release, deadline, ledger, may_call=not last)
            release.end()
            if not answer.tool_calls or last:
                return
            results = await self._call(answer.tool_calls, findings, deadline)
            release.vouch(Evidence(evidence.texts, tuple(result.content for result in findings.results)))
            dialogue.append(ChatMessage("assistant", answer.text, tool_calls=answer.tool_calls))
            dialogue += [
                ChatMessage("tool", self._shown(result), tool_call_id=call.id)
                for call, result in zip(answer.tool_calls, results, strict=True)
            ]

    async def _ask(
        self, dialogue: Sequence[ChatMessage], release: Release, deadline: Deadline, ledger: Ledger, *, may_call: bool
    ) -> Completion:
        request = ChatRequest(
            dialogue,
            tools=[tool.spec for tool in self._tools.values()],
            max_tokens=self._max_tokens,
            tool_choice="auto" if may_call and self._tools else "none",
        )
        if release.is_watched:
            try:
                return await self._streamed(request, release, deadline, ledger)
            except Interrupted:
                if release.has_shown:
                    raise
                release.restart()
        # Nobody has seen anything yet: a provider that breaks off can still be replaced by the other.
        answer = await self._model.complete(request, tier=self._tier, within_s=deadline.left_s, ledger=ledger)
        release.feed(answer.text)
        return answer

    async def _streamed(self, request: ChatRequest, release: Release, deadline: Deadline, ledger: Ledger) -> Completion:
        answer = self._model.stream(request, tier=self._tier, within_s=deadline.left_s, ledger=ledger)
        async with aclosing(answer) as events:
            async for event in events:
                if not isinstance(event, TextDelta):
                    return event
                release.feed(event.text)
        raise NoProvider("the stream ended without its last event")

    async def _call(self, calls: Sequence[ToolCall], findings: Findings, deadline: Deadline) -> list[ToolResult]:
        """The results in the order of the calls. What only reads runs side by side, what changes one after another."""
        results: list[ToolResult] = []
        findings.changed = findings.changed or any(self._changes(call) for call in calls)
        for batch in self._batches(calls):
            async with asyncio.timeout(deadline.left_s):
                done = await asyncio.gather(*(self._run(call) for call in batch))
            findings.records += [record for _, record in done]
            findings.results += [result for result, _ in done]
            results += [result for result, _ in done]
        return results

    def _batches(self, calls: Sequence[ToolCall]) -> list[list[ToolCall]]:
        return [[call] for call in calls] if any(map(self._changes, calls)) else [list(calls)]

    def _changes(self, call: ToolCall) -> bool:
        tool = self._tools.get(call.name)
        return tool is not None and tool.changes

    async def _run(self, call: ToolCall) -> tuple[ToolResult, ToolRecord]:
        return await run_tool(self._tools.get(call.name), self._unmasked(call), self._context)

    def _unmasked(self, call: ToolCall) -> ToolCall:
        if call.arguments is None:
            return call
        return replace(call, arguments=self._masking.unmask_arguments(dict(call.arguments)))

    def _shown(self, result: ToolResult) -> str:
        return data_marks(self._masking.mask(written(result)))
