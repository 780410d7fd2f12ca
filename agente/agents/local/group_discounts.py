"""A discount for those whom the customer belongs to: "sou estudante, tem desconto?"."""

import re
from dataclasses import replace

from agente.agents.local import cues
from agente.agents.local.offers import offer
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.knowledge import without_yes_or_no
from agente.kit.patterns import regex
from agente.knowledge.analysis import folded, singular

_GROUP = (
    r"estudantes?|universitari[oa]s?|idos[oa]s?|aposentad[oa]s?|pensionistas?|professor(?:a|es|as)?|militar(?:es)?"
    r"|policia(?:l|is)|bombeiros?|students?|seniors?|teachers?|veterans?|retirees?|estudiantes?|jubilad[oa]s?"
    r"|profesor(?:a|es|as)?|docentes?"
)
_OF_GROUP = regex(
    r"\b(?:sou|somos|ser|de|pra|para|p|for|are|i m|i am|soy|descontos?|descuentos?)"
    rf" (?:(?:uma?|an?|una?|os|as|quem e|quien es) )?({_GROUP})\b"
    rf"|\b({_GROUP}) (?:tem|tambem|ganha|paga|discounts?|gets?|have|tienen?|pagan?)\b"
)
_IS_ASKED = cues.cue(
    r"tem|ha|da|dao|existe|rola|vale|fazem|nao|is there|have|do you|any|hay|tienen|dan",
    r"(?:e|y|and) (?:de|pra|para|for)",
)


def answer_group_discount(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "E de estudante, tem?" behind a talk of discounts."""
    group = _group_in(tools, reading)
    of_discounts = any(cues.DISCOUNT.search(folded(text)) for text in (reading.message, reading.last_said))
    if not group or not of_discounts or not set(reading.rest) <= {folded(group)} or not reading.asks(_IS_ASKED):
        return None
    return None if reading.asks(cues.DISCOUNT) else offer(tools, reading, _unknown(tools, reading, group))


def with_group(tools: Toolbox, reading: Reading, told: Reply | None) -> Reply | None:
    """What is told of discounts, behind that none is known for those whom the message names."""
    group = _group_in(tools, reading) if told else ""
    if told is None or not group:
        return told
    line = _unknown(tools, reading, group).text
    return replace(told, text=f"{line}\n{without_yes_or_no(told.text)}")  # "Sim" to others is none to them


def _unknown(tools: Toolbox, reading: Reading, group: str) -> Reply:
    return Reply(tools.phrases.say("discount_unknown_for", reading.locale, group=group), intent="pricing")


def _group_in(tools: Toolbox, reading: Reading) -> str:
    """As the customer wrote it; "" where the material tells of a discount for such."""
    found = _OF_GROUP.search(reading.spoken)
    if found is None:
        return ""
    said = found[1] or found[2]
    known = (told.whole for told in tools.told if cues.DISCOUNT.search(told.whole))
    if any(singular(said) in {singular(word) for word in text.split()} for text in known):
        return ""
    return next((word for word in re.findall(r"\w+", reading.turn.text) if folded(word) == said), said)
