"""What a message does and what it asks beside it are both served: "pode chamar. mas quanto custa a migração?"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from agente.agents.local import meeting_cues
from agente.agents.local.answering import Answerer, helpful_replies, helpful_reply
from agente.agents.local.clauses import MOST, Clause, clauses_of
from agente.agents.local.handover import answer_waiting, only_leaves_message
from agente.agents.local.meeting_desk import TOPIC, booked_products
from agente.agents.local.offers import rest_unknown, with_way_on
from agente.agents.local.products import THEIRS_WILL_DO, about
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply, merged
from agente.agents.local.second_meeting_cues import IN_A_ROW, RIGHT_BESIDE_THEIRS
from agente.agents.local.several import NO_ANSWERS
from agente.agents.local.toolbox import Toolbox

MAX_NEAR_WORDS = 2  # besides the times, of what says near which meeting another one is to be
# "Tá, mas quantas notas tem?" says no yes to what was offered.
_GOES_ON_BY_BUT: Final = re.compile(
    r"\W*(?:t[aá]|ok|okay|certo|entendi|blz|beleza|hmm+|vale)[\s,]+(?:mas|but|pero)\b", re.IGNORECASE
)
_FOR_A_TIME: Final = (
    meeting_cues.BOOK,
    meeting_cues.BOOKING,
    meeting_cues.AVAILABLE,
    meeting_cues.VACANCY,
    meeting_cues.SEE_ME,
    meeting_cues.OTHERS,
    meeting_cues.EARLIER,
    meeting_cues.LATER,
    meeting_cues.MOVE_IT,
    meeting_cues.STATUS,
    meeting_cues.STATUS_LIKE,
)


def acting_and_answering(act: Answerer, answerers: Sequence[Answerer]) -> Answerer:
    """What `act` does, and the answers to what the message asks besides."""

    def answer_both(tools: Toolbox, reading: Reading) -> Reply | None:
        acted = act(tools, reading)
        return acted and _with_answers(tools, reading, acted, act, answerers)

    return answer_both


def settling_and_answering(settle: Answerer, answerers: Sequence[Answerer]) -> Answerer:
    """The same for what answers our own question: it is told apart from the customer's questions first."""

    def answer_both(tools: Toolbox, reading: Reading) -> Reply | None:
        clauses = clauses_of(reading.turn.text)
        said = " ".join(clause.text for clause in clauses if not clause.asks)
        if not said or all(not clause.asks for clause in clauses) or _GOES_ON_BY_BUT.match(reading.turn.text):
            return settle(tools, reading)
        settled = settle(tools, reading.reread(said, asked=reading.turn.state.get("asked")))
        if settled is None or not (settled.handoff or settled.booking or settled.awaiting):
            return settle(tools, reading)  # "certo!" is nothing to say beside an answer
        return _with_answers(tools, reading, settled, settle, answerers)

    return answer_both


def noting_and_answering(answerers: Sequence[Answerer]) -> Answerer:
    """What is noted for the team that is not there yet, and the answers to what we know: they wait for nobody.

    Who asked goes on with us until a message asks nothing that we know; that one is the last before the silence.
    """

    def answer_both(tools: Toolbox, reading: Reading) -> Reply | None:
        noted = answer_waiting(tools, reading)
        if noted is None:
            return None
        asking = [clause.text for clause in clauses_of(reading.turn.text) if clause.asks and not clause.is_bare][:MOST]
        told = answers_beside(tools, [reading.reread(text, awaiting=None) for text in asking], answerers)
        if not told:
            return noted
        only_asks = only_leaves_message(reading)
        said = merged(told if only_asks else [*told, noted])
        answered = replace(noted, text=said.text, citations=said.citations, totals=said.totals)
        if not only_asks:
            return replace(answered, awaiting="message")
        return replace(answered, awaiting="contact" if reading.turn.state.get("awaiting") == "contact" else "message")

    return answer_both


def _with_answers(
    tools: Toolbox, reading: Reading, acted: Reply, act: Answerer, answerers: Sequence[Answerer]
) -> Reply:
    """What was done stands last when it asks the customer something, or says who comes."""
    asking = _asked_with_topic(clauses_of(reading.turn.text))
    known = {**_known(tools, reading, acted), "awaiting": None}
    parts: list[tuple[Reading, Reading]] = []
    for text, whole in asking:
        part = reading.reread(text, **known)
        if not _is_near(part, acted) and (_is_beside_times(part, acted) or act(tools, part) is None):
            parts.append((part, part if text == whole else reading.reread(whole, **known)))
    answers = [_answered(tools, part, whole, acted, answerers) for part, whole in parts]
    left = [part.turn.text for part, reply in answers if reply is None and part.says_enough]
    told = _that_tell([reply for _, reply in answers if reply])
    if left and not acted.handoff:  # whoever comes reads the question
        unknown = Reply(rest_unknown(tools, reading, left))
        told.append(unknown if acted.awaiting else replace(with_way_on(tools, reading, unknown, " "), awaiting=None))
    if not told:
        return acted
    answered = without_offer(tools, reading, told)
    both = merged([answered, acted] if acted.awaiting or acted.handoff else [acted, answered])
    return replace(
        acted,
        text=both.text,
        citations=both.citations,
        totals=both.totals,
        remember={**both.remember, **acted.remember},
    )


