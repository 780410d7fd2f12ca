"""What is said about times: offering some, booking one, and why one cannot be had."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from agente.agents.local import meeting_cues
from agente.agents.local.offers import offering
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.told_of import kind_of_known, points_at_known
from agente.agents.local.toolbox import Toolbox
from agente.agents.local.whose import is_one_person, may_be_alike, whose_is
from agente.agents.tools.business import opening_hours
from agente.agents.turn import CalendarNeeded
from agente.i18n import formats
from agente.kit.ids import new_id
from agente.knowledge.analysis import folded, words
from agente.packs.hours import BusinessHours
from agente.packs.models import Locale, MeetingKind, Product
from agente.scheduling.kinds import HEARD, calendar_of, length_of
from agente.scheduling.remembered import (
    Own,
    in_order,
    in_question,
    offered,
    other_bookings,
    own_booking,
    proposed_whose,
)
from agente.scheduling.requests import BookingRequest, Busy, around
from agente.scheduling.slots import Refusal
from agente.scheduling.titles import title_of
from agente.scheduling.when import Wish

FORGET: Mapping[str, Any] = {"slots": None, "wish": None}
TOPIC = "booking"  # of a reply after which "cancel it" means the meeting
_BUSINESS_DAY = time(10)  # where alternatives to a whole day are looked for


def booked_products(tools: Toolbox, locale: Locale, *, of_that_name: bool = False) -> tuple[Product, ...]:
    """What the catalogue has that the name of the meetings booked here mentions, or only what is called just that."""
    title = words(title_of(tools.pack, locale))
    mentions = tools.catalog.find_products(title)
    named = [each for each in mentions if not of_that_name or each.end - each.start == len(title)]
    return named[0].products if len(named) == 1 else ()


def said_before(reading: Reading) -> list[str]:
    return [utterance.text for utterance in reading.turn.history if utterance.role == "customer"]


def with_kind(tools: Toolbox, reading: Reading) -> dict[str, Any]:
    """What the state is to say of the wish for a part of the message to be understood as of the whole one's kind."""
    kind, named = _kind(tools, reading), tools.kinds.named(reading.turn.text) is not None
    told = {"kind": kind and kind.id, "named": named}
    return {"wish": {**(reading.turn.state.get("wish") or {}), **told}} if kind or named else {}


def _kind(tools: Toolbox, reading: Reading) -> MeetingKind | None:
    """The kind of meeting that a message is about; another one may be of the kind of the one before."""
    state, now = reading.turn.state, reading.turn.now
    own, others = own_booking(state, now), other_bookings(state, now)
    told = whose_is(reading.turn.text, reading.spoken)
    is_open = own is None and tools.kinds.named(reading.turn.text) is None
    if is_open and points_at_known(reading):
        return kind_of_known(tools, reading)
    if own or not others:
        wanted = tools.kinds.wanted(reading.turn.text, said_before(reading), state, own)
        says_none = is_open and told is None and not state.get("slots")
        return wanted or (kind_of_known(tools, reading) if says_none else None)
    whose = told or proposed_whose(state)
    return tools.kinds.wanted(reading.turn.text, (), state, others[0] if may_be_alike(whose) else None)


def _whose(reading: Reading) -> str | None:
    """For whom: by this message, else by those that led to the times that are on offer."""
    state, now = reading.turn.state, reading.turn.now
    if told := whose_is(reading.turn.text, reading.spoken) or proposed_whose(state):
        return told
    earlier = () if other_bookings(state, now) else reversed(said_before(reading)[-HEARD:])
    return next((whose for text in earlier if (whose := whose_is(text, folded(text)))), None)


def open_desk(tools: Toolbox, reading: Reading) -> "Desk":
    """The calendar as it is now; asks for it when the turn does not have it yet."""
    rules, now = tools.pack.business.booking, reading.turn.now
    if reading.turn.busy is None:
        raise CalendarNeeded(now, now + timedelta(days=rules.horizon_days + 2))
    return Desk(tools, reading, reading.turn.busy)


