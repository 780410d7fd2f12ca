"""Keeping what the customer tells of themselves, and sending them a summary."""

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from agente.agents.tools.arguments import MAX_TEXT, object_schema, text
from agente.agents.tools.builtin.builtin import Builtin, failed
from agente.agents.tools.own import MOST_SUMMARIES, own_details, summaries_sent, wrote
from agente.agents.tools.tool import Effects, ToolContext, ToolResult
from agente.leads.values import value_in
from agente.packs.models import Qualification, QualificationField
from agente.packs.pack import Pack
from agente.scheduling.days import HolidayNames
from agente.scheduling.when import understand

# Where something is sent or whom it concerns: taken only when the customer wrote it, never from a model alone.
_WRITTEN = frozenset({"email", "phone", "document"})


class LeadTools:
    def __init__(self, pack: Pack, sends_email: bool) -> None:
        self._sends_email = sends_email
        self._rules = pack.qualification
        self._zone = ZoneInfo(pack.business.timezone)
        self._holidays = HolidayNames(pack.business.holidays)

    def tools(self) -> Iterator[Builtin]:
        if self._rules is not None and self._rules.fields:
            yield Builtin(
                "save_lead_details",
                "Note what the customer told about themselves, in their own words. Only what they said; never a guess.",
                _fields_schema(self._rules),
                self._save,
                changes=True,
            )
        if self._sends_email:
            yield Builtin(
                "send_summary",
                "E-mail a summary of this conversation to the customer, at the address they gave. Only when they ask.",
                object_schema({}),
                self._send,
                changes=True,
            )

    async def _save(self, arguments: Mapping[str, Any], context: ToolContext) -> ToolResult:
        told: dict[str, Any] = {}
        problems: dict[str, str] = {}
        for field in self._rules.fields if self._rules else ():
            if field.name not in arguments:
                continue
            value = self._value(field, str(arguments[field.name]), context)
            if value is None:
                problems[field.name] = f"This is no {field.type} that could be understood. Ask the customer."
            elif field.type in _WRITTEN and not wrote(field.type, value, context.said):
                problems[field.name] = "The customer did not write this. Ask them."
            else:
                told[field.name] = value
        content: dict[str, Any] = {"saved": told} | ({"not_saved": problems} if problems else {})
        if not told:
            return failed("Nothing was saved.", not_saved=problems)
        return ToolResult(content, effects=Effects(told=told))

    def _value(self, field: QualificationField, written: str, context: ToolContext) -> Any:
        days = understand(written, context.now.astimezone(self._zone), self._holidays).days
        return value_in(field, written, days)

    async def _send(self, _arguments: Mapping[str, Any], context: ToolContext) -> ToolResult:
        address = own_details(context, self._rules).get("email")
        if not address:
            return failed("The customer's e-mail address is not known. Ask for it first.")
        sent = summaries_sent(context.state)
        if sent >= MOST_SUMMARIES:
            return failed(f"It was sent {sent} times. Ask the customer to look among their unwanted mail.")
        effects = Effects(summary_to=address, remember={"summaries_sent": sent + 1})
        return ToolResult({"will_be_sent_to": address}, effects=effects)


def _fields_schema(rules: Qualification) -> dict[str, Any]:
    properties = {field.name: _property(field) for field in rules.fields}
    return {**object_schema({}, properties), "minProperties": 1}


def _property(field: QualificationField) -> dict[str, Any]:
    if field.type == "choice":
        return {"type": "string", "enum": list(field.choices)}
    if field.type == "number":
        return {"type": ["string", "integer"], "maxLength": MAX_TEXT, "description": "A number"}
    return text(f"{field.type.capitalize()}, as the customer said it")
