"""Our question answered and another asked in one message: "o segundo. e quanto é a avaliação?"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agente.agents.local import (
    cards,
    cues,
    handover,
    meeting_cues,
    meeting_terms,
    meetings,
    pricing,
    products,
    qualification,
    stances,
)
from agente.agents.local.answering import Answerer, first_reply
from agente.agents.local.beside import answer_question, answers_beside, without_offer
from agente.agents.local.clauses import MOST, Clause, clauses_of
from agente.agents.local.meeting_desk import open_desk, with_kind
from agente.agents.local.meeting_errands import asks_still, without_still
from agente.agents.local.offers import with_rest_open
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply, each_once, merged
from agente.agents.local.several import each_answered_by
from agente.agents.local.toolbox import Toolbox
from agente.knowledge.analysis import folded, words
from agente.scheduling.when import Wish

# "Mas antes, quanto custa?": the choice waits for the answer.
_FIRST_OF_ALL = re.compile(r"^(?:(?:mas|so que|e|porem|but|pero) )?(?:antes|primeiro|before that|first|primero)\b")
# "Mas com dentista de adulto", "de preferência a doutora".
_WHO_TREATS = cues.cue(
    r"^(?:(?:mas|e|so|que|seja|tem|de|preferencia|ser|but|pero|prefiro|quero|queria|prefer\w*|quiero|i|d|like|se"
    r"|possivel|der) )*(?:com|with|con) (?!(?:voce|voces|vc|vcs|urgencia|you|ustedes)\b)",
    r"(?:doutora?|dra?|medic[oa]|dentista|profissional|professora?|doctora?|dentist|profesional)",
)
_BUT = re.compile(
    r"(.{1,24}?)(?:,? (?=(?:mas|s[oó] que|pero|but)\b)|, (?=(?:e|and|y)\b))(.+)", re.IGNORECASE | re.DOTALL
)


def choice_and_question(answerers: Sequence[Answerer]) -> Answerer:
    """Books what the first part chooses, or says why we ask, and answers the others; none when either is missing."""

    def answer_both(tools: Toolbox, reading: Reading) -> Reply | None:
        if held := _held(tools, reading, answerers):
            return held
        orders = _orders(reading, _with_first_alone(clauses_of(reading.turn.text)))
        found = ((clauses, settled) for clauses in orders if (settled := _settled(tools, reading, clauses)))
        clauses, settled = next(found, ((), None))
        if settled is None:
            return None
        read = [
            (clause, reading.reread(clause.text, **settled.remember, awaiting=None)) for clause in clauses[1 : MOST + 1]
        ]
        calling = [part for _, part in read if not _says_who_treats(part)] if settled.booking else ()
        asked = (handover.answer_asked(tools, part) for part in calling)
        if called := next(filter(None, asked), None):  # "o segundo. e me chama uma pessoa"
            return replace(merged([settled, called]), awaiting=called.awaiting, quick_replies=called.quick_replies)
        behind = [part for clause, part in read if clause.asks or not settled.booking or part.asks(cues.PRICE)]
        parts = [part for part in behind if part.asks(cues.PRICE) or not _only_tells(part)]
        answers = [(part, answer_question((_answer_still, _answer_terms, *answerers), tools, part)) for part in parts]
        told = [reply for _, reply in answers if reply]
        left = [part.turn.text for part, reply in answers if reply is None]
        texts = [settled.text, *(reply.text for reply in told)]
        both = replace(
            settled,
            text="\n\n".join(each_once(texts)),
            citations=tuple(citation for reply in told for citation in reply.citations),
            totals=settled.totals.union(*(reply.totals for reply in told)),
        )
        if not left:
            return both
        # The buttons stay those of what was settled.
        return replace(with_rest_open(tools, reading, both, left), quick_replies=settled.quick_replies)

    return answer_both


def _says_who_treats(reading: Reading) -> bool:
    """ "Mas com dentista de adulto", behind a time that is taken: a wish for who is there, and no call for a person."""
    called = reading.asks(cues.HUMAN) or not cues.HUMAN_ALONE.isdisjoint(reading.words)
    return not called and reading.asks(_WHO_TREATS)


def _answer_still(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "E a da Bia continua, né?", behind the choice of a time for another one."""
    if not asks_still(reading) or not reading.turn.state.get("bookings"):
        return None
    stays = open_desk(tools, reading).untouched()
    return Reply(stays, intent="scheduling") if stays else None


