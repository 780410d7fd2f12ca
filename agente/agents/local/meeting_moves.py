"""Moving the meeting that is booked: to the time that is named, to an earlier or a later one, or to another day."""

from collections.abc import Sequence
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
from agente.knowledge.analysis import words
from agente.scheduling.remembered import own_booking
from agente.scheduling.slots import spread
from agente.scheduling.when import Wish, refined, understand

INSTEAD: Final = regex(
    r",? (?:em vez|ao inv[eé]s|no lugar|inv[eé]s) d(?:[aeo]s?|e)\b|,? (?:instead|rather) (?:of|than)\b"
    r"|,? en (?:vez|lugar) de\b"
)

# "Das 10 pras 11", "de las 10 a las 11": "das 10 às 11" is rather a span of hours.
_FROM_TO: Final = regex(
    r"\b(?:das?|de(?: las)?|from) (?P<before>[\w:]+) (?:pr[ao]s?|para(?: as| las)?|to|a las) (?P<after>[\w:]+[^,;.!?]*)"
)


# "Pra terça que ela tem prova amanhã": why, and no time; "pra semana que vem", "pro dia que tiver" are.
_WHY: Final = regex(
    r"\s(?:q|que) (?!(?:vem|vier|seja|n[aã]o seja|for|fosse|tiver|tenha|der|puder|horas?|dia|h[aá]|voc[eê]s?|vcs?)\b)"
    r"|\s(?:porque|pq|pois|j[aá] q(?:ue)?|por causa|because|since|ya que)\b"
)


def move(tools: Toolbox, reading: Reading, desk: Desk, own: datetime) -> Reply:
    """Moves to the time that is named; "de quinta para sexta" names the new one last."""
    target = _from_hour_to_hour(tools, reading, own) or _target(tools, reading)
    wish = target or reading.wish()
    if target is None and (other := _other_hour_of_day(reading, wish, own)):
        return desk.offer(other)
    if target is None and wish.days == (own.date(),):
        # "A reunião de sexta": which one, not when.
        wish = Wish() if not wish.at or own.time() in wish.at[0] else wish
    wish = at_its_hour(reading, wish, own)
    if wish.at and not wish.days:
        wish = refined(Wish(days=(own.date(),)), wish)
    if either := first_or_else(tools, reading, desk, Wish(days=wish.days)):
        return desk.exact(either, is_order=True) if either.is_exact else desk.offer(either)
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


def answer_other_day(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Hoje não consigo mais, só amanhã. vocês abrem sábado?", of who has an hour today: times of the other day."""
    own = own_booking(reading.turn.state, reading.turn.now)
    if own is None:
        return None
    wish = reading.wish()
    if not wish.days or own.starts_at.date() not in wish.unwanted or reading.asks(meeting_cues.CANCEL):
        return None
    if any(reading.asks(cue) for cue in meeting_cues.CHANGES):
        return None
    return open_desk(tools, reading).offer(wish)


def first_or_else(tools: Toolbox, reading: Reading, desk: Desk, before: Wish) -> Wish | None:
    """Of "não tem 18? se não tiver pode ser 17" the first that can be had; None when there are no two."""
    first, *behind = meeting_cues.IF_NOT.split(reading.turn.text.lower(), maxsplit=1)
    if not behind:
        return None
    wish, other = (_named_time(tools, reading, part) for part in (first, behind[0]))
    if not (wish.is_bounded and other.said):
        return None
    whole = refined(before, wish)
    return whole if desk.calendar.propose(whole) else refined(whole, other)


def _named_time(tools: Toolbox, reading: Reading, text: str) -> Wish:
    number = meeting_cues.bare_number(list(words(text)))
    told = text if number is None else f"as {number}"
    return understand(told, reading.turn.now, tools.holidays)


def _from_hour_to_hour(tools: Toolbox, reading: Reading, own: datetime) -> Wish | None:
    """The hour that the meeting's own is to be changed for: "das 10 pras 11", of who has it at ten."""
    said = _FROM_TO.search(" ".join(reading.turn.text.lower().split()))
    if said is None or reading.asks(meeting_cues.ANY):
        return None
    before, after = (understand(f"as {hour}", reading.turn.now, tools.holidays) for hour in said.groups())
    is_theirs = len(before.at) == 1 and own.time() in before.at[0]
    return after if is_theirs and len(after.at) == 1 else None


def _other_hour_of_day(reading: Reading, wish: Wish, own: datetime) -> Wish | None:
    """ "Mais tarde no mesmo dia", "mais cedo amanhã", of who has an hour tomorrow."""
    if wish.is_bounded or not (wish.days == (own.date(),) or reading.asks(meeting_cues.SAME_DAY)):
        return None
    if reading.asks(meeting_cues.LATER_HOUR):
        return Wish(days=(own.date(),), earliest=own.time())
    return Wish(days=(own.date(),), latest=own.time()) if reading.asks(meeting_cues.EARLIER_HOUR) else None


def _target(tools: Toolbox, reading: Reading) -> Wish | None:
    """The last time that stands behind a "para"; "pra mim segunda não dá" names none."""
    parts = meeting_cues.TO.split(" ".join(reading.turn.text.lower().split()))
    for place in range(len(parts) - 1, 0, -1):
        named = _WHY.split(PART_END.split(parts[place])[0], maxsplit=1)[0]
        wish = understand(named, reading.turn.now, tools.holidays)
        if wish.said and not wish.unwanted:
            behind = [parts[place][len(named) :], *parts[place + 1 :]]
            return _with_hours_behind(tools, reading, named, behind)
    return None


def _with_hours_behind(tools: Toolbox, reading: Reading, named: str, behind: Sequence[str]) -> Wish:
    """The day of "dá pra mudar pra sexta? mais tarde que 17" or "pra sexta, às 17", with what follows of its hours."""
    wish = understand(named, reading.turn.now, tools.holidays)
    if wish.is_bounded and not wish.doubtful:
        return wish
    told = [piece.strip(" ?") for part in behind for piece in PART_END.split(part) if _tells_hours(reading, piece)]
    return understand(" ".join([named, *told]), reading.turn.now, tools.holidays)


def _tells_hours(reading: Reading, piece: str) -> bool:
    """Bounds, whatever stands beside them; an hour only by itself: "às 17 eu saio" asks for none."""
    said = reading.reread(piece)
    wish = said.wish()
    if wish.days or wish.unwanted:
        return False
    is_bound = wish.earliest is not None or wish.latest is not None
    return is_bound or (
        (bool(wish.at) or said.asks(meeting_cues.SAME_HOUR)) and not meeting_cues.other_words(said.rest)
    )


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
