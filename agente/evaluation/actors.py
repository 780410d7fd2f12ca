"""Who plays the customer of a scenario, and who says whether it went well? Models, each with a prompt of its own."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from agente.agents.prompts import LANGUAGES
from agente.evaluation.expectations import Check
from agente.evaluation.turn import TurnResult
from agente.guardrails.markers import data_marks
from agente.kit.serialization import loads
from agente.llm.messages import ChatMessage, ChatRequest, Ledger
from agente.llm.ports import Model
from agente.packs.models import Locale, Scenario

WITHIN_S = 60.0  # nobody waits for these answers
MAX_TOKENS = 300
OPENING = "(The chat is open. Write your first message.)"
HEARD = "The company's agent writes to you:\n{reply}\n\n(Write your next message, as the customer.)"

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "prompts"),
    undefined=StrictUndefined,
    autoescape=False,  # noqa: S701 - plain text for a model, not HTML
)
_template = lru_cache(_TEMPLATES.get_template)


def _schema(**properties: str) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {name: {"type": kind} for name, kind in properties.items()},
        "required": list(properties),
        "additionalProperties": False,
    }


LINE = _schema(done="boolean", message="string")
VERDICT = _schema(reason="string", yes="boolean")


@dataclass(frozen=True, slots=True)
class Line:
    """What a customer writes next. After the last one, and after an empty one, the talk is over for them."""

    text: str
    is_last: bool = False


class Customer:
    """Plays one scenario once. `ledger` has the calls that it took."""

    def __init__(self, model: Model, scenario: Scenario, business: str, locale: Locale, runner: asyncio.Runner) -> None:
        self.ledger = Ledger()
        self._model = model
        self._runner = runner
        self._prompt = _template("customer.md.j2").render(
            business=business, persona=scenario.persona, goal=scenario.goal, language=LANGUAGES[locale]
        )

    def next_line(self, turns: Sequence[TurnResult]) -> Line:
        """What the customer writes after these turns. Raises `NoProvider`."""
        messages = [ChatMessage("system", self._prompt), ChatMessage("user", OPENING)]
        for turn in turns:
            messages.append(ChatMessage("assistant", turn.customer))
            messages.append(ChatMessage("user", HEARD.format(reply=turn.reply or "")))
        request = ChatRequest(messages, max_tokens=MAX_TOKENS, json_schema=LINE)
        text = _ask(self._model, request, self.ledger, self._runner)
        line = _object(text)
        if line is None:
            return Line(text.strip())  # a model that knows no JSON still plays its part
        return Line(str(line.get("message") or "").strip(), line.get("done") is True)


class Judge:
    """Answers a scenario's questions about one conversation. `ledger` has the calls that it took."""

    def __init__(self, model: Model, business: str, runner: asyncio.Runner) -> None:
        self.ledger = Ledger()
        self._model = model
        self._runner = runner
        self._prompt = _template("judge.md.j2").render(business=business)

    def check(self, question: str, turns: Sequence[TurnResult]) -> Check:
        """Holds when the answer is yes; an answer that is neither is a no. Raises `NoProvider`."""
        dialogue = "\n".join(map(_written, turns))
        asked = f"<conversation>\n{dialogue}\n</conversation>\n\nQuestion: {question}"
        messages = [ChatMessage("system", self._prompt), ChatMessage("user", asked)]
        request = ChatRequest(messages, max_tokens=MAX_TOKENS, temperature=0.0, json_schema=VERDICT)
        verdict = _object(_ask(self._model, request, self.ledger, self._runner)) or {}
        return Check("judged", question, "yes", str(verdict.get("reason") or "?"), verdict.get("yes") is True)


def _written(turn: TurnResult) -> str:
    return f"customer: {data_marks(turn.customer)}\nagent: {data_marks(turn.reply or '(silent)')}"


def _ask(model: Model, request: ChatRequest, ledger: Ledger, runner: asyncio.Runner) -> str:
    return runner.run(model.complete(request, tier="default", within_s=WITHIN_S, ledger=ledger)).text


def _object(text: str) -> Mapping[str, Any] | None:
    try:
        read = loads(text)
    except ValueError:
        return None
    return read if isinstance(read, Mapping) else None
