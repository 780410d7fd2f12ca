"""What does a model get to see of a turn? The specialist's orders, the dialogue, the company's words, the message."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from agente.agents.assistant import Opinion
from agente.agents.local.reading import STRONG_COVERAGE, Reading
from agente.agents.prompts import Material, render_turn
from agente.agents.tools.knowledge import to_read
from agente.guardrails.markers import data_marks
from agente.llm.messages import ChatMessage

MOST_HISTORY_CHARACTERS = 8000  # about 2,000 tokens; what came before is in the summary
_ROLES = {"customer": "user", "agent": "assistant", "operator": "assistant"}


@dataclass(frozen=True)
class Briefing:
    """The messages of a request. `hide` masks personal data; `material` is what the model may quote."""

    system: str
    opinion: Opinion
    summary: str
    hide: Callable[[str], str]
    alone: bool = False  # the message is shown without the dialogue that it stands in

    def messages(self, objection: str = "") -> list[ChatMessage]:
        """`objection` tells what was wrong with the last attempt."""
        reading = self._reading
        turn = render_turn(
            self._data(reading.turn.text),
            reading.turn.now,
            known="" if self.alone else self.hide(_known(reading.turn.state)),
            summary="" if self.alone else self._data(self.summary),
            material=self.material,
            objection=objection,
        )
        dialogue = [] if self.alone else self._dialogue()
        return [ChatMessage("system", self.system), *dialogue, ChatMessage("user", turn)]

    @cached_property
    def material(self) -> list[Material]:
        reading = self._reading
        # What is near is looked for, which takes time, only where the words leave it open.
        near = () if reading.material_answers(STRONG_COVERAGE) else reading.near()
        passages = to_read(reading.find(), near)
        pieces = [Material(passage.heading, data_marks(passage.text)) for passage in passages]
        if self.opinion.reply and not self.opinion.reply.missed:
            pieces.append(Material("What the catalogue and the company's records say", self.opinion.reply.text))
        return pieces

    @property
    def said_by_us(self) -> list[str]:
        """What the customer was told before: it may be said again."""
        history = () if self.alone else self._reading.turn.history
        return [said.text for said in history if said.role in ("agent", "operator")]

    @property
    def _reading(self) -> Reading:
        if self.opinion.reading is None:
            raise ValueError("an attack is shown to no model")
        return self.opinion.reading

    def _dialogue(self) -> list[ChatMessage]:
        """The latest messages that fit, oldest first; a person's count as the company's."""
        kept: list[ChatMessage] = []
        room = MOST_HISTORY_CHARACTERS
        for said in reversed(self._reading.turn.history):
            room -= len(said.text)
            if room < 0:
                break
            if role := _ROLES.get(said.role):
                kept.append(ChatMessage(role, self._data(said.text)))  # type: ignore[arg-type]
        return kept[::-1]

    def _data(self, text: str) -> str:
        return data_marks(self.hide(text))


def _known(state: Mapping[str, Any]) -> str:
    """What the lead told of themselves, as `name: Ana; team_size: 8`."""
    lead = state.get("lead")
    fields = lead.get("fields") if isinstance(lead, Mapping) else None
    return "; ".join(f"{name}: {value}" for name, value in fields.items()) if isinstance(fields, Mapping) else ""
