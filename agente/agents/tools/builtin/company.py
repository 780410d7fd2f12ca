"""When is the business open, how is it reached, and what does its own material say?"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from agente.agents.phrases import Phrases
from agente.agents.tools.arguments import object_schema, text
from agente.agents.tools.builtin.builtin import Builtin, failed
from agente.agents.tools.business import coming_holidays, contact_details, opening_hours
from agente.agents.tools.knowledge import search_knowledge, to_read
from agente.agents.tools.tool import ToolContext, ToolResult
from agente.agents.turn import Citation
from agente.i18n import formats
from agente.knowledge.search import ANSWERABLE_COVERAGE, PassageSearch
from agente.packs.hours import BusinessHours
from agente.packs.models import Locale
from agente.packs.pack import Pack, Passage

MAX_PASSAGE = 1500  # characters
NOT_SURE = "None has the words of the question. Answer only if one of them truly does."
DAY = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$", "description": "YYYY-MM-DD"}


class CompanyTools:
    def __init__(self, pack: Pack, search: PassageSearch, phrases: Phrases) -> None:
        self._pack = pack
        self._search = search
        self._phrases = phrases

    def tools(self) -> Iterator[Builtin]:
        """Only those that the pack has answers for."""
        if self._pack.hours is not None:
            yield Builtin(
                "opening_hours",
                "When the company is open: the usual week, coming holidays and now, or one date.",
                object_schema({}, {"date": DAY}),
                self._hours,
            )
        yield Builtin(
            "contact_details",
            "The company's own phone, WhatsApp, e-mail, site and address.",
            object_schema({}),
            self._contact,
        )
        if self._pack.passages:
            yield Builtin(
                "search_knowledge",
                "Search the company's own material: policies, delivery, payment, how-tos.",
                object_schema({"question": text("What to look for, in the customer's language")}),
                self._material,
            )

    async def _hours(self, arguments: Mapping[str, Any], context: ToolContext) -> ToolResult:
        hours = self._pack.hours
        assert hours is not None  # noqa: S101 - without hours there is no such tool
        citation = Citation("business.yaml", "hours")
        if "date" not in arguments:
            return ToolResult(self._usual(hours, context), citations=(citation,))
        day = day_of(arguments["date"])
        if day is None:
            return failed("There is no such date.")
        return ToolResult(self._on(hours, day, context.locale), citations=(citation,))

    def _usual(self, hours: BusinessHours, context: ToolContext) -> dict[str, Any]:
        today = context.now.date()
        content: dict[str, Any] = {
            "week": self._phrases.week(hours, context.locale),
            "today": self._on(hours, today, context.locale),
            "open_now": hours.is_open(context.now),
            "coming_holidays": [self._on(hours, day.day, context.locale) for day in coming_holidays(hours, today)],
        }
        opening = hours.next_opening(context.now)
        if not content["open_now"] and opening:
            content["opens_next"] = self._phrases.opening(opening.date(), opening.time(), today, context.locale)
        return content

    def _on(self, hours: BusinessHours, day: date, locale: Locale) -> dict[str, Any]:
        found = opening_hours(hours, day)
        told: dict[str, Any] = {
            "date": day.isoformat(),
            "weekday": formats.weekday(day.weekday(), locale),
            "open": bool(found.intervals),
            "hours": self._phrases.intervals(found.intervals, locale),
        }
        return told | ({"holiday": self._pack.localize(found.holiday.name, locale)} if found.holiday else {})

    async def _contact(self, _arguments: Mapping[str, Any], context: ToolContext) -> ToolResult:
        business = self._pack.business
        content: dict[str, Any] = {str(kind): value for kind, value in contact_details(business).items()}
        if address := business.address:
            content["address"] = address.model_dump(exclude_none=True, exclude={"reference"})
            if address.reference is not None:
                content["address"]["reference"] = self._pack.localize(address.reference, context.locale)
        if business.privacy_url:
            content["privacy_url"] = business.privacy_url
        return ToolResult(content, citations=(Citation("business.yaml", business.name, business.site),))

    async def _material(self, arguments: Mapping[str, Any], context: ToolContext) -> ToolResult:
        found = search_knowledge(self._search, arguments["question"], context.locale)
        passages = [finding.passage for finding in found if finding.coverage >= ANSWERABLE_COVERAGE]
        if not passages:
            near = to_read(found, self._search.near(arguments["question"], context.locale))
            note = NOT_SURE if near else "The company's material is silent."
            return ToolResult({"passages": _told(near), "note": note})
        cited = tuple(Citation(passage.document, passage.heading, passage.url) for passage in passages)
        return ToolResult({"passages": _told(passages)}, citations=cited)


def _told(passages: Sequence[Passage]) -> list[dict[str, Any]]:
    return [
        {"document": passage.document, "heading": passage.heading, "text": passage.text[:MAX_PASSAGE]}
        for passage in passages
    ]


def day_of(written: str) -> date | None:
    """The date of a text that looks like one; None when the calendar has no such day."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
