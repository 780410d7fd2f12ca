"""Meetings: free times, and booking, moving or cancelling the customer's own.

Nothing is booked that the customer has not seen or said: the time was offered in an earlier reply, or they named it.
The calendar has the last word when the turn is committed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from agente.agents.phrases import Phrases
from agente.agents.tools.arguments import object_schema
from agente.agents.tools.builtin.builtin import Builtin, failed
from agente.agents.tools.builtin.company import DAY, day_of
from agente.agents.tools.tool import Effects, ToolContext, ToolResult
from agente.i18n import formats
from agente.kit.ids import new_id
from agente.knowledge.analysis import fold
from agente.packs.hours import BusinessHours
from agente.packs.models import Locale, MeetingKind
from agente.packs.pack import Pack
from agente.scheduling.days import HolidayNames
from agente.scheduling.kinds import MeetingKinds, calendar_of
from agente.scheduling.remembered import (
    MOST_MEETINGS,
    Own,
    in_question,
    offered,
    other_bookings,
    own_booking,
    proposed,
)
from agente.scheduling.requests import BookingRequest, around
from agente.scheduling.slots import Calendar, Refusal
from agente.scheduling.titles import title_of
from agente.scheduling.when import Wish, refined, understand

HEARD = 4  # of the customer's last messages a time may be put together: "quinta", then "às 10"
_TIME = {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d$"}
_START = {
    "type": "string",
    "pattern": r"^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d$",
    "description": "Start of the meeting in the company's time, YYYY-MM-DDTHH:MM, as free_slots gives it",
}
_ANOTHER = {"type": "boolean", "description": "The customer wants one besides the meetings that they have"}
_MEETING = _START | {"description": "Of a customer who has several: the start of the one to move or cancel"}
_CANCELS = re.compile(
    r"\b(?:cancel|desmarc|anul|desist|call(?:ing)? (?:it )?off)\w*"
    r"|\bnao (?:vou|vamos|posso|poderei|consigo|da)\b|\b(?:can ?[’']?t|cannot|won ?[’']?t)\b|\bno (?:puedo|podre|voy)\b"
)
_WHY: dict[Refusal, str] = {
    "past": "That time is over.",
    "soon": "That is too soon; meetings need {notice} of notice.",
    "far": "Meetings are booked until {last_day} at the latest.",
    "closed": "The company is closed on that day.",
    "outside": "That is outside the opening hours.",
    "late": "A meeting that starts then would end after closing time.",
    "taken": "That time is taken.",
}


class MeetingTools:
    def __init__(self, pack: Pack, phrases: Phrases) -> None:
        self._pack = pack
        self._phrases = phrases
        self._holidays = HolidayNames(pack.business.holidays)
        self._kinds = MeetingKinds(pack)

    def tools(self) -> Iterator[Builtin]:
        """None where no meetings are booked."""
        if not self._pack.business.booking.enabled or self._pack.hours is None:
            return
        kind = self._kind_parameter()
        yield Builtin(
            "free_slots",
            "Free times for a meeting with the company. Offer them to the customer and let them choose.",
            object_schema({}, {"date": DAY, "not_before": _TIME, "not_after": _TIME, "another": _ANOTHER, **kind}),
            self._free_slots,
        )
        action = {"type": "string", "enum": ["book", "move", "cancel"]}
        yield Builtin(
            "book_meeting",
            "Book, move or cancel this customer's meeting, at a time that they chose or named themselves.",
            object_schema({"action": action}, {"starts_at": _START, "another": _ANOTHER, "meeting": _MEETING, **kind}),
            self._change,
            changes=True,
        )

    def _kind_parameter(self) -> dict[str, Any]:
        """Where the pack has kinds of meetings; left out, the customer's words decide."""
        kinds = self._pack.business.booking.kinds
        if not kinds:
            return {}
        told = "; ".join(f"{kind.id}: {title_of(self._pack, self._pack.default_locale, kind.id)}" for kind in kinds)
        description = f"Which kind of meeting, if it is one of these. {told}"
        return {"kind": {"type": "string", "enum": [kind.id for kind in kinds], "description": description}}

    # -- looking

    async def _free_slots(self, arguments: Mapping[str, Any], context: ToolContext) -> ToolResult:
        wish = _asked(arguments)
        if wish is None:
            return failed("There is no such date.")
        mine = _mine(context)
        own = None if arguments.get("another") else next(iter(mine), None)
        kind = self._kind(arguments, context, own)
        calendar = await self._calendar(context, kind, own)
        besides = {each.starts_at for each in mine}
        starts = calendar.propose(wish, besides)
        content: dict[str, Any] = {"meeting": self._title(kind, context)}
        if mine:
            content["customer_has"] = self._held(mine, calendar, context.locale)
        if not starts:
            refusal = calendar.why_not(wish) or "taken"
            content["none_because"] = self._reason(refusal, calendar, context.locale, kind)
            starts = calendar.near(_moment(wish, calendar), besides)
        content["slots"] = [self._slot(start, calendar, context.locale) for start in starts]
        return ToolResult(content, effects=Effects(remember=offered(starts, wish, kind)))

    # -- booking

    async def _change(self, arguments: Mapping[str, Any], context: ToolContext) -> ToolResult:
        mine, action = _mine(context), arguments["action"]
        own = _meant(arguments.get("meeting"), mine) if action != "book" else None
        kind = self._kind(arguments, context, own)
        calendar = await self._calendar(context, kind, own)
        if refused := _refused(arguments, mine, own):
            held = {"customer_has": self._held(mine, calendar, context.locale)} if mine else {}
            return failed(refused, **held)
        others = [each for each in mine if each != own]
        if action == "cancel" and own is not None:
            return self._cancel(own, others, calendar, context)
        return self._settle(arguments.get("starts_at"), own, others, kind, calendar, context)

    def _cancel(self, own: Own, others: Sequence[Own], calendar: Calendar, context: ToolContext) -> ToolResult:
        asked = context.state.get("awaiting") == "cancel_booking"
        if not asked and not any(_CANCELS.search(fold(text)) for text in context.said[-HEARD:]):
            return failed("The customer did not ask to cancel. Ask them whether they want to.")
        forget = {"slots": None, "wish": None, **in_question(None, others)}
        return ToolResult(
            {"cancelled": self._slot(own.starts_at, calendar, context.locale)},
            effects=Effects(booking=BookingRequest("cancel", own.booking_id), remember=forget),
        )

    def _settle(
        self,
        written: str | None,
        own: Own | None,
        others: Sequence[Own],
        kind: MeetingKind | None,
        calendar: Calendar,
        context: ToolContext,
    ) -> ToolResult:
        start = _start(written, calendar)
        if start is None:
            return failed("starts_at is missing, or there is no such time.")
        if refusal := calendar.refusal(start):
            near = [self._slot(other, calendar, context.locale) for other in calendar.near(start)]
            return failed(self._reason(refusal, calendar, context.locale, kind), slots=near)
        if start not in proposed(context.state, calendar.now) and not self._named(start, calendar, context):
            return failed("The customer has not chosen this time. Offer it to them first.")
        booking_id = own.booking_id if own else new_id()
        kind_id = kind.id if kind else None
        request = BookingRequest("move" if own else "book", booking_id, start, calendar.end_of(start), kind_id)
        booked = in_question(Own(booking_id, start, kind_id, own.whose if own else None), others)
        return ToolResult(
            {
                "moved" if own else "booked": self._slot(start, calendar, context.locale),
                "meeting": self._title(kind, context),
            },
            effects=Effects(booking=request, remember={"slots": None, "wish": None, **booked}),
        )

    def _named(self, start: datetime, calendar: Calendar, context: ToolContext) -> bool:
        """Whether the customer's last messages ask for this very time."""
        wish = Wish.from_json(context.state.get("wish"))
        for text in context.said[-HEARD:]:
            told = understand(text, calendar.now, self._holidays)
            wish = refined(wish, told) if told.said else wish
        return start.date() in wish.days and start in [calendar.at(start.date(), readings) for readings in wish.at]

    def _kind(self, arguments: Mapping[str, Any], context: ToolContext, own: Own | None) -> MeetingKind | None:
        """The model's choice, else what the customer's words make it."""
        *before, text = context.said or ("",)
        return self._kinds.get(arguments.get("kind")) or self._kinds.wanted(text, before, context.state, own)

    def _title(self, kind: MeetingKind | None, context: ToolContext) -> str:
        return title_of(self._pack, context.locale, kind.id if kind else None)

    async def _calendar(self, context: ToolContext, kind: MeetingKind | None, own: Own | None) -> Calendar:
        rules, hours = self._pack.business.booking, self._hours
        busy = await context.busy(context.now, context.now + timedelta(days=rules.horizon_days + 2))
        return calendar_of(kind, hours, rules, context.now, around(busy, own.booking_id if own else None))

    @property
    def _hours(self) -> BusinessHours:
        assert self._pack.hours is not None  # noqa: S101 - without hours there are no such tools
        return self._pack.hours

    def _slot(self, start: datetime, calendar: Calendar, locale: Locale) -> dict[str, str]:
        text = self._phrases.slot(start, calendar.now.date(), locale)
        return {"starts_at": f"{start:%Y-%m-%dT%H:%M}", "text": text}

    def _held(self, mine: Sequence[Own], calendar: Calendar, locale: Locale) -> list[dict[str, str]]:
        titles = (title_of(self._pack, locale, own.kind) for own in mine)
        slots = (self._slot(own.starts_at, calendar, locale) for own in mine)
        return [{"meeting": title, **slot} for title, slot in zip(titles, slots, strict=True)]

    def _reason(self, refusal: Refusal, calendar: Calendar, locale: Locale, kind: MeetingKind | None) -> str:
        if kind and kind.hours and refusal in ("closed", "outside"):
            times = self._phrases.weekdays(calendar.hours, locale)
            return self._phrases.say("kind_held", locale, title=title_of(self._pack, locale, kind.id), times=times)
        return _WHY[refusal].format(
            notice=formats.duration(self._pack.business.booking.notice_minutes),
            last_day=formats.day_month(calendar.last_day, locale),
        )


