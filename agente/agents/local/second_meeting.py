"""A meeting besides those that are booked: it is booked too, up to a few, and what is booked stays as it is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from agente.agents.local import cues, meeting_cues
from agente.agents.local.answering import Answerer, first_reply, helpful_reply
from agente.agents.local.beside import acting_and_answering, answers_beside, without_offer
from agente.agents.local.clauses import MOST, clauses_of
from agente.agents.local.meeting_desk import FORGET, TOPIC, Desk, open_desk
from agente.agents.local.meeting_errands import errand_of
from agente.agents.local.meeting_focus import mine_of, on_one
from agente.agents.local.meeting_names import answer_in_whose_name
from agente.agents.local.meeting_parts import pieces_of
from agente.agents.local.meeting_treatment import with_treatment
from agente.agents.local.meetings import answer_change
from agente.agents.local.offers import offering
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply, merged
from agente.agents.local.second_meeting_cues import BESIDE_THEIRS, IN_A_ROW
from agente.agents.local.toolbox import Toolbox
from agente.agents.local.whose import ME, behind_person, may_be_same, whose_is
from agente.kit.patterns import regex
from agente.knowledge.analysis import folded
from agente.scheduling.kinds import length_of
from agente.scheduling.remembered import MOST_MEETINGS, in_question, proposed, proposed_kind, proposed_whose
from agente.scheduling.slots import MAX_PROPOSED, suits
from agente.scheduling.when import Wish, refined

MAX_LEFT = 500  # characters of the wish that the team is left, or that waits for the first to be booked
# "No mesmo dia", "logo depois": near the one that is booked.
_NEAR = cues.cue(
    r"mesm[oa] (?:dia|data|horario|hora|manha|tarde)|mismo dia|misma (?:hora|manana|tarde)"
    r"|same (?:day|time|morning|afternoon)|logo (?:depois|antes|em seguida)"
    r"|seguid[oa]s?|junt[oa]s?|right (?:after|before)|back to back|together"
)
_YES = regex(r"(?:sim|yes|si)\b")
_BEFORE = cues.cue(r"antes|before")
_TOGETHER = cues.cue(r"junt[oa]s?|together")


def another_booked(booking: Sequence[Answerer], answerers: Sequence[Answerer]) -> Answerer:
    """Books another meeting, or offers times for it; what the message asks beside it is answered by `answerers`."""

    def answer_another(tools: Toolbox, reading: Reading) -> Reply | None:
        if not reading.turn.state.get("another"):
            return None
        desk = open_desk(tools, reading)
        if not desk.others:
            return None  # cancelled meanwhile: it is the only one
        if changed := _changed(tools, reading, desk):
            return replace(changed, remember={**changed.remember, "then": reading.turn.text, "another": None})
        if len(desk.others) >= MOST_MEETINGS:
            return by_a_person(tools, reading, desk)
        chosen = _of_those_on_offer(tools, desk, reading, answerers)
        if chosen is None and reading.turn.state.get("slots") and "?" not in reading.turn.text:
            chosen = first_reply(booking, tools, reading)
        reply = chosen or book(desk, reading, is_order=reading.asks(meeting_cues.BOOK))
        return _with_the_others(desk, with_treatment(tools, reading, desk, reply))

    def answer_with_beside(tools: Toolbox, reading: Reading) -> Reply | None:
        """ "Ficou no nome dele? e marca uma pra mim": what is asked of the one that is booked is answered first."""
        reply = both(tools, reading)
        told = _told_beside(tools, reading, answerers) if reply else None
        if reply is None or told is None:
            return reply
        said = merged([told, reply])
        return replace(reply, text=said.text, citations=said.citations, totals=said.totals)

    both = acting_and_answering(answer_another, answerers)
    return answer_with_beside


def _told_beside(tools: Toolbox, reading: Reading, answerers: Sequence[Answerer]) -> Reply | None:
    """The answers to what is asked, beside the wish for another one, of the one that is booked."""
    beside = reading.turn.state.get("beside")
    clauses = clauses_of(beside) if isinstance(beside, str) else ()
    asking = [clause.text for clause in clauses if clause.asks and not clause.is_bare][:MOST]
    if not asking:
        return None
    booked = mine_of(reading)[0]
    parts = [on_one(reading, booked, text) for text in asking]
    named = [reply for part in parts if (reply := answer_in_whose_name(tools, part))]
    # When it is is told with what stays as it is.
    told = [*named, *answers_beside(tools, [part for part in parts if errand_of(part) is None], answerers)]
    return without_offer(tools, reading, told) if told else None


def answer_not_booked(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "E o do Rafael às 11, ficou marcado?", when only another one is: no, and a time for him."""
    if not reading.turn.state.get("unbooked"):
        return None
    desk = open_desk(tools, reading)
    if not desk.others:
        return None
    if len(desk.others) >= MOST_MEETINGS:
        return by_a_person(tools, reading, desk)
    offered = _with_the_others(desk, book(desk, reading, is_order=False))
    return replace(offered, text=f"{desk.say('booking_not_that')} {offered.text}")