def _answer_terms(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "E se eu precisar desmarcar de novo, paga alguma coisa?", behind the choice of a time."""
    changing = reading.asks(meeting_cues.CHANGE_VERB)
    return meeting_terms.answer_charged(tools, reading) if changing else None


def _held(tools: Toolbox, reading: Reading, answerers: Sequence[Answerer]) -> Reply | None:
    """ "As 16h. mas antes, quanto custa um canal?": the price, and the hour to be said yes to."""
    clauses = _with_first_alone(clauses_of(reading.turn.text))[: MOST + 1]
    if not clauses or clauses[0].asks or reading.turn.state.get("awaiting") != "slot":
        return None
    first, *others = clauses
    asking = [other.text for other in others if other.asks]
    if not (asking and any(_FIRST_OF_ALL.search(folded(other.text)) for other in others)):
        return None
    chosen = meetings.answer_proposal(tools, reading.reread(first.text, **with_kind(tools, reading)))
    if chosen is None or chosen.booking is None or chosen.booking.starts_at is None:
        return None
    told = answers_beside(tools, [reading.reread(text, awaiting=None) for text in asking], answerers)
    if not told:
        return None
    offered = open_desk(tools, reading).offer_one(chosen.booking.starts_at, Wish())
    answered = without_offer(tools, reading, told)
    return replace(
        merged([answered, offered]),
        intent=answered.intent,
        awaiting=offered.awaiting,
        quick_replies=offered.quick_replies,
        remember={**answered.remember, **offered.remember},
    )


def _settled(tools: Toolbox, reading: Reading, clauses: Sequence[Clause]) -> Reply | None:
    """The reply to the first part, when that is all about our own question and the others take nothing of it back."""
    state = reading.turn.state
    if state.get("awaiting") == "slot" and not clauses[0].text.endswith("?"):  # "pode." only looks like a question
        # The kind of meeting may stand in another part: "sim, mas é pro meu filho".
        of_another = any(asks_still(reading.reread(clause.text)) for clause in clauses[1:])
        chosen = reading.reread(clauses[0].text, **({} if of_another else with_kind(tools, reading)))
        booked = meetings.answer_proposal(tools, chosen)
        kept = booked and booked.booking and all(_leaves_it(reading, clause) for clause in clauses[1:])
        return booked if kept else None
    first = reading.reread(clauses[0].text, asked=state.get("asked"))
    return qualification.answer_asked(tools, first) if qualification.wonders(first) else None


def _orders(reading: Reading, clauses: Sequence[Clause]) -> list[Sequence[Clause]]:
    """The parts as they stand, and with the last one first when it chooses: "dá pra parcelar? pode ser a 1"."""
    if len(clauses) < 2:
        return []
    last = clauses[-1]
    told = [clause for clause in clauses if not clause.asks]
    if 1 < len(told) < len(clauses) and not clauses[0].asks:
        # "Putz. quarta 11h serve. e como pago?"
        whole = Clause(" ".join(clause.text for clause in told), asks=False)
        return [clauses, (whole, *(clause for clause in clauses if clause.asks))]
    chooses = len(list(words(last.text))) > 1 and reading.reread(last.text).asks(meeting_cues.ACCEPT)
    return [clauses, (last, *clauses[:-1])] if chooses else [clauses]


def _with_first_alone(clauses: Sequence[Clause]) -> Sequence[Clause]:
    """ "Sim, mas é pra minha mulher": the yes is a part of its own."""
    said = _BUT.match(clauses[0].text) if clauses else None
    return (Clause(said[1], asks=False), Clause(said[2], clauses[0].asks), *clauses[1:]) if said else clauses


def _leaves_it(reading: Reading, clause: Clause) -> bool:
    """Whether the time that was chosen before it still stands: no other one, no refusal, and no doubt."""
    part = reading.reread(clause.text)
    doubts = meeting_cues.DOUBTS if clause.text.endswith("?") else meeting_cues.NOT_YET
    if part.asks(doubts) or part.asks(meeting_cues.OTHERS) or meetings.puts_off(part):
        return False
    if clause.asks:
        supposes = part.asks(meeting_cues.SUPPOSED) and not part.wish().said
        if supposes or part.asks(cues.PRICE):
            return True  # "mas se eu não aguentar posso ir antes?"; "as duas" of "quanto ficam as duas?" is no hour
        other_time = part.wish().said and not meeting_cues.other_words(part.rest)  # "ok, e na segunda?"
        return not (other_time or part.asks(meeting_cues.EARLIER) or part.asks(meeting_cues.LATER))
    refuses = stances.declines(part.words) or part.asks(meeting_cues.NEVER_MIND) or meeting_cues.cancels_it(part.words)
    return not (refuses or part.wish().said)


def _only_tells(part: Reading) -> bool:
    """A detail of the customer, which names no other time: "meu telefone é ..."."""
    asks = part.turn.text.endswith("?") and part.material_answers()  # "e preciso levar documento?"
    return bool(part.hear().told) and not part.wish().said and not asks


def answer_priced_part(tools: Toolbox, reading: Reading) -> Reply | None:
    """The one part that asks for a price, without the story around it: "quero o preço dos planos. tenho 2 lojas"."""
    clauses = clauses_of(reading.turn.text)[: MOST + 1]
    if len(clauses) < 2:
        return None
    parts = [reading.reread(clause.text) for clause in clauses]
    priced = [part for part in parts if part.asks(cues.PRICE)]
    if len(priced) != 1:
        return None
    answerers = (
        pricing.answer_pricing,
        products.answer_products,
        cards.answer_card,
        products.answer_which_product,
    )
    return first_reply(answerers, tools, priced[0])


def change_and_question(answerers: Sequence[Answerer]) -> Answerer:
    """Moves or cancels the meeting, and answers what else is asked: "desmarca. e quanto custa o implante?"."""

    def answer_change(tools: Toolbox, reading: Reading) -> Reply | None:
        changed = _changed_beside_still(tools, reading) or meetings.answer_change(tools, reading)
        if changed is None:
            return None
        clauses = _with_suppositions(reading, clauses_of(reading.turn.text))
        asking = [clause for clause in clauses if clause.asks and not _only_protests(reading, clause)]
        parts = [reading.reread(clause.text, **changed.remember, awaiting=None) for clause in asking[:MOST]]
        others = [part for part in parts if not (meetings.answer_change(tools, part) or _names_time(part))]
        beside = answers_beside(tools, others, (meeting_terms.answer_charged, *answerers))
        told = [reply for reply in beside if reply.text not in changed.text]
        if not told:
            return changed
        both = merged([changed, *told] if changed.booking else [without_offer(tools, reading, told), changed])
        return replace(both, intent=changed.intent, awaiting=changed.awaiting, quick_replies=changed.quick_replies)

    return answer_change


def _changed_beside_still(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Passa o dele pras 11h. o meu de hoje continua, né?": the one is changed, and the others stay."""
    left = without_still(reading)
    if left is None or not reading.turn.state.get("bookings"):
        return None
    changed = meetings.answer_change(tools, left)
    stays = open_desk(tools, reading).untouched() if changed and changed.booking else ""
    return replace(changed, text=f"{changed.text}\n\n{stays}") if changed and stays else None


def _with_suppositions(reading: Reading, clauses: Sequence[Clause]) -> Sequence[Clause]:
    """ "Se eu não conseguir ir, tem multa?": the fine of who does not come."""
    found: list[Clause] = []
    for clause in clauses:
        before = found[-1] if found else None
        if before and clause.asks and not before.asks and reading.reread(before.text).asks(meeting_cues.UNABLE):
            found[-1] = Clause(f"{before.text}, {clause.text}", asks=True)
        else:
            found.append(clause)
    return found


def _only_protests(reading: Reading, clause: Clause) -> bool:
    """ "Vocês mudaram a minha!!", beside what is to be done about it."""
    return "?" not in clause.text and reading.reread(clause.text).asks(meeting_cues.CHANGE_VERB)


def _names_time(part: Reading) -> bool:
    """Of the meeting; "qual o horário de vocês sábado?" is asked of the business."""
    return part.wish().said and not meetings.is_about_hours(part)


def question_behind_details(answerers: Sequence[Answerer]) -> Answerer:
    """Answers what stands behind a detail of the customer, without the detail: "Sofia. e se eu levar 3?"."""
    several_first = (each_answered_by(answerers), *answerers)

    def answer_behind(tools: Toolbox, reading: Reading) -> Reply | None:
        clauses, heard = clauses_of(reading.turn.text), reading.hear()
        if len(clauses) < 2 or clauses[0].asks or not heard.told:
            return None
        told = {word for value in heard.told.values() for word in words(str(value))}
        first = reading.reread(clauses[0].text)
        if not first.rest or first.products or not set(first.rest) <= told:
            return None
        _, found, last = reading.turn.text.partition(clauses[1].text)  # as it was written, with its commas
        behind = f"{found}{last}" or " ".join(clause.text for clause in clauses[1:])
        return first_reply(several_first, tools, reading.reread(behind))

    return answer_behind
