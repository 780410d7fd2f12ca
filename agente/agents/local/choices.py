"""A proposed time chosen and something asked in one message: "o segundo. e quanto é a avaliação?"."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from agente.agents.local.clauses import MOST, clauses_of
from agente.agents.local.meetings import answer_proposal
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox

Answerer = Callable[[Toolbox, Reading], Reply | None]


def choice_and_question(answerers: Sequence[Answerer]) -> Answerer:
    """Books what the first part chooses and answers what the others ask; none when either is missing."""

    def answer_both(tools: Toolbox, reading: Reading) -> Reply | None:
        if reading.turn.state.get("awaiting") != "slot":
            return None
        clauses = clauses_of(reading.turn.text)
        asking = [clause for clause in clauses[1:] if clause.asks]
        if not asking or clauses[0].asks:
            return None
        booked = answer_proposal(tools, reading.reread(clauses[0].text))
        if booked is None or booked.booking is None:
            return None
        known = {**booked.remember, "awaiting": None}
        parts = [reading.reread(clause.text, **known) for clause in asking[:MOST]]
        answered = [next((found for answer in answerers if (found := answer(tools, part))), None) for part in parts]
        told = [reply for reply in answered if reply and not reply.missed]
        left_open = [tools.phrases.say("rest_unknown", reading.locale)] if len(told) < len(answered) else []
        return replace(
            booked,
            text="\n\n".join(dict.fromkeys([booked.text, *(reply.text for reply in told), *left_open])),
            citations=tuple(citation for reply in told for citation in reply.citations),
            totals=frozenset().union(*(reply.totals for reply in told)),
            awaiting="handoff_offer" if left_open else None,
        )

    return answer_both
