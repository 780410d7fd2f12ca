"""A customer's message in an evaluated conversation, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from agente.agents.turn import Source
from agente.evaluation.expectations import Check
from agente.evaluation.rehearsal import Answer
from agente.guardrails.output import Breach
from agente.llm.messages import Attempt


@dataclass(frozen=True, slots=True)
class TurnResult:
    line: int  # in the pack's file; 0 of a message that stands in none
    customer: str
    reply: str | None  # None: the agent was silent, because a person is awaited
    intent: str | None
    agent: str | None
    checks: tuple[Check, ...]
    ms: float
    source: Source = "none"
    calls: tuple[Attempt, ...] = ()  # of language models
    withheld: tuple[str, ...] = ()  # kinds of breaches in what a model wrote and nobody saw
    breaches: tuple[Breach, ...] = ()  # in what went out

    @classmethod
    def of(cls, customer: str, answer: Answer, *, line: int = 0, checks: Sequence[Check] = ()) -> "TurnResult":
        draft = answer.draft
        return cls(
            line=line,
            customer=customer,
            reply=draft.text if draft else None,
            intent=draft.intent.name if draft else None,
            agent=draft.agent if draft else None,
            checks=tuple(checks),
            ms=answer.ms,
            source=draft.source if draft else "none",
            calls=draft.calls if draft else (),
            withheld=tuple(draft.trace.get("withheld", ())) if draft else (),
            breaches=answer.breaches,
        )

    @property
    def failures(self) -> list[Check]:
        return [made for made in self.checks if not made.holds]
