"""What is a tool that a model may call, and what may come of it?"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from agente.agents.turn import Citation
from agente.llm.messages import ToolSpec
from agente.packs.models import HandoffReason, Locale
from agente.scheduling.requests import BookingRequest, Busy


@dataclass(frozen=True, slots=True)
class ToolContext:
    """Whose conversation a call belongs to. A tool acts for this contact alone, whatever its arguments say."""

    conversation_id: str
    contact_id: str
    locale: Locale
    now: datetime  # aware, in the pack's time zone
    state: Mapping[str, Any]  # the conversation's, as the last turn left it
    busy: Callable[[datetime, datetime], Awaitable[Sequence[Busy]]]  # what is taken in the calendar between two times
    said: Sequence[str] = ()  # what the customer wrote lately, oldest first, the message of this turn last
    contact: Mapping[str, str] = field(default_factory=dict)  # name, email and phone that the caller vouched for


@dataclass(frozen=True, slots=True)
class Effects:
    """What a tool asks for. It is stored with the turn and carried out when the turn is committed, or never."""

    told: Mapping[str, Any] = field(default_factory=dict)  # lead details, by the names of the pack's fields
    booking: BookingRequest | None = None
    handoff: HandoffReason | None = None
    summary_to: str | None = None  # the contact's own e-mail address that a summary goes to
    remember: Mapping[str, Any] = field(default_factory=dict)  # for the conversation's state; None forgets an entry


@dataclass(frozen=True, slots=True)
class ToolResult:
    """`content` is what the model reads, JSON values; every fact in it may be said to the customer."""

    content: Mapping[str, Any]
    ok: bool = True
    citations: tuple[Citation, ...] = ()
    products: tuple[str, ...] = ()  # ids of the products that it told of
    effects: Effects = field(default_factory=Effects)


class Tool(Protocol):
    """`changes` is true of a tool that alters something: its turn is never cached, and it is never tried twice."""

    @property
    def spec(self) -> ToolSpec: ...

    @property
    def changes(self) -> bool: ...

    async def run(self, arguments: Mapping[str, Any], context: ToolContext) -> ToolResult:
        """Never raises for wrong arguments or a vendor's failure: `ok` is False and `content` tells the model why."""
        ...
