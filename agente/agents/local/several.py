"""Several questions in one message, each answered, in one reply."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from agente.agents.local import cues
from agente.agents.local.answering import Answerer, helpful_reply
from agente.agents.local.clauses import MOST, Clause, clauses_of
from agente.agents.local.knowledge import answer_from_knowledge
from agente.agents.local.offers import offer, yes_or_no
from agente.agents.local.products import about
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply, merged, quotes_material
from agente.agents.local.toolbox import Toolbox
from agente.knowledge.analysis import words
from agente.knowledge.search import ANSWERABLE_COVERAGE
from agente.packs.models import IntentName

# "Tem alguém aí?" beside a question is no question.
NO_ANSWERS: tuple[IntentName, ...] = ("greeting", "goodbye", "provide_details", "out_of_scope")


def each_answered_by(answerers: Sequence[Answerer], least: int = 2) -> Answerer:
    """The answerer of messages that ask several things; none unless it has something to say to `least` of them."""

    def answer_several(tools: Toolbox, reading: Reading) -> Reply | None:
        asking = [clause for clause in clauses_of(reading.turn.text) if clause.asks and not _asks_nothing(clause)]
        if len(asking) < least:
            return None
        replies, left_open = _answer_each(tools, reading, asking[:MOST], answerers)
        if not replies or len(replies) + left_open < least:
            return None
        reply = merged(replies, tools.phrases.say("offer_person", reading.locale))
        if reply.maybe:
            return None if left_open else offer(tools, reading, reply)
        return _with_the_rest_open(tools, reading, reply) if left_open else reply

    return answer_several


def _asks_nothing(clause: Clause) -> bool:
    """ "Estacionamento, tem?"; "que no llames"; "você está multiplicando errado"."""
    spoken = " ".join(words(clause.text))
    complains = "?" not in clause.text and cues.WRONG.search(spoken)
    return clause.is_bare or bool(complains or cues.NOT_HUMAN.search(spoken))


def _answer_each(
    tools: Toolbox, reading: Reading, asking: Sequence[Clause], answerers: Sequence[Answerer]
) -> tuple[list[Reply], bool]:
    """The answers, and whether something was asked that none of them answers.

    Each question goes on from the one before it: "quanto custa o Pro, e ele emite nota?", "entregam, e quanto demora?".
    """
    known: Mapping[str, Any] = about(reading.products[:1]) if reading.products else {}
    replies: list[Reply] = []
    left_open = False
    before = ""
    for clause in asking:
        part = reading.reread(clause.text, **known)
        reply = helpful_reply(answerers, tools, part)
        if reply and before and quotes_material(reply) and len(part.rest) <= 1 and part.asks(cues.OF_THAT):
            reply = answer_from_knowledge(tools, reading.reread(f"{before} {clause.text}", **known))
        before = clause.text
        if reply is None:
            left_open = left_open or bool(part.rest)
        elif not _says_nothing_new(part, reply, replies):
            replies.append(replace(reply, intent=reply.intent or part.classification.intent))
            known = {**known, **reply.remember}
    return replies, left_open


def _says_nothing_new(part: Reading, reply: Reply, before: Sequence[Reply]) -> bool:
    """Small talk, the same again, or a passage for what one that was quoted before answers about as well."""
    if (reply.intent or part.classification.intent) in NO_ANSWERS or any(reply.text == other.text for other in before):
        return True
    lines = _list_lines(reply)
    if lines and any(lines <= _list_lines(other) for other in before):
        return True  # "qual plano serve e quanto é": its price stands in the list already
    if not quotes_material(reply):
        # What a specialist says for want of an answer, to words that ask nothing by themselves.
        return reply.awaiting == "handoff_offer" and not (part.rest or part.subject)
    quoted = {citation.heading for other in before for citation in other.citations}
    return not part.rest or any(
        finding.passage.heading in quoted and finding.coverage >= ANSWERABLE_COVERAGE for finding in part.find()
    )


def _list_lines(reply: Reply) -> set[str]:
    return {line for line in reply.text.splitlines() if line.startswith("- ")}


def _with_the_rest_open(tools: Toolbox, reading: Reading, reply: Reply) -> Reply:
    told = reply.text.removesuffix(tools.phrases.say("offer_person", reading.locale)).rstrip()
    text = f"{told}\n\n{tools.phrases.say('rest_unknown', reading.locale)}"
    return replace(reply, text=text, quick_replies=yes_or_no(tools, reading), awaiting="handoff_offer")
