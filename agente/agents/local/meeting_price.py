"""What does a meeting cost? It is told of the product that is booked, by whatever word the customer calls it."""

from dataclasses import replace
from typing import Final

from agente.agents.local import cues, price_cues
from agente.agents.local.clauses import SENTENCE_END
from agente.agents.local.cues import cue, word_set
from agente.agents.local.meeting_desk import booked_products, open_desk
from agente.agents.local.meetings import can_book
from agente.agents.local.offers import with_rest_open
from agente.agents.local.pricing import answer_pricing
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply, merged
from agente.agents.local.toolbox import Toolbox
from agente.scheduling.remembered import own_booking

_MEETING = word_set(
    "consulta consultas visita visitas reuniao reunioes atendimento atendimentos cita citas reunion",
    "appointment appointments meeting visit",
)
_BESIDE = word_set(
    "primeira primeiro inicial normal particular convenio first initial primera inicial custo preco valor"
)
_WHEN: Final = r"(?:dia|data|hora|horario|day|date|time|fecha)"
_DETAIL: Final = rf"(?:{_WHEN}|valor|preco|price|cost|precio)"
_THE: Final = r"(?: (?:e|and|y|o|a|the|el|la))*"
# "Confirma pra mim: dia, hora e valor"; the hours alone may be those of the business.
_RECAP: Final = cue(
    rf"(?:confirm\w*|qual|quais|repet\w+|relembr\w+|record\w+|remind|diz|fala|dime|what|cual)(?: \w+){{0,3}}?"
    rf" (?:{_WHEN}{_THE} {_DETAIL}|{_DETAIL}{_THE} {_WHEN})"
)

_FOR: Final = (
    r"(?: (?:dele|dela|del[ea]s|meu|minha|inicial|his|her|de el|de ella))?"
    r" (?:pra|pro|para|p|antes d[aeo]|for|before|antes del?)"
    r"(?: (?:por|colocar|botar|fazer|ver|comecar|iniciar|o|a|os|as|um|uma|el|la|un|una|the|an?|get|getting|poner|hacer"
    r"|tratamento|tratamiento|de)){0,4} _"
)
# "A primeira consulta dele pro aparelho", "a avaliação pra pôr aparelho": what it is for is not what is asked of.
_FOR_IT: Final = cue(rf"(?:{'|'.join(sorted(_MEETING))}){_FOR}")
_BOOKED_FOR_IT: Final = cue(rf"_{_FOR}")


def answer_recap(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Confirma pra mim: dia, hora e valor", of who has one meeting: when it is and, if that is asked, its price."""
    state = reading.turn.state
    if not reading.asks(_RECAP) or state.get("awaiting") == "slot" or reading.wish().said or reading.products:
        return None
    if not can_book(tools) or own_booking(state, reading.turn.now) is None or state.get("bookings"):
        return None
    told = open_desk(tools, reading).tell("booking_found")
    price = cues.PRICE.search(reading.spoken)
    if price is None:
        return told
    priced = _price_of_booked(tools, reading)
    if priced is None:
        return with_rest_open(tools, reading, told, [price[0]])
    both = merged([priced, told])
    return replace(told, text=both.text, totals=both.totals, remember={**priced.remember, **told.remember})


def _price_of_booked(tools: Toolbox, reading: Reading) -> Reply | None:
    # "Demonstração do Pro" costs nothing that the Pro costs.
    booked = booked_products(tools, reading.locale, of_that_name=True)
    if len(booked) != 1 or not booked[0].prices:
        return None
    return answer_pricing(tools, reading.reread(f"preço {booked[0].name}"))


def answer_meeting_price(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Quanto custa a consulta?" where what is booked is called "Avaliação" and stands in the catalogue."""
    if not (reading.asks(cues.PRICE) or reading.asks(price_cues.PAID)):
        return None
    if _MEETING.isdisjoint(reading.words) and len(reading.products) < 2:
        return None
    asked = any(_is_of_meeting(tools, part) and not _asks_more(tools, part) for part in _parts(reading))
    return _price_of_booked(tools, reading) if asked else None


def _parts(reading: Reading) -> list[Reading]:
    """The whole, or a sentence of it: "nenhum. a primeira consulta, quanto custa?"."""
    return [
        reading,
        *(reading.reread(part) for part in SENTENCE_END.split(reading.turn.text) if part != reading.turn.text),
    ]


def _is_of_meeting(tools: Toolbox, reading: Reading) -> bool:
    """Whether the meeting is what costs, if for something that is named: "a avaliação pra pôr aparelho é paga?"."""
    if not (reading.asks(cues.PRICE) or reading.asks(price_cues.PAID)):
        return False
    if not reading.products:
        return not _MEETING.isdisjoint(reading.words)
    booked = booked_products(tools, reading.locale, of_that_name=True)
    others = [item for item in reading.products if item not in booked]
    return len(others) == 1 and reading.asks(_FOR_IT if len(reading.products) == 1 else _BOOKED_FOR_IT)


def _asks_more(tools: Toolbox, reading: Reading) -> bool:
    """ "Quanto custa a consulta de urgência?", where the material tells it."""
    purpose = _FOR_IT.search(reading.spoken)
    others = set(reading.rest) - _MEETING - _BESIDE - price_cues.PAID_WORDS - set(purpose[0].split() if purpose else ())
    return bool(others) and tools.kinds.named(reading.turn.text) is None