def _mine(context: ToolContext) -> list[Own]:
    """The customer's meetings, the one in question first."""
    own = own_booking(context.state, context.now)
    return [*([own] if own else []), *other_bookings(context.state, context.now)]


def _meant(written: str | None, mine: Sequence[Own]) -> Own | None:
    """The one that starts then, or the only one."""
    if written is None:
        return mine[0] if len(mine) == 1 else None
    return next((own for own in mine if f"{own.starts_at:%Y-%m-%dT%H:%M}" == written), None)


def _refused(arguments: Mapping[str, Any], mine: Sequence[Own], own: Own | None) -> str | None:
    """Why nothing is done at all."""
    if arguments["action"] != "book":
        if not mine:
            return "This customer has no meeting."
        return (
            None if own else "Say with `meeting` which of the customer's meetings it is; ask them if it is not clear."
        )
    if mine and not arguments.get("another"):
        return "This customer has a meeting already; move it instead, unless they ask for another one."
    if len(mine) >= MOST_MEETINGS:
        return "This customer has as many meetings as are booked here. Offer a person."
    return None


def _asked(arguments: Mapping[str, Any]) -> Wish | None:
    """What the model looks for; None when its date does not exist."""
    days: tuple[date, ...] = ()
    if "date" in arguments:
        day = day_of(arguments["date"])
        if day is None:
            return None
        days = (day,)
    bounds = [
        time.fromisoformat(arguments[name]) if name in arguments else None for name in ("not_before", "not_after")
    ]
    return Wish(days=days, earliest=bounds[0], latest=bounds[1])


def _start(written: str | None, calendar: Calendar) -> datetime | None:
    if not written:
        return None
    try:
        wanted = datetime.fromisoformat(written)
    except ValueError:
        return None
    return calendar.at(wanted.date(), (wanted.time(),))


def _moment(wish: Wish, calendar: Calendar) -> datetime:
    """Where other times are looked for when nothing suits the wish."""
    day = min(wish.days[0], calendar.last_day) if wish.days else calendar.now.date()
    return datetime.combine(day, wish.earliest or time(10), calendar.hours.timezone)
