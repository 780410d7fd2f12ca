"""Calling a person."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from agente.agents.phrases import Phrases
from agente.agents.tools.arguments import object_schema
from agente.agents.tools.builtin.builtin import Builtin, failed
from agente.agents.tools.tool import Effects, ToolContext, ToolResult
from agente.packs.models import HandoffReason
from agente.packs.pack import Pack

_REASON = {"type": "string", "enum": list(get_args(HandoffReason)), "description": "Why a person should take over"}


class PeopleTools:
    def __init__(self, pack: Pack, phrases: Phrases) -> None:
        self._pack = pack
        self._phrases = phrases

    def tools(self) -> Iterator[Builtin]:
        yield Builtin(
            "hand_over",
            "Call a person of the company into this conversation: when the customer asks for one, is clearly upset, or"
            " needs what you cannot do.",
            object_schema({"reason": _REASON}),
            self._hand_over,
            changes=True,
        )

    async def _hand_over(self, arguments: Mapping[str, Any], context: ToolContext) -> ToolResult:
        hours = self._pack.hours
        if not self._pack.policies.handoff.on_request:
            contact = self._phrases.channels(self._pack, context.locale)
            return failed("Nobody can be called into this conversation. Tell how to reach the company.", reach=contact)
        content: dict[str, Any] = {"called": True, "somebody_there_now": hours is None or hours.is_open(context.now)}
        if not content["somebody_there_now"] and hours and (opening := hours.next_opening(context.now)):
            content["back"] = self._phrases.opening(opening.date(), opening.time(), context.now.date(), context.locale)
        return ToolResult(content, effects=Effects(handoff=arguments["reason"]))
