"""Moving the meeting that is booked: to the time that is named, to an earlier or a later one, or to another day."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from agente.agents.local import meeting_cues
from agente.agents.local.clauses import PART_END, clauses_of
from agente.agents.local.meeting_desk import Desk, open_desk
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.kit.patterns import regex
from agente.scheduling.remembered import own_booking
from agente.scheduling.slots import spread
from agente.scheduling.when import Wish, refined, understand

INSTEAD: Final = regex(
    r",? (?:em vez|ao inv[eé]s|no lugar|inv[eé]s) d(?:[aeo]s?|e)\b|,? (?:instead|rather) (?:of|than)\b"
    r"|,? en (?:vez|lugar) de\b"
)


def move(tools: Toolbox, reading: Reading, desk: Desk, own: datetime) -> Reply:
    """Moves to the time that is named; "de quinta para sexta" names the new one last."""
    target = _target(tools, reading)
    wish = target or reading.wish()
    if target is None and wish.days == (own.date(),):
        # "A reunião de sexta": which one, not when.
        wish = Wish() if not wish.at or own.time() in wish.at[0] else wish
    wish = at_its_hour(reading, wish, own)
    if wish.at and not wish.days:
        wish = refined(Wish(days=(own.date(),)), wish)
    if wish.is_exact:
        supposes = "?" in reading.turn.text and reading.asks(meeting_cues.WOULD_BE)
        return desk.exact(wish, is_order=not supposes)
    if not wish.said and reading.asks(meeting_cues.EARLIER):
        return _earlier(desk, own)
    if not wish.said and reading.asks(meeting_cues.LATER):
        return desk.offer(Wish(days=tuple(own.date() + timedelta(days=ahead) for ahead in range(1, 15))))
    return desk.offer(wish)


def answer_instead(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Pode ser as 11 em vez das 10?", whatever is asked beside it."""
    if not own_booking(reading.turn.state, reading.turn.now):
        return None
    texts = (INSTEAD.split(clause.text.lower()) for clause in clauses_of(reading.turn.text))
    told = next((before for before, *behind in texts if behind and reading.reread(before).wish().said), None)
    if told is None:
        return None
    desk = open_desk(tools, reading)
    return move(tools, reading.reread(told), desk, desk.own.starts_at) if desk.own else None


def _target(tools: Toolbox, reading: Reading) -> Wish | None:
    """The last time that stands behind a "para"; "pra mim segunda não dá" names none."""
    parts = meeting_cues.TO.split(" ".join(reading.turn.text.lower().split()))
    named = (understand(PART_END.split(part)[0], reading.turn.now, tools.holidays) for part in reversed(parts[1:]))
    return next((wish for wish in named if wish.said and not wish.unwanted), None)


def at_its_hour(reading: Reading, wish: Wish, own: datetime) -> Wish:
    """ "Muda pra quinta, na mesma hora": the day that is named, at the hour of the meeting."""
    if not wish.days or wish.is_bounded or not reading.asks(meeting_cues.SAME_HOUR):
        return wish
    return replace(wish, at=((own.time(),),))


def _earlier(desk: Desk, than: datetime) -> Reply:
    starts = spread([start for start in desk.calendar.matching(Wish()) if start < than])
    if starts:
        return desk.list(starts, Wish(), "slots_move")
    return Reply(desk.say("no_earlier_slots", slot=desk.slot(than)), intent="scheduling", awaiting="booking")
