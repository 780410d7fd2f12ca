"""Several questions in one message, each answered, in one reply."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from agente.agents.local.clauses import MOST, Clause, clauses_of
from agente.agents.local.offers import yes_or_no
from agente.agents.local.products import about
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply, merged
from agente.agents.local.toolbox import Toolbox
from agente.packs.models import IntentName

# "Tem alguém aí?" beside a question is no question.
_NO_ANSWERS: tuple[IntentName, ...] = ("greeting", "goodbye", "provide_details", "out_of_scope")

Answerer = Callable[[Toolbox, Reading], Reply | None]


def each_answered_by(answerers: Sequence[Answerer]) -> Answerer:
    """The answerer of messages that ask several things; none unless at least two of them have answers of their own."""

    def answer_several(tools: Toolbox, reading: Reading) -> Reply | None:
        asking = [clause for clause in clauses_of(reading.turn.text) if clause.asks]
        if len(asking) < 2:
            return None
        answered, open_questions = _answer_each(tools, reading, asking[:MOST], answerers)
        replies = _distinct(answered)
        if len(replies) < 2 and not (replies and open_questions):
            return None
        reply = merged(replies, tools.phrases.say("offer_person", reading.locale))
        return _with_the_rest_open(tools, reading, reply) if open_questions else reply

    return answer_several


def _answer_each(
    tools: Toolbox, reading: Reading, asking: Sequence[Clause], answerers: Sequence[Answerer]
) -> tuple[list[Reply], bool]:
    """The answers, and whether something was clearly asked that none of them answers.

    Each question goes on from the answer before it: "quanto custa o Pro, e ele emite nota?".
    """
    known: Mapping[str, Any] = about(reading.products[:1]) if reading.products else {}
    replies = []
    left_open = False
    for clause in asking:
        part = reading.reread(clause.text, **known)
        reply = next((found for answer in answerers if (found := answer(tools, part))), None)
        if reply and not reply.missed:
            intent = reply.intent or part.classification.intent
            if intent in _NO_ANSWERS:
                continue
            replies.append(replace(reply, intent=intent))
            known = {**known, **reply.remember}
        elif clause.marked and part.rest:
            left_open = True
    return replies, left_open


def _distinct(replies: Iterable[Reply]) -> list[Reply]:
    """Without those that quote the same passage or say the same: two halves of one question."""
    found: dict[object, Reply] = {}
    for reply in replies:
        quoted = any(citation.document.startswith("knowledge/") for citation in reply.citations)
        found.setdefault(reply.citations if quoted else reply.text, reply)
    return list(found.values())


def _with_the_rest_open(tools: Toolbox, reading: Reading, reply: Reply) -> Reply:
    text = f"{reply.text}\n\n{tools.phrases.say('rest_unknown', reading.locale)}"
    return replace(reply, text=text, quick_replies=yes_or_no(tools, reading), awaiting="handoff_offer")