def answer_untouched(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "O dele deixa como está", and nothing else: of the meeting that is meant."""
    if not reading.turn.state.get("untouched"):
        return None
    desk = open_desk(tools, reading)
    if desk.own is None:
        return None
    # What is said next is said of another one, if there is one.
    after = in_question(desk.others[0], [*desk.others[1:], desk.own]) if desk.others else {}
    return Reply(desk.named("booking_kept"), intent="scheduling", remember={**FORGET, **after, "topic": TOPIC})


def with_next(tools: Toolbox, reading: Reading, reply: Reply) -> Reply:
    """A meeting that was booked or moved, with times for the one that waited for it."""
    then = reply.remember.get("then") or reading.turn.state.get("then")
    if not isinstance(then, str) or reply.booking is None or reply.booking.action == "cancel":
        return reply
    after = reading.reread(then, **reply.remember, awaiting=None)
    desk = open_desk(tools, after)
    mine = [own for own in (desk.own, *desk.others) if own]
    state = reading.turn.state
    left, whose = _for_the_other(after, then, mine[0].whose if mine else None, proposed_whose(state))
    named = tools.kinds.named(reading.turn.text)
    denied = named is not None and named.kind is None  # "odontopediatria não"
    kind = None if denied or whose != proposed_whose(state) else proposed_kind(state)
    wish = {"wish": {"whose": whose, "kind": kind}} if whose else {}
    following = after.reread(left, **in_question(None, mine), **wish)
    desk = open_desk(tools, following)
    if len(mine) >= MOST_MEETINGS:
        offered = by_a_person(tools, following, desk)
    else:
        offered = book(desk, following, is_order=False)
    text = f"{reply.text}\n\n{tools.phrases.say('booking_next', reading.locale)} {offered.text}"
    remember = {**reply.remember, **in_question(None, mine), **offered.remember, "then": None}
    return replace(
        reply,
        text=text if offered.awaiting == "slot" else f"{reply.text}\n\n{offered.text}",
        quick_replies=offered.quick_replies,
        awaiting=offered.awaiting,
        remember=remember,
    )


def _for_the_other(reading: Reading, then: str, booked: str | None, offered: str | None) -> tuple[str, str | None]:
    """A wish for two without the one who is booked, and for whom the rest is, where that does not say it itself.

    "Pra mim, no mesmo dia" of "pra mim e pra minha filha no mesmo dia"; whole where it tells of nobody else.
    """
    told = [(piece, whose_is(piece, reading.reread(piece).spoken)) for piece in pieces_of(then)]
    theirs = [piece for piece, whose in told if booked and whose and may_be_same(booked, whose)]
    others = [piece for piece, whose in told if whose and piece not in theirs]
    is_swapped = not others and offered is not None and not may_be_same(offered, booked)
    if not theirs or not (others or is_swapped):
        return then, None
    left = " ".join(behind_person(piece) if piece in theirs else f"{piece.rstrip(' ,')}," for piece, _ in told)
    is_mine = bool(others) and {whose for piece, whose in told if piece in others} == {ME}
    return left.strip(), offered if is_swapped else ME if is_mine else None


def book(desk: Desk, reading: Reading, *, is_order: bool) -> Reply:
    """Another meeting at the time that is named, or times for it: near the one before where that is said."""
    wish = _near(reading, desk, reading.wish())
    if not wish.said:
        wish = Wish.from_json(reading.turn.state.get("wish"))
    if wish.days and wish.at:
        wish = replace(wish, soonest=False)  # "agora a minha, terça 15h"
    if wish.is_exact:
        return desk.exact(wish, is_order)
    behind = desk.end_of(desk.others[0])
    if reading.asks(IN_A_ROW) and not reading.asks(_BEFORE) and desk.calendar.refusal(behind) is None:
        later = [start for start in desk.calendar.propose(wish) if start != behind]
        return desk.list([behind, *later][:MAX_PROPOSED], wish, "slots")
    at_once = reading.asks(meeting_cues.SAME_HOUR) or reading.asks(_TOGETHER)
    return desk.offer(wish, besides=() if at_once else [other.starts_at for other in desk.others])


def by_a_person(tools: Toolbox, reading: Reading, desk: Desk) -> Reply:
    """To who has as many as are booked here: a person books the next one, and is told of the wish."""
    asked = offering(tools, reading.reread(reading.turn.text, awaiting=None), "booking_second", "scheduling")
    remember = {**FORGET, "topic": TOPIC, "another": None, "for_team": left_for_team(reading)}
    return replace(asked, text=f"{desk.untouched()}\n\n{asked.text}", remember=remember)


def _of_those_on_offer(tools: Toolbox, desk: Desk, reading: Reading, answerers: Sequence[Answerer]) -> Reply | None:
    """ "A minha limpeza 15h", of times that are on offer for it."""
    wish = reading.wish()
    suiting = [slot for slot in proposed(reading.turn.state, reading.turn.now) if wish.at and suits(slot, wish)]
    if len(suiting) != 1:
        return None
    clauses = clauses_of(reading.turn.text)
    naming = next((clause for clause in clauses if reading.reread(clause.text).wish().at), None)
    asked = [reading.reread(clause.text) for clause in clauses if clause.asks and clause is not naming]
    orders = naming is not None and not naming.asks
    if naming and reading.reread(naming.text).asks(meeting_cues.IF):
        orders = orders and any(_says_yes(helpful_reply(answerers, tools, part)) for part in asked)
    return desk.settle(suiting[0], wish) if orders else desk.offer_one(suiting[0], wish)


def _says_yes(reply: Reply | None) -> bool:
    """ "Sim, Avaliação tem cobertura por convênio.", behind "o convênio cobre? se cobrir marca às 10h"."""
    return reply is not None and _YES.match(folded(reply.text)) is not None


def _with_the_others(desk: Desk, reply: Reply) -> Reply:
    """What is said of the meetings that stay stands behind what was done, and before what is asked."""
    stays = desk.untouched()
    text = f"{reply.text}\n\n{stays}" if reply.booking else f"{stays}\n\n{reply.text}"
    return replace(reply, text=text, remember={**reply.remember, "another": None})


def _near(reading: Reading, desk: Desk, wish: Wish) -> Wish:
    first = desk.others[0].starts_at
    beside = reading.asks(_NEAR)
    if reading.asks(BESIDE_THEIRS) and not wish.is_bounded:
        return _right_beside(reading, desk, wish)
    if reading.asks(IN_A_ROW) and not (reading.asks(_BEFORE) or wish.at):
        return _in_a_row(desk, wish)
    if wish.days or not (beside or wish.at):
        return wish
    if reading.asks(meeting_cues.SAME_HOUR) and not wish.at:
        wish = replace(wish, at=((first.time(),),))
    return refined(Wish(days=(first.date(),)), wish) if wish.said else Wish(days=(first.date(),))


def _right_beside(reading: Reading, desk: Desk, wish: Wish) -> Wish:
    """ "Logo depois da dele", from its end on; "antes da dele", up to then."""
    first = desk.others[0]
    days = wish.days or (first.starts_at.date(),)
    if reading.asks(_BEFORE):
        latest = first.starts_at - timedelta(minutes=length_of(desk.kind, desk.rules))
        return replace(wish, days=days, latest=latest.time())
    return replace(wish, days=days, earliest=desk.end_of(first).time(), soonest=True)


def _in_a_row(desk: Desk, wish: Wish) -> Wish:
    """From the end of the first on, on its day, whatever part of the day was wished for both."""
    first = desk.others[0]
    ends = desk.end_of(first).time()
    latest = wish.latest if wish.latest and wish.latest > ends else None
    return replace(wish, days=(first.starts_at.date(),), earliest=ends, latest=latest, soonest=True)


def _changed(tools: Toolbox, reading: Reading, desk: Desk) -> Reply | None:
    """What the message does to a meeting that is booked: "volta a dela pras 14h, e o Pedro é outra consulta"."""
    text = reading.turn.state.get("beside")
    beside = on_one(reading, desk.others[0], text) if isinstance(text, str) and text else None
    if beside is None or not any(beside.asks(cue) for cue in meeting_cues.CHANGES):
        return None
    changed = answer_change(tools, beside)
    return changed if changed and changed.booking else None


def left_for_team(reading: Reading) -> str:
    """The wish for the person who is called, with what was said of it just before."""
    before = reading.turn.state.get("for_team")
    return "\n".join(text for text in (before, reading.turn.text) if isinstance(text, str))[-MAX_LEFT:]