class Desk:
    """The calendar, open in front of one customer message."""

    def __init__(self, tools: Toolbox, reading: Reading, busy: Sequence[Busy]) -> None:
        self._tools = tools
        self._reading = reading
        self.own = own_booking(reading.turn.state, reading.turn.now)
        self.others = other_bookings(reading.turn.state, reading.turn.now)
        self.kind = _kind(tools, reading)
        hours: BusinessHours = tools.pack.hours  # type: ignore[assignment]  # `can_book` came first
        self._whose = self.own.whose if self.own else _whose(reading)
        self.rules = rules = tools.pack.business.booking
        taken = around(busy, self.own.booking_id if self.own else None)
        if rules.at_once == 1:  # one of them may have been booked by this very reply
            taken += [Busy(other.starts_at, self.end_of(other)) for other in self.others]
        self.calendar = calendar_of(self.kind, hours, rules, reading.turn.now, taken)

    def say(self, key: str, **values: str) -> str:
        return self._tools.phrases.say(key, self._reading.locale, self._reading.rotation, **values)

    @property
    def kind_id(self) -> str | None:
        return self.kind.id if self.kind else None

    @property
    def title(self) -> str:
        """Of what the customer wants now; what they have may be of another kind."""
        return title_of(self._tools.pack, self._reading.locale, self.kind_id)

    @property
    def own_title(self) -> str:
        return title_of(self._tools.pack, self._reading.locale, self.own.kind if self.own else None)

    @property
    def wants_another_kind(self) -> bool:
        """Whether the customer has a meeting, and names a kind that it is not of."""
        return self.own is not None and self.title != self.own_title

    @property
    def _may_be_of_another_kind(self) -> bool:
        """Whether to say what would be booked: a kind was named or denied, or the customer has one of another kind."""
        named = self.kind is not None or self._tools.kinds.named(self._reading.turn.text) is not None
        return named or any(other.kind != self.kind_id for other in self.others)

    def end_of(self, own: Own) -> datetime:
        length = length_of(self._tools.kinds.get(own.kind), self._tools.pack.business.booking)
        return own.starts_at + timedelta(minutes=length)

    def _product(self) -> Mapping[str, Any]:
        """What is booked, when the catalogue has it: "quanto vou pagar?" is asked of that."""
        booked = () if self.kind else booked_products(self._tools, self._reading.locale)
        return {"products": [booked[0].id]} if len(booked) == 1 else {}

    def slot(self, start: datetime) -> str:
        """`amanhã, quarta-feira (25 de novembro), às 9h`."""
        reading = self._reading
        return self._tools.phrases.slot(start, self.calendar.now.date(), reading.locale, reading.rotation)

    def button(self, start: datetime) -> str:
        """`Quarta, 25/11 às 9h`."""
        locale = self._reading.locale
        return self.say(
            "slot_button",
            weekday=formats.capitalized(formats.weekday(start.weekday(), locale).removesuffix("-feira")),
            date=formats.short_date(start.date(), locale),
            time=formats.clock(start.time(), locale),
        )

    # -- what is there

    def named(self, key: str) -> str:
        """A phrase about the customer's own meeting."""
        return self.say(key, **self.told(self.own)) if self.own else ""

    def told(self, own: Own) -> dict[str, str]:
        """What the phrases about one of the customer's meetings say of it."""
        title = title_of(self._tools.pack, self._reading.locale, own.kind)
        return {"title": title, "slot": self.slot(own.starts_at)}

    def listed(self, meetings: Sequence[Own]) -> str:
        lines = (
            self.say("booking_line", number=str(number), **self.told(own))
            for number, own in enumerate(in_order(meetings), 1)
        )
        return "\n".join(lines)

    def untouched(self) -> str:
        """That the meetings besides the one in question stay as they are."""
        if len(self.others) == 1:
            return self.say("booking_untouched", **self.told(self.others[0]))
        return self.say("bookings_untouched", bookings=self.listed(self.others)) if self.others else ""

    def ends(self) -> str:
        """When the customer's meeting ends, by the length of its kind."""
        if self.own is None:
            return ""
        end = formats.clock(self.end_of(self.own).time(), self._reading.locale)
        return self.say("booking_ends", **self.told(self.own), end=end)

    def tell(self, key: str) -> Reply:
        buttons = (self.say("reply_move"), self.say("reply_cancel_booking"))
        return Reply(
            self.named(key), intent="scheduling", quick_replies=buttons, remember={"topic": TOPIC, **self._product()}
        )

    def not_yet(self, starts: Sequence[datetime], wish: Wish) -> Reply:
        """To who takes for booked what was only offered."""
        offered = self.list(starts, wish, "slots")
        told = " ".join(part for part in (self.say("booking_not_yet"), self.untouched()) if part)
        return replace(offered, text=f"{told}\n\n{offered.text}" if self.others else f"{told} {offered.text}")

    # -- offering

    def offer(self, wish: Wish, key: str | None = None, besides: Collection[datetime] = ()) -> Reply:
        """Times that suit the wish, or why there are none and others instead."""
        besides = {*besides, *([self.own.starts_at] if self.own else [])}
        starts = [] if wish.past else self.calendar.propose(wish, besides)
        if not starts and (wish.said or not besides):
            return self._instead(self._why(wish), self._alternatives(wish, besides), wish)
        return self.list(starts or self.calendar.propose(Wish()), wish, key or ("slots_move" if self.own else "slots"))

    def list(self, starts: Sequence[datetime], wish: Wish, key: str, reason: str = "") -> Reply:
        """The numbered times, each with its button."""
        if len(starts) == 1 and key in ("slots", "slots_move", "slots_others", "slots_instead"):
            return self.offer_one(starts[0], wish, reason)
        lines = "\n".join(
            self.say("slot_line", number=str(number), slot=self.slot(start)) for number, start in enumerate(starts, 1)
        )
        values = {"slots": lines}
        if key in ("slots", "slots_only"):
            values["title"] = formats.uncapitalized(self.title)
        elif key == "slots_instead":
            values["reason"] = reason
        elif key == "slots_move" and self.own:
            values |= {"title": self.own_title, "current": self.slot(self.own.starts_at)}
        last = "reply_person" if key == "slots_only" else "reply_other_slots"
        buttons = (*(self.button(start) for start in starts), self.say(last))
        return self._offered(self.say(key, **values), buttons, starts, wish)

    def offer_one(self, start: datetime, wish: Wish, reason: str = "") -> Reply:
        slot = self.slot(start)
        if reason:
            text = self.say("slot_one_instead", reason=reason, slot=slot)
        elif self.own:
            current = self.slot(self.own.starts_at)
            text = self.say("slot_one_move", title=self.own_title, current=current, slot=slot)
        elif self._may_be_of_another_kind:
            text = self.say("slot_one_of_kind", title=formats.uncapitalized(self.title), slot=slot)
        else:
            text = self.say("slot_one", slot=slot)
        yes = self.say("reply_move_yes" if self.own else "reply_book_yes")
        more = (self.say("reply_one_more"),) if self.own and self._reading.asks(meeting_cues.BOOK) else ()
        return self._offered(text, (yes, self.say("reply_other_slots"), *more), [start], wish)

    def _offered(self, text: str, buttons: tuple[str, ...], starts: Sequence[datetime], wish: Wish) -> Reply:
        remembered = offered(starts, wish, self.kind, self._whose)
        return Reply(text, intent="scheduling", quick_replies=buttons, awaiting="slot", remember=remembered)

    # -- booking

    def settle(self, start: datetime, wish: Wish) -> Reply:
        """Books it, or moves the customer's meeting there; says why not when it cannot be had."""
        if self.own and self.own.starts_at == start and not self.wants_another_kind:
            return self.tell("booking_found")
        if twin := self._twin(start):
            return Reply(self.say("booking_found", **self.told(twin)), intent="scheduling", remember={"topic": TOPIC})
        if refusal := self.calendar.refusal(start):
            return self.refuse(start, refusal, wish)
        action, booking_id = ("move", self.own.booking_id) if self.own else ("book", new_id())
        request = BookingRequest(action, booking_id, start, self.calendar.end_of(start), self.kind_id)  # type: ignore[arg-type]
        return Reply(
            self.say(
                "moved" if self.own and self.own.starts_at != start else "booked",
                title=self.title,
                slot=self.slot(start),
            ),
            intent="scheduling",
            quick_replies=(self.say("reply_move"), self.say("reply_cancel_booking")),
            booking=request,
            remember={
                **FORGET,
                **self._product(),
                "topic": TOPIC,
                **in_question(Own(booking_id, start, self.kind_id, self._whose), self.others),
            },
        )

    def _twin(self, start: datetime) -> Own | None:
        """The same person's meeting at that very time: it is booked already."""
        others = self.others if self.own is None and is_one_person(self._whose) else ()
        return next((other for other in others if (other.starts_at, other.whose) == (start, self._whose)), None)

    def cancel(self, own: Own) -> Reply:
        if self.others:
            return Reply(
                f"{self.named('booking_cancelled_one')}\n\n{self.untouched()}",
                intent="scheduling",
                booking=BookingRequest("cancel", own.booking_id),
                remember={**FORGET, "booking": None},
            )
        return Reply(
            self.named("booking_cancelled"),
            intent="scheduling",
            quick_replies=(self.say("reply_book"), self.say("reply_not_now")),
            awaiting="booking",
            booking=BookingRequest("cancel", own.booking_id),
            remember={**offered([], Wish(), self.kind, own.whose), "slots": None, "booking": None},
        )

    def exact(self, wish: Wish, is_order: bool) -> Reply:
        """One day and one hour: booked when that was an order, offered when it was a question."""
        start = self.calendar.at(wish.days[0], wish.at[0])
        if start is None:
            return self.offer(Wish(days=wish.days))
        if is_order:
            return self.settle(start, wish)
        refusal = self.calendar.refusal(start)
        return self.refuse(start, refusal, wish) if refusal else self.offer_one(start, wish)

    # -- refusing

    def refuse(self, start: datetime, refusal: Refusal, wish: Wish) -> Reply:
        """Why one time cannot be had, and what is near it."""
        besides = {self.own.starts_at} if self.own else set()
        return self._instead(self._reason(start, refusal), self.calendar.near(start, besides), wish)

    def _reason(self, start: datetime, refusal: Refusal) -> str:
        if refusal == "taken":
            return formats.capitalized(self.say("slot_taken", slot=self.slot(start)))
        if refusal == "soon":
            return self.say("slot_soon", notice=formats.duration(self._tools.pack.business.booking.notice_minutes))
        if refusal == "far":
            return self.say("slot_far", date=self._last_day())
        if refusal == "past":
            return self.say("slot_past")
        if refusal == "late":
            length = formats.duration(length_of(self.kind, self._tools.pack.business.booking))
            return self.say("slot_late", length=length, hours=self._held() or self._hours_on(start.date()))
        if refusal == "closed":
            return self._not_held_on(start.date()) or self._hours_on(start.date())
        return self._held() or self.say("slot_outside", hours=self._hours_on(start.date()))

    def _why(self, wish: Wish) -> str:
        """Why nothing suits a wish that is more than one time."""
        refusal = self.calendar.why_not(wish) or "taken"
        if refusal in ("past", "soon", "far"):
            return self._reason(self.calendar.now, refusal)
        if refusal == "taken":
            return self.say("slots_taken")
        if len(wish.days) == 1:
            return self._reason(datetime.combine(wish.days[0], _BUSINESS_DAY, self.calendar.hours.timezone), refusal)
        if refusal == "closed":
            held = (self._held_only_on(day) for day in wish.days)
            return next((text for text in held if text), self.say("days_closed"))
        return self._held() or self.say("slots_outside")

    def _held(self) -> str:
        """On which days and at which hours the kind is held; nothing of one without hours of its own."""
        if self.kind is None or self.kind.hours is None:
            return ""
        times = self._tools.phrases.weekdays(self.calendar.hours, self._reading.locale)
        return self.say("kind_held", title=formats.uncapitalized(self.title), times=times)

    def _held_only_on(self, closed: date) -> str:
        """On which days the kind is held, of a day on which that, and not the business, is why there is nothing."""
        if self.kind is None or self.kind.hours is None or self.calendar.hours.weekly(closed.weekday()):
            return ""
        times = self._tools.phrases.weekdays(self.calendar.hours, self._reading.locale, with_hours=False)
        return self.say("kind_held", title=formats.uncapitalized(self.title), times=times)

    def _not_held_on(self, day: date) -> str:
        """`Sábado não dá. Para odontopediatria, atendemos às terças e quintas.`"""
        held = self._held_only_on(day)
        weekday = formats.capitalized(formats.weekday(day.weekday(), self._reading.locale))
        return held and self.say("kind_not_on", weekday=weekday, held=held)

    def _hours_on(self, day: date) -> str:
        """`Sábado (28 de novembro) estamos fechados.`"""
        phrases, locale = self._tools.phrases, self._reading.locale
        found = opening_hours(self.calendar.hours, day)
        values = {"when": formats.capitalized(phrases.day(day, self.calendar.now.date(), locale))}
        kind = ""
        if found.holiday:
            kind, values["name"] = "_holiday", self._tools.pack.localize(found.holiday.name, locale)
        if not found.intervals:
            return self.say(f"hours_closed{kind}_on", **values)
        return self.say(f"hours{kind}_on", **values, hours=phrases.intervals(found.intervals, locale))

    def _alternatives(self, wish: Wish, besides: Collection[datetime]) -> Sequence[datetime]:
        """The nearest times of the same days, else the nearest days at a like time."""
        if same_days := self.calendar.around(wish, besides):
            return same_days
        around = wish.at[0][0] if wish.at else wish.earliest or _BUSINESS_DAY
        day = min(wish.days[0], self.calendar.last_day) if wish.days else self.calendar.now.date()
        return self.calendar.near(datetime.combine(day, around, self.calendar.hours.timezone), besides)

    def _instead(self, reason: str, starts: Sequence[datetime], wish: Wish) -> Reply:
        if starts:
            return self.list(starts, Wish(days=wish.days), "slots_instead", reason)
        return offering(self._tools, self._reading, "no_slots", "scheduling", date=self._last_day())

    def _last_day(self) -> str:
        return formats.day_month(self.calendar.last_day, self._reading.locale)
