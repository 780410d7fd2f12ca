"""Somebody in need of a meeting soon: what the material says of urgencies, and the first time that is free."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import reduce
from itertools import takewhile
from typing import Final

from agente.agents.local.clauses import clauses_of
from agente.agents.local.cues import cue
from agente.agents.local.meeting_desk import Desk, booked_products, open_desk
from agente.agents.local.products import about
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.agents.turn import Citation
from agente.guardrails.facts import amounts
from agente.knowledge.analysis import folded
from agente.scheduling.remembered import proposed
from agente.scheduling.when import Wish, refined

SURE_ENOUGH = 0.5  # likelihood of a passage that speaks of urgencies, to who is in one

_IN_NEED: Final = cue(
    r"dor(?:es)?|doendo|doi|doem|urgen\w+|emergenc\w+|inch(?:ad[oa]|aco|ou|ando)|sangr\w+|febre|vaz(?:ando|amento)"
    r"|(?:quebr|rach|trinc|trav|solt|estour|queim)(?:ou|ad[oa])|caiu|nao aguento|socorro",
    r"pain(?:ful)?|hurt(?:s|ing)?|urgent\w*|emergency|swollen|bleeding|fever|broke|broken|leak\w*",
    r"dolor|duelen?|hinchad[oa]|sangra\w*|fiebre|rompio|fuga",
)
_TOLD_OF: Final = cue(
    r"urgen\w+|emergenc\w+|plantao|pronto socorro|dor(?:es)?(?: \w+)? fortes?|imediat\w+|emergency|urgent\w*"
    r"|right away|guardia|inmediat\w+"
)
# "Não tem antes?", said of the times that were shown.
_EARLIER: Final = cue(
    r"(?:tem|teria|ha|consegue|conseguem|da|rola|nada|algo|algum\w*|horario|vaga|hay|tienen?|have|there|anything"
    r"|something)(?: \w+){0,4}? (?:antes|mais cedo|mais rapido|earlier|sooner|mas temprano)"
    r"(?! (?:d[aeo]s?|de|than|do)\b)",
    r"^(?:e antes|(?:e )?(?:mais cedo|earlier|sooner|mas temprano))$",
)


def with_urgency(tools: Toolbox, reading: Reading, offered: Reply) -> Reply:
    """Times that are offered, behind what the material says of what to do in such a need."""
    if offered.booking or offered.awaiting != "slot" or not reading.asks(_IN_NEED):
        return offered
    likely = (each.passage for each in takewhile(lambda each: each.likelihood >= SURE_ENOUGH, reading.likely()))
    passage = next((each for each in likely if _TOLD_OF.search(folded(f"{each.title} {each.text}"))), None)
    if passage is None:
        return offered
    told = tools.quote(passage, reading.turn.text)
    return replace(
        offered,
        text=f"{told}\n\n{offered.text}",
        citations=(Citation(passage.document, passage.heading, passage.url), *offered.citations),
        totals=offered.totals | amounts(told),
    )


def answer_earlier(tools: Toolbox, reading: Reading) -> Reply | None:
    """Times before those that were shown, the first ones; else that the first of them is the first there is."""
    shown = proposed(reading.turn.state, reading.turn.now)
    if not shown:
        return None
    parts = [reading.reread(clause.text) for clause in clauses_of(reading.turn.text)]
    if not any(part.asks(_EARLIER) and not part.wish().said for part in parts):
        return None
    desk = open_desk(tools, reading)
    besides = [desk.own.starts_at] if desk.own else []
    if refused := _refused(parts):
        return desk.offer(refused, besides=shown)
    first = desk.calendar.propose(Wish(soonest=True), besides)
    earlier = [start for start in first if start < min(shown)]
    if not earlier and not first:
        return None
    offered = desk.list(earlier, Wish(), "slots_others") if earlier else _first(desk, first[0])
    booked = booked_products(tools, reading.locale)
    return replace(offered, remember={**offered.remember, **(about(booked) if len(booked) == 1 else {})})


def _refused(parts: Sequence[Reading]) -> Wish | None:
    """ "Hoje não dá, tô no trabalho até 20h. tem mais cedo? tipo de manhã": the wish without that day."""
    unwanted = frozenset(day for part in parts for day in part.wish().unwanted)
    wishes = (wish for part in parts if not (wish := part.wish()).unwanted)
    return replace(reduce(refined, wishes, Wish()), unwanted=unwanted) if unwanted else None


def _first(desk: Desk, start: datetime) -> Reply:
    only = desk.offer_one(start, Wish())
    return replace(only, text=desk.say("slot_first", slot=desk.slot(start)))