def _asked_with_topic(clauses: Sequence[Clause]) -> list[tuple[str, str]]:
    """Each question, and the same behind what the sentence named before it: "e a planilha, dá pra importar?"."""
    before = (None, *clauses)
    asked = [
        (clause.text, f"{topic.text}, {clause.text}" if topic and not topic.asks and _goes_on(topic) else clause.text)
        for topic, clause in zip(before, clauses, strict=False)
        if clause.asks and not clause.is_bare
    ]
    return asked[:MOST]


def _goes_on(clause: Clause) -> bool:
    return not clause.text.rstrip().endswith((".", "!", "?", ";"))


def _answered(
    tools: Toolbox, part: Reading, whole: Reading, acted: Reply, answerers: Sequence[Answerer]
) -> tuple[Reading, Reply | None]:
    """The answer to a question, read with its topic where alone it tells nothing."""
    told = _told_of(part, acted, answer_question(answerers, tools, part))
    if part.turn.text == whole.turn.text or (told and _that_tell([told])):
        return part, told
    behind = _told_of(whole, acted, helpful_reply(answerers, tools, whole))
    return (whole, behind) if behind and _that_tell([behind]) else (part, told)


def answer_question(answerers: Sequence[Answerer], tools: Toolbox, part: Reading) -> Reply | None:
    """What answers a question as a whole, else what stands before its comma: "como pago, na hora?"."""
    first, comma, _ = part.turn.text.partition(",")
    told = helpful_reply(answerers, tools, part)
    if told or not comma or not part.says_enough or part.asks(THEIRS_WILL_DO):
        return told
    asked = part.reread(f"{first}?", **part.turn.state)
    return helpful_reply(answerers, tools, asked)


def without_offer(tools: Toolbox, reading: Reading, told: Sequence[Reply]) -> Reply:
    """The answers as one, without the offer of a person or of a time, for something else is asked behind them."""
    booking = tools.phrases.say("booking_offer", reading.locale)
    told = [replace(reply, text=reply.text.removesuffix(booking).rstrip()) for reply in told]
    closing = tools.phrases.say("offer_person", reading.locale)
    return replace(merged(told), text=merged(told, closing).text.removesuffix(closing).rstrip())


def _is_beside_times(part: Reading, acted: Reply) -> bool:
    """Whether a part names no time and asks for none, though times are offered: the router alone took it for that."""
    if acted.awaiting != "slot" or acted.intent != "scheduling" or part.wish().said or not part.says_enough:
        return False
    return not any(part.asks(cue) for cue in _FOR_A_TIME)


def _is_near(part: Reading, acted: Reply) -> bool:
    """Whether a part says near which meeting another one is to be, "dá pra ser logo depois da dela?": it was heard."""
    times = acted.intent == "scheduling" and (acted.booking is not None or acted.awaiting == "slot")
    near = part.asks(IN_A_ROW) or part.asks(RIGHT_BESIDE_THEIRS)
    return times and near and meeting_cues.other_words(part.rest) <= MAX_NEAR_WORDS


def _told_of(part: Reading, acted: Reply, reply: Reply | None) -> Reply | None:
    """More times are no answer to what is asked beside those that are offered."""
    return None if reply and reply.intent == "scheduling" and _is_beside_times(part, acted) else reply


def _known(tools: Toolbox, reading: Reading, acted: Reply) -> Mapping[str, Any]:
    """What the other parts go on from: "quero marcar uma avaliação, é pago?" asks of what is booked."""
    wants_one = reading.asks(meeting_cues.BOOK) and not reading.wish().past
    if acted.intent != "scheduling" or not wants_one:
        return acted.remember
    booked = booked_products(tools, reading.locale)
    return {**(about(booked) if len(booked) == 1 else {"topic": TOPIC}), **acted.remember}


def answers_beside(tools: Toolbox, parts: Sequence[Reading], answerers: Sequence[Answerer]) -> list[Reply]:
    """Those that tell something: no small talk, and nothing about the meeting that was seen to."""
    return _that_tell(helpful_replies(answerers, tools, parts))


def _that_tell(replies: Sequence[Reply]) -> list[Reply]:
    return [reply for reply in replies if reply.intent not in (*NO_ANSWERS, "scheduling")]
